/** Large files in Chromium: two workers share the work, and one does it alone where there is no second. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** In the page: a desk, workers that are counted, and a file of 20 MB with its digest. */
async function prepared() {
  const { Desk } = await import(new URL("evidence-desk.js", location.href).href);
  const started = [];
  const Real = globalThis.Worker;
  const most = { workers: Infinity };
  globalThis.Worker = class extends Real {
    constructor(url) {
      if (started.length >= most.workers) throw new Error("no more workers");
      super(url);
      started.push(this);
    }
  };
  const header = "Date (UTC),Request ID,Correlation ID,Username,Status,Sign-in error code,Authentication requirement\n";
  const row = (n) =>
    `2026-06-01T00:00:00Z,${n},${n},user${n % 97}@acme.example,${n % 3 ? "Success" : "Failure"},0,multiFactorAuthentication\n`;
  const file = new File([header, ...Array.from({ length: 230_000 }, (_, n) => row(n))], "sign-ins.csv");
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const digest = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const terms = { controls: {}, asOf: "2026-11-21", windowStart: "2026-05-21", windowEnd: "2026-11-20", policies: [] };
  return { Desk, started, most, file, digest, terms };
}

/** A page in which `prepared` can be called. */
async function page() {
  const { page, calm } = await visit(place, { settings: { bypassCSP: true } });
  await page.evaluate(`globalThis.prepared = ${prepared}`);
  return { page, calm };
}

test("the digest that a second worker makes is the file's, again and again", async () => {
  const { page: tab, calm } = await page();
  const found = await tab.evaluate(async () => {
    const { Desk, started, file, digest, terms } = await globalThis.prepared();
    const desk = new Desk();
    const heard = [];
    const reads = [];
    for (let round = 0; round < 3; round++) reads.push(...(await desk.read(file, {}, (bytes) => heard.push(bytes))));
    const [one] = await desk.results(terms);
    return { digest, reads, file: one.file, rows: one.rows.parsed, workers: started.length, heard: heard.length };
  });
  assert.deepEqual(found.reads, Array(3).fill({ name: "sign-ins.csv", digest: found.digest }));
  assert.equal(found.file.sha256, found.digest);
  assert.equal(found.rows, 230_000);
  assert.equal(found.workers, 2);
  assert.ok(found.heard >= 3, `${found.heard}`);
  calm();
});

test("where there is no second worker, the first makes the digest", async () => {
  const { page: tab, calm } = await page();
  const found = await tab.evaluate(async () => {
    const { Desk, most, file, digest } = await globalThis.prepared();
    most.workers = 1;
    const desk = new Desk();
    await desk.read(new File(["a"], "a.csv"), {}).catch(() => undefined);
    return { digest, reads: await desk.read(file, {}) };
  });
  assert.deepEqual(found.reads, [{ name: "sign-ins.csv", digest: found.digest }]);
  calm();
});

test("a second worker that is lost on the way does not hold up the first", async () => {
  const { page: tab } = await page();
  const found = await tab.evaluate(async () => {
    const { Desk, started, file, digest } = await globalThis.prepared();
    const desk = new Desk();
    // The first is there before the second.
    await desk.read(new File(["a"], "a.csv"), {}).catch(() => undefined);
    let lost = false;
    const reads = await desk.read(file, {}, () => {
      if (lost || !started[1]) return;
      lost = true;
      started[1].terminate();
      started[1].dispatchEvent(new Event("error", { cancelable: true }));
    });
    return { digest, reads, lost };
  });
  assert.ok(found.lost);
  assert.deepEqual(found.reads, [{ name: "sign-ins.csv", digest: found.digest }]);
});

test("a large file that is cancelled or refused leaves nothing behind", async () => {
  const { page: tab, calm } = await page();
  const found = await tab.evaluate(async () => {
    const { Desk, file, digest } = await globalThis.prepared();
    const desk = new Desk();
    const stop = new AbortController();
    const cancelled = await desk.read(file, {}, () => stop.abort(), stop.signal);
    const picture = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), new Uint8Array(9_000_000)], "a.png");
    const refused = await desk.read(picture, {}).catch((error) => error.message);
    const archive = new File(["PK\u0003\u0004", new Uint8Array(9_000_000)], "a.zip");
    const broken = await desk.read(archive, {}).catch((error) => error.message);
    return { digest, cancelled, refused, broken, reads: await desk.read(file, {}) };
  });
  assert.deepEqual(found.cancelled, []);
  assert.match(found.refused, /picture/);
  assert.equal(typeof found.broken, "string");
  assert.deepEqual(found.reads, [{ name: "sign-ins.csv", digest: found.digest }]);
  calm();
});
