/**
 * How fast evidence is read. In Chromium: a million sign-ins decoded, typed and tested in the page's workers, beside what
 * PapaParse takes merely to parse the same file in a worker of its own; how long the page does not answer meanwhile. In
 * Node the same module by number of rows: time and memory. Prints medians; stops where a bound of the project does not
 * hold. Needs a built site (make build).
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open, visit } from "../tests/www/harness.mjs";
import { HEADER, quoted, signIn, TERMS } from "./sign-ins.mjs";

const ROWS = 1_000_000;
const ROUNDS = 9;
/** Bounds: share of the time that PapaParse takes, time without the page in ms, memory in bytes. */
const SHARE = 0.5;
const AWAY = 50;
const MEMORY = (rows) => 64e6 + 200 * rows;

const papa = await readFile(new URL("../www/node_modules/papaparse/papaparse.min.js", import.meta.url), "utf8");
const place = await open();
try {
  const { page } = await visit(place, { settings: { bypassCSP: true } });
  await page.evaluate(`globalThis.signIn = ${signIn}; globalThis.quoted = ${quoted}`);
  for (const inQuotes of [false, true]) {
    await page.evaluate(made, { rows: ROWS, header: HEADER, inQuotes });
    // A million lines were just made in this page: clearing up after that is not what keeps it from answering.
    await page.requestGC();
    const found = await page.evaluate(measure, { rounds: ROUNDS, papa, header: HEADER, terms: TERMS });
    console.log(`\n${ROWS} sign-ins in Chromium${inQuotes ? ", every cell in quotes, CRLF" : ""}: ${found.bytes} bytes`);
    const [ours, theirs, away] = [found.ours, found.theirs, found.longest].map(Math.round);
    console.log(`read, typed and tested ${ours} ms; PapaParse, parsing alone, ${theirs} ms: ratio ${(ours / theirs).toFixed(2)}`);
    console.log(`the first time ${Math.round(found.first)} ms; longest time without the page ${away} ms`);
    assert.ok(ours <= SHARE * theirs, `more than ${SHARE} of the time of PapaParse`);
    assert.ok(away <= AWAY, `the page was away for more than ${AWAY} ms`);
  }
} finally {
  await place.close();
}

console.log("\nthe module in Node, without the digest\n     rows   bytes        time   a row   memory");
const bytes = await readFile(new URL("../target/glue/evidence_bg.wasm", import.meta.url));
for (const rows of [10_000, 100_000, 1_000_000]) {
  const module = await import(`../target/glue/evidence.js?${rows}`);
  const { memory } = module.initSync({ module: bytes });
  const times = Array.from({ length: 3 }, () => read(module, rows)).sort((a, b) => a.time - b.time);
  const { time, size } = times[1];
  const held = memory.buffer.byteLength;
  const cells = [String(rows).padStart(9), `${(size / 1e6).toFixed(1)} MB`.padStart(8), `${time.toFixed(0)} ms`.padStart(8)];
  console.log(...cells, `${((time * 1e6) / rows).toFixed(0)} ns`.padStart(8), `${(held / 1e6).toFixed(0)} MB`.padStart(7));
  assert.ok(held <= MEMORY(rows), `more than ${MEMORY(rows) / 1e6} MB`);
}

/** Reads so many sign-ins in chunks, and tests them. Making them is not timed. */
function read(module, rows) {
  const desk = new module.Desk();
  desk.begin("sign-ins.csv", undefined, undefined, undefined, undefined, true);
  let [time, size, text] = [0, 0, HEADER];
  const timed = (work) => {
    const start = performance.now();
    work();
    time += performance.now() - start;
  };
  for (let n = 0; n < rows; n++) {
    text += signIn(n);
    if (text.length < 65_536 && n < rows - 1) continue;
    const chunk = Buffer.from(text);
    size += chunk.length;
    timed(() => desk.push(chunk));
    text = "";
  }
  timed(() => {
    desk.finish("0".repeat(64));
    desk.results(TERMS);
  });
  desk.free();
  return { time, size };
}

/** In the page: the file. */
function made({ rows, header, inQuotes }) {
  const written = inQuotes ? globalThis.quoted : (line) => line;
  const parts = [written(header)];
  for (let n = 0; n < rows; n++) parts.push(written(globalThis.signIn(n)));
  globalThis.file = new File(parts, "sign-ins.csv");
}

/** In the page: how long both take, in turns, each in a worker that is there already. */
async function measure({ rounds, papa, header, terms }) {
  const { file } = globalThis;
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const { Desk } = await import(new URL("evidence-desk.js", location.href).href);

  // The longest time for which the page did not come round to anything else.
  let [longest, last, watching, over] = [0, performance.now(), false, false];
  const watch = () => {
    const now = performance.now();
    if (watching) longest = Math.max(longest, now - last);
    last = now;
    if (!over) setTimeout(watch, 0);
  };

  const script = `${papa};self.onmessage=({data})=>{let rows=0;Papa.parse(data,{chunk:(r)=>{rows+=r.data.length},complete:()=>self.postMessage(rows)})}`;
  const [ours, theirs] = [[], []];
  watch();
  const desk = new Desk();
  // Loading the module is not reading.
  await desk.read(new File([header, "\n"], "empty.csv"), {}).catch(() => undefined);
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  for (let round = 0; round < rounds; round++) {
    [last, watching] = [performance.now(), true];
    const start = performance.now();
    const [{ digest }] = await desk.read(file, {});
    await desk.results(terms);
    ours.push(performance.now() - start);
    watching = false;
    await desk.remove(digest);
    const begun = performance.now();
    await new Promise((done) => {
      worker.onmessage = done;
      worker.postMessage(file);
    });
    theirs.push(performance.now() - begun);
  }
  worker.terminate();
  over = true;
  return { bytes: file.size, first: ours[0], ours: median(ours), theirs: median(theirs), longest };
}
