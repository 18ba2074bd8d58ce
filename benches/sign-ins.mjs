/** Sign-ins as the portal of Entra downloads them, as many as asked for: for the benches of evidence. */

/** The first line. */
export const HEADER =
  "Date (UTC),Request ID,Correlation ID,User,Username,User type,Application,IP address,Status,Sign-in error code," +
  "Authentication requirement\n";

/** One line. Reads nothing around it: it is also sent to a page as text. */
export function signIn(n) {
  const two = (n) => String(n).padStart(2, "0");
  const who = n % 997;
  const day = 1 + (Math.floor(n / 86_400) % 28);
  return (
    `2026-06-${two(day)}T${two(Math.floor(n / 3600) % 24)}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}Z,` +
    `${n.toString(16)},c${n.toString(16)},User ${who},user${who}@acme.example,Member,Office,10.0.${who % 200}.${n % 250},` +
    "Success,0,multiFactorAuthentication\n"
  );
}

/** The same line as other exports write it: every cell in quotes, `\r\n` at its end. */
export function quoted(line) {
  return line.slice(0, -1).split(",").map((cell) => `"${cell}"`).join(",") + "\r\n";
}

/** What is asked of them. */
export const TERMS = {
  controls: { "mfa-sign-ins": ["AC-02"] },
  asOf: "2026-11-21",
  windowStart: "2026-05-21",
  windowEnd: "2026-11-20",
  policies: [],
};
