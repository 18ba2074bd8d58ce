/** The wasm module in Node: the same bytes as the native build, errors as promised, memory that stays. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const folder = (path) => (existsSync(new URL(path, root)) ? readdirSync(new URL(path, root)).sort() : []);

const engine = await import(new URL("dist/site/tickmark.js", root));
const { memory } = engine.initSync({ module: read("dist/site/tickmark_bg.wasm") });

/** The assessment of an example with its evidence files inspected in the order of their names. */
function example(name) {
  const assessment = JSON.parse(read(`examples/${name}/assessment.json`));
  assessment.evidence ??= [];
  for (const file of folder(`examples/${name}/evidence`)) {
    const bytes = new Uint8Array(read(`examples/${name}/evidence/${file}`));
    assessment.evidence = engine.inspect(file, bytes, assessment).evidence;
  }
  return assessment;
}

/** Asserts that a call throws a `TickmarkError` with problems, and gives it back. */
function refused(call) {
  let error;
  assert.throws(call, (thrown) => ((error = thrown), true));
  assert.ok(error instanceof Error);
  assert.equal(error.name, "TickmarkError");
  assert.ok(["input", "template"].includes(error.code), `code ${error.code}`);
  assert.ok(error.message.length > 0);
  assert.ok(error.problems.length > 0);
  for (const { document, at, code, message } of error.problems) {
    assert.equal(typeof document, "string");
    assert.match(at, /^(\/.*)?$/);
    assert.match(code, /^[a-z-]+$/);
    assert.ok(message.length > 0);
  }
  return error;
}

for (const name of folder("tests/cases")) {
  for (const format of ["md", "html"]) {
    const path = `tests/cases/${name}/report.${format}`;
    test(`${name}: report.${format} has the same bytes as the native one`, () => {
      assert.equal(engine.report(example(name), format), read(path).toString("utf8"));
    });
  }
}

test("the page and the module have the same questionnaire", () => {
  const shipped = JSON.parse(read("dist/site/questionnaires/red-flags.json"));
  assert.deepEqual(engine.questionnaire("red-flags"), shipped);
  assert.equal(shipped.questions.length, 6);
  assert.match(shipped.sha256, /^[0-9a-f]{64}$/);
  for (const { options } of shipped.questions) assert.equal(options.length, 6);
});

test("release.json lists every file of the site", () => {
  const { files } = JSON.parse(read("dist/site/release.json"));
  const found = readdirSync(new URL("dist/site", root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "release.json")
    .map((entry) => entry.name);
  assert.deepEqual(files.map(({ path }) => path.split("/").at(-1)).sort(), found.sort());
});

test("what cannot be used is refused with its place and reason", () => {
  const bytes = new TextEncoder().encode("neither,this\nnor,that\n");
  const assessment = example("acme");
  refused(() => engine.assess({}));
  refused(() => engine.report({ format: "shopping-list" }, "md"));
  refused(() => engine.inspect("notes.txt", bytes, assessment));
  assert.ok(engine.check({}).length > 0);
  assert.deepEqual(engine.check(assessment), []);
});

test("check never throws", () => {
  for (const value of [undefined, null, 0, "", [], () => 0, Symbol.iterator, { format: 1n }]) {
    assert.ok(engine.check(value).length > 0);
  }
});

test("two thousand bad calls leave the memory as it is", () => {
  const bytes = new Uint8Array(10_000).fill(0xff);
  const assessment = example("acme");
  const round = (count) => {
    for (let n = 0; n < count; n++) {
      assert.throws(() => engine.assess({ format: "tickmark-assessment", version: n }));
      assert.throws(() => engine.inspect("noise.bin", bytes, assessment));
    }
  };
  round(100);
  const before = memory.buffer.byteLength;
  round(1000);
  const grown = memory.buffer.byteLength - before;
  assert.ok(grown <= 1 << 20, `grew by ${grown} bytes`);
});

test("what is nested too deeply is refused, and so is what JSON cannot hold", () => {
  for (const levels of [200, 5_000, 100_000]) {
    const deep = JSON.parse("[".repeat(levels) + "]".repeat(levels));
    assert.equal(engine.check(deep)[0].code, "wrong-shape");
    const bytes = new TextEncoder().encode("[".repeat(levels));
    refused(() => engine.inspect("deep.json", bytes, JSON.parse(read("examples/acme/assessment.json"))));
  }
  const round = {};
  round.round = round;
  for (const value of [undefined, () => 1, 1n, Symbol("x"), round]) {
    assert.ok(engine.check(value).length > 0);
    refused(() => engine.report(value, "md"));
  }
});
