/** The wasm module in Node: the same bytes as the native build, errors as promised, memory that stays. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { engine, inspect, memory } from "./engine.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const folder = (path) => (existsSync(new URL(path, root)) ? readdirSync(new URL(path, root)).sort() : []);


/**
 * A story: a company of `examples/` with its evidence files inspected in the order of their names; after a hyphen, the
 * questionnaire that was answered there, to which what a platform collected belongs too.
 */
function example(name) {
  const [company, answers = "assessment"] = name.split("-");
  const assessment = JSON.parse(read(`examples/${company}/${answers}.json`));
  assessment.evidence ??= [];
  for (const place of company === name ? ["evidence"] : ["evidence", "platform"]) {
    for (const file of folder(`examples/${company}/${place}`)) {
      const bytes = new Uint8Array(read(`examples/${company}/${place}/${file}`));
      assessment.evidence = inspect(file, bytes, assessment).evidence;
    }
  }
  return assessment;
}

const json = (path) => JSON.parse(read(path));

/** An assessment without answers. */
const empty = (id, profile = {}) => ({
  format: "tickmark-assessment",
  version: 1,
  asOf: "2026-11-21",
  questionnaire: { id, version: "1.0.0" },
  profile: { type: 2, categories: ["security"], window: { start: "2026-09-15", end: "2027-03-14" }, ...profile },
});

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

test("the page and the module have the same questionnaires", () => {
  const { questionnaires, form } = json("dist/site/questionnaires/start.json");
  assert.deepEqual(questionnaires.map(({ id, questions }) => [id, questions]), [["quick", 24], ["red-flags", 6], ["full", 64]]);
  for (const { id, content, version, sha256, title } of questionnaires) {
    assert.match(sha256, /^[0-9a-f]{64}$/);
    if (content) continue;
    const carried = engine.questionnaire(id);
    assert.deepEqual([carried.version, carried.sha256, carried.title], [version, sha256, title]);
    for (const { options } of carried.questions) assert.equal(options.length, 6);
  }
  const asked = engine.form(empty("quick")).questions;
  assert.deepEqual(form.questions.map(({ id, text }) => [id, text]), asked.map(({ id, text }) => [id, text]));
});

test("what is to be asked follows the window, the categories and the scoping facts", () => {
  const { categories, facts, policyValues, cadences, questions, hidden, migration } = engine.form(empty("quick"));
  assert.equal(categories.find((one) => one.always).id, "security");
  assert.ok(facts.some((one) => one.id === "builds-software"));
  assert.equal(policyValues.find((one) => one.id === "leaver-sla-hours").default, 24);
  assert.equal(cadences.find((one) => one.control === "AC-04").cadence, "quarterly");
  assert.deepEqual([hidden, migration.kept], [[], 0]);
  const grid = questions.find((one) => one.kind === "grid");
  assert.deepEqual(grid.periods.map(({ id, over, begun }) => [id, over, begun]), [["2026-q3", true, true], ["2026-q4", false, true]]);
  assert.deepEqual(questions.find((one) => one.kind === "population").counted, { since: "2026-09-15", until: "2026-11-21" });
  assert.equal(grid.section, "Access");
  refused(() => engine.form({}));
});

test("a questionnaire that was handed over is asked like the others, and without it it is not known", () => {
  const content = json("dist/site/questionnaires/full.json");
  assert.equal(engine.questionnaire("full"), undefined);
  refused(() => engine.form(empty("full")));
  refused(() => engine.provide({ format: "tickmark-content", version: 1, questionnaires: [{ id: "x" }] }));
  assert.deepEqual(engine.provide(content), ["full"]);
  assert.deepEqual(engine.provide(content), ["full"], "twice is as good as once");
  const { sha256 } = json("dist/site/questionnaires/start.json").questionnaires.find((one) => one.id === "full");
  assert.equal(engine.questionnaire("full").sha256, sha256);

  const ids = (profile) => engine.form(empty("full", profile)).questions.map((one) => one.id);
  const all = ids({ categories: ["security", "availability", "confidentiality", "processing-integrity", "privacy"] });
  assert.equal(all.length, 64);
  const security = ids({});
  assert.ok(!security.includes("pr-01") && all.includes("pr-01"), "no question of a category that is not examined");
  const facts = [{ fact: "builds-software", values: ["no"] }];
  const gone = security.filter((id) => !ids({ facts }).includes(id));
  assert.deepEqual(gone, ["cm-03", "cm-05"]);
});

for (const name of folder("tests/cases")) {
  for (const format of ["md", "html"]) {
    const path = `tests/cases/${name}/report.${format}`;
    if (!existsSync(new URL(path, root))) continue;
    test(`${name}: report.${format} has the same bytes as the native one`, () => {
      assert.equal(engine.report(example(name), format), read(path).toString("utf8"));
    });
  }
}

test("one earlier assessment or several give the trend", () => {
  const now = example("acme");
  const on = (asOf) => ({ ...structuredClone(now), asOf, answers: [], evidence: [] });
  const [first, second] = [on("2026-10-01"), on("2026-11-01")];
  const report = (previous) => engine.report(now, "md", undefined, { previous });
  const both = report([second, first]);
  assert.match(both, /Compared with the assessment as of 1 November 2026\./);
  assert.match(both, /### Over 3 assessments/);
  assert.equal(report([first, second]), both);
  assert.equal(report([second]), report(second));
  assert.equal(report([]), engine.report(now, "md"));
  assert.match(refused(() => report([first, first])).problems[0].message, /two of the earlier assessments are as of 2026-10-01/);
  assert.match(refused(() => report([on("2027-01-01")])).problems[0].message, /as of 2027-01-01, after the one/);
});

test("release.json lists every file of the site", () => {
  const { files } = JSON.parse(read("dist/site/release.json"));
  const found = readdirSync(new URL("dist/site", root), { recursive: true, withFileTypes: true })
    // For hosts that read it; no page asks for it.
    .filter((entry) => entry.isFile() && !["release.json", "_headers"].includes(entry.name))
    .map((entry) => entry.name);
  assert.deepEqual(files.map(({ path }) => path.split("/").at(-1)).sort(), found.sort());
});

test("what cannot be used is refused with its place and reason", () => {
  const bytes = new TextEncoder().encode("neither,this\nnor,that\n");
  const assessment = example("acme");
  refused(() => engine.assess({}));
  refused(() => engine.report({ format: "shopping-list" }, "md"));
  refused(() => inspect("notes.txt", bytes, assessment));
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
      assert.throws(() => inspect("noise.bin", bytes, assessment));
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
    refused(() => inspect("deep.json", bytes, JSON.parse(read("examples/acme/assessment.json"))));
  }
  const round = {};
  round.round = round;
  for (const value of [undefined, () => 1, 1n, Symbol("x"), round]) {
    assert.ok(engine.check(value).length > 0);
    refused(() => engine.report(value, "md"));
  }
});
