/** Hands files to the reader, without any request. */

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes its copy before the next task; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * "soc2-readiness-acme-2026-11-21.md": letters and digits only, whatever the organisation is called.
 *
 * @param {string} organisation
 * @param {string} asOf
 * @param {string} extension
 */
export function fileName(organisation, asOf, extension) {
  const slug = organisation
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  return ["soc2-readiness", slug, asOf].filter(Boolean).join("-") + `.${extension}`;
}

/**
 * An assessment or draft as the text of a file: two spaces, a line at the end.
 *
 * @param {object} document
 */
export function fileText(document) {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Hands over the assessment as a file.
 *
 * @param {import("./session.js").Session} session
 */
export function saveFile(session) {
  const { profile, asOf } = session.draft;
  download(fileName(profile.organisation, asOf, "tickmark.json"), "application/json", fileText(session.document()));
}
