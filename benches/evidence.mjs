/**
 * How fast evidence is read in Chromium: a million sign-ins decoded, typed and tested in the page's worker, beside what
 * PapaParse takes merely to parse the same file in a worker of its own; how long the page does not answer meanwhile.
 * Prints medians. Needs a built site (make build).
 */

import { readFile } from "node:fs/promises";
import { open, visit } from "../tests/www/harness.mjs";

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;

const papa = await readFile(new URL("../www/node_modules/papaparse/papaparse.min.js", import.meta.url), "utf8");
const place = await open();
try {
  const { page } = await visit(place, { settings: { bypassCSP: true } });
  const found = await page.evaluate(measure, { rows: ROWS, rounds: ROUNDS, papa });
  for (const [name, value] of Object.entries(found)) console.log(`${name}: ${value}`);
} finally {
  await place.close();
}

/** In the page. */
async function measure({ rows, rounds, papa }) {
  const header =
    "Date (UTC),Request ID,Correlation ID,User,Username,User type,Application,IP address,Status,Sign-in error code," +
    "Authentication requirement\n";
  const two = (n) => String(n).padStart(2, "0");
  const parts = [header];
  for (let n = 0; n < rows; n++) {
    const who = n % 997;
    const day = 1 + (Math.floor(n / 86_400) % 28);
    parts.push(
      `2026-06-${two(day)}T${two(Math.floor(n / 3600) % 24)}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}Z,` +
        `${n.toString(16)},c${n.toString(16)},User ${who},user${who}@acme.example,Member,Office,10.0.${who % 200}.${n % 250},` +
        "Success,0,multiFactorAuthentication\n",
    );
  }
  const file = new File(parts, "sign-ins.csv");
  const terms = {
    controls: { "mfa-sign-ins": ["AC-02"] },
    asOf: "2026-11-21",
    windowStart: "2026-05-21",
    windowEnd: "2026-11-20",
    policies: [],
  };
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const { Desk } = await import(new URL("evidence-desk.js", location.href).href);

  // The longest time for which the page did not come round to anything else.
  let [longest, last, watching] = [0, performance.now(), true];
  const watch = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setTimeout(watch, 0);
  };

  const ours = [];
  for (let round = 0; round < rounds; round++) {
    const desk = new Desk();
    // Loading the module is not reading.
    await desk.read(new File([header, "\n"], "empty.csv"), {}).catch(() => undefined);
    if (round === 0) {
      [longest, last] = [0, performance.now()];
      watch();
    }
    const start = performance.now();
    await desk.read(file, {});
    await desk.results(terms);
    ours.push(performance.now() - start);
  }
  watching = false;

  const theirs = [];
  const script = `${papa};self.onmessage=({data})=>{let rows=0;Papa.parse(data,{chunk:(r)=>{rows+=r.data.length},complete:()=>self.postMessage(rows)})}`;
  for (let round = 0; round < rounds; round++) {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    const start = performance.now();
    await new Promise((done) => {
      worker.onmessage = done;
      worker.postMessage(file);
    });
    theirs.push(performance.now() - start);
    worker.terminate();
  }
  const [read, parsed] = [median(ours), median(theirs)];
  return {
    rows,
    "bytes of the file": file.size,
    "read, typed and tested (ms)": Math.round(read),
    "PapaParse, parsing alone (ms)": Math.round(parsed),
    ratio: (read / parsed).toFixed(2),
    "longest time without the page (ms)": Math.round(longest),
  };
}
