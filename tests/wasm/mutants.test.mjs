/** Thousands of damaged documents and files: each is taken or refused in words; the module never traps. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { engine, inspect } from "./engine.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));

const ROUNDS = Number(process.env.MUTANTS ?? 1500);
/** Longest that one call may take, in milliseconds of this thread's own work on a slow machine. */
const SLOW = 2000;

/** Milliseconds that this thread has worked, whatever the machine does beside it; where the system does not say that, the time of day. */
function worked() {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
    if (Number(nanoseconds) > 0) return Number(nanoseconds) / 1e6;
  } catch {
    // Not Linux.
  }
  return performance.now();
}

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
function numbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WRONG = [
  null, true, -1, 0, 1e300, 4294967295, 4294967296, 0.5, Number.MAX_SAFE_INTEGER, "", "x", "2026-02-30", "9999-12-31",
  "0001-01-01", "\u0000", "‮abc", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "`|`", "é".repeat(5000),
  [], {}, [[]], { a: { b: {} } },
];

/** Every place of a document: its parent and key. */
function places(value, found = []) {
  if (value && typeof value === "object") {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

function mutate(document, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) {
    const all = places(document);
    if (all.length === 0) return;
    const [parent, key] = pick(all);
    const kind = random();
    if (kind < 0.6) parent[key] = structuredClone(pick(WRONG));
    else if (kind < 0.75 && Array.isArray(parent)) parent.push(...structuredClone(parent));
    else if (kind < 0.85) delete parent[key];
    else parent[key] = structuredClone(pick(all)[0]);
  }
}

/** Runs a call that may throw a `TickmarkError` and nothing else, in bounded time. */
function tried(call, what) {
  const start = worked();
  let result;
  try {
    result = call();
  } catch (error) {
    assert.equal(error.name, "TickmarkError", `${what()}: ${error.stack}`);
  }
  const took = worked() - start;
  assert.ok(took < SLOW, `${what()}: ${Math.round(took)} ms`);
  return result;
}

/** What stands beside them for pages of others is no company. */
const companies = readdirSync(new URL("examples", root)).filter((name) => existsSync(new URL(`examples/${name}/assessment.json`, root)));

for (const name of companies.sort()) {
  test(`${ROUNDS} mutants of ${name}`, (t) => {
    const random = numbers(name.length);
    const original = JSON.parse(read(`examples/${name}/assessment.json`));
    original.evidence = JSON.parse(read(`tests/cases/${name}/evidence.json`));
    let taken = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const document = structuredClone(original);
      mutate(document, random);
      const what = () => `round ${round}: ${JSON.stringify(document).slice(0, 2000)}`;
      const problems = tried(() => engine.check(document), what);
      for (const { message } of problems) assert.ok(message.length > 0);
      const html = tried(() => engine.report(document, "html"), what);
      assert.equal(html !== undefined, problems.length === 0, what());
      if (html === undefined) continue;
      taken++;
      tried(() => engine.assess(document), what);
      assert.doesNotMatch(html, /<(script|img|iframe|a href="(?!#|https:|mailto:))/i, what());
    }
    t.diagnostic(`${taken} of ${ROUNDS} could still be worked out`);
    assert.ok(taken > 0);
  });

  test(`mutants of the evidence of ${name}`, () => {
    const random = numbers(7);
    const assessment = JSON.parse(read(`examples/${name}/assessment.json`));
    for (const file of readdirSync(new URL(`examples/${name}/evidence`, root))) {
      const original = read(`examples/${name}/evidence/${file}`);
      for (let round = 0; round < ROUNDS / 3; round++) {
        const bytes = new Uint8Array(original);
        for (let n = 1 + Math.floor(random() * 8); n > 0; n--) {
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        }
        const cut = random() < 0.3 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes;
        tried(() => inspect(file, cut, assessment), () => `${file}, round ${round}`);
      }
    }
  });
}
