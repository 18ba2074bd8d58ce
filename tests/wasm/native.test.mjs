/**
 * The wasm module and the command line say the same of a company to the last bit of every number: levels, forecast,
 * plan, and the advice with fixes, windows, calendar, other assumptions and unknown answers.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { test } from "node:test";
import { engine, received } from "./engine.mjs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const path = (name) => join(root, name);
const json = (name) => JSON.parse(readFileSync(path(name), "utf8"));
/** What `cargo test` built. */
const native = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "debug", "tickmark");

engine.provide(json("dist/site/questionnaires/full.json"));

/** The files of folders, in the order of their names. */
const files = (...folders) =>
  folders.flatMap((folder) => readdirSync(path(folder)).sort().map((file) => path(`${folder}/${file}`)));

/** Answers as somebody would give them who knows of one control in `known`, and whom to ask of the others. */
const asked = (assessment, known) => ({
  ...assessment,
  answers: assessment.answers.map((answer, i) =>
    i % known === 0 ? answer : { question: answer.question, rev: answer.rev, unknown: { ask: "CTO" } }),
});

/** Title, assessment, evidence files, and how many controls have no known level at least. */
const companies = [
  ["acme", json("examples/acme/assessment.json"), files("examples/acme/evidence"), 4],
  ["acme, full answers", json("examples/acme/full.json"), files("examples/acme/evidence"), 4],
  ["scaleup, full answers and the records of its platform", json("examples/scaleup/full.json"),
    files("examples/scaleup/evidence", "examples/scaleup/platform"), 3],
  ["scaleup, where four answers in five are unknown", asked(json("examples/scaleup/full.json"), 5),
    files("examples/scaleup/evidence"), 40],
  ["acme, where nobody has answered anything", { ...json("examples/acme/full.json"), answers: [] }, [], 50],
];

/** The number as its 64 bits, so that what is compared is not how a number is written. */
function bits(key, value) {
  if (typeof value !== "number") return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return `${value} ${view.getBigUint64(0).toString(16).padStart(16, "0")}`;
}

/** A line for every number and every word, with the keys and their order. */
const lines = (result) => JSON.stringify(result, bits, 1).split("\n");

for (const [title, assessment, evidence, unknown] of companies) {
  test(`${title}: the same bits in wasm as on the command line`, () => {
    assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
    mkdirSync(path("dist/native"), { recursive: true });
    const saved = path(`dist/native/${title.replace(/\W+/g, "-")}.json`);
    writeFileSync(saved, JSON.stringify(assessment));
    const { status, stdout, stderr } = spawnSync(native, ["assess", saved, ...evidence, "--format", "json"],
      { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
    assert.equal(status, 0, stderr);

    const whole = { ...assessment, evidence: assessment.evidence ?? [] };
    const files = evidence.map((file) => [basename(file), new Uint8Array(readFileSync(file))]);
    whole.evidence = received(files, whole).at(-1)?.evidence ?? whole.evidence;
    const result = { ...engine.assess(whole), advice: engine.advice(whole) };

    // The command line writes a head before them: which document it is, and of what.
    const { assessment: levels, forecast, plan, advice, ...head } = JSON.parse(stdout);
    assert.equal(head.format, "tickmark-result");
    const [found, expected] = [lines(result), lines({ assessment: levels, forecast, plan, advice })];
    // The digest is a matter of the report: the module has it in there.
    assert.match(head.identity.sha256, /^[0-9a-f]{64}$/);
    const at = expected.findIndex((line, i) => line !== found[i]);
    assert.equal(found[at], expected[at], `line ${at}, after ${expected.slice(Math.max(at - 4, 0), at)}`);
    assert.equal(found.length, expected.length);
    // What was compared was there.
    const { sensitivity, unknowns, fixes, windows, calendar } = result.advice;
    for (const part of [sensitivity, unknowns, fixes, windows, calendar]) assert.ok(lines(part).length > 5);
    const open = result.assessment.controls.filter(({ claimed }) => claimed.low < claimed.high);
    assert.ok(open.length >= unknown, `${open.length} controls of unknown level`);
  });
}
