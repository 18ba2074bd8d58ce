/** Several people's files as one in the module: what the command line makes of them, and what is settled. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { engine } from "./engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const native = join(target, "debug", "tickmark");
const exchange = await import(pathToFileURL(join(target, "glue", "exchange.js")));
exchange.initSync({ module: readFileSync(join(target, "glue", "exchange_bg.wasm")) });
const json = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
const quick = json("examples/acme/quick.json");
const questionnaire = engine.questionnaire("quick");

/** The file as somebody else would send it: some answers otherwise, some left out, the profile in other words. */
function other(seed) {
  const answers = quick.answers.flatMap((answer, at) => {
    const { options } = questionnaire.questions.find(({ id }) => id === answer.question) ?? { options: [] };
    if ((at + seed) % 5 === 0) return [];
    if ((at + seed) % 5 === 1) return [{ question: answer.question, rev: answer.rev, unknown: { ask: `Somebody ${seed}` } }];
    if ((at + seed) % 5 === 2 && answer.choice) return [{ ...answer, choice: options[(at + seed) % options.length].id, note: `Note of ${seed}` }];
    return [answer];
  });
  const profile = {
    ...quick.profile,
    headcount: 20 + seed,
    timeZone: seed % 2 ? "Europe/Berlin" : "Europe/Paris",
    policies: [{ id: "review-grace-days", value: 10 + seed }],
    cadences: [{ control: "AC-04", cadence: seed % 2 ? "monthly" : "quarterly" }],
    owners: [{ control: "AC-02", owner: `Role ${seed}` }],
    systems: [{ id: "main", name: `Name ${seed}` }],
  };
  const register = [{ control: "AC-02", status: "in-progress", owner: `Role ${seed}` }];
  return { ...quick, evidence: seed === 1 ? quick.evidence : [], profile, answers, register };
}

/** What the command line makes of files, and what it exits with. */
function commanded(files, ...options) {
  assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
  const folder = join(root, "dist/native/merge");
  mkdirSync(folder, { recursive: true });
  for (const { name, file } of files) writeFileSync(join(folder, name), JSON.stringify(file));
  const { stdout, stderr, status } = spawnSync(native, ["merge", ...files.map(({ name }) => name), ...options], { cwd: folder, encoding: "utf8", maxBuffer: 64e6 });
  assert.ok(status === 0 || status === 1, stderr);
  return { file: JSON.parse(stdout), told: stderr, status };
}

const files = [1, 2, 3].map((seed) => ({ name: `${seed}.json`, file: other(seed) }));

test("the same file as on the command line, whatever the order, and good as it is", () => {
  const { file, told } = commanded(files);
  const merged = exchange.mergeFiles(files, questionnaire, []);
  assert.deepEqual(engine.check(merged.file), []);
  assert.deepEqual(merged.file, file);
  assert.ok(merged.conflicts.length > 5);
  for (const { question, profile, said, kept } of merged.conflicts) {
    assert.ok(told.includes(question ?? `profile, ${profile}`));
    assert.ok(said.length > 1 && said.every(({ by }) => by.length > 0));
    assert.equal(kept, undefined);
  }
  assert.deepEqual(exchange.mergeFiles([...files].reverse(), questionnaire, []), merged);
});

test("every answer that the command line takes because it supports less can be taken", () => {
  const { file } = commanded(files, "--prefer", "lower");
  const { conflicts } = exchange.mergeFiles(files, questionnaire, []);
  const taken = conflicts.map(({ question, said }) => {
    const now = file.answers.find((answer) => answer.question === question);
    if (!question || now.later) return null;
    const place = said.findIndex(({ says }) => ["choice", "last", "population", "asOf"].every((key) => isDeepStrictEqual(says[key], now[key])));
    assert.ok(place >= 0, question);
    return place;
  });
  assert.ok(taken.some((place) => place !== null));
  assert.deepEqual(exchange.mergeFiles(files, questionnaire, taken).file, file);
});

test("what is taken of the profile and the register stands there; what is not to be had is refused", () => {
  const { conflicts } = exchange.mergeFiles(files, questionnaire, []);
  const { file, conflicts: settled } = exchange.mergeFiles(files, questionnaire, conflicts.map(() => 0));
  assert.deepEqual(engine.check(file), []);
  const says = (name) => conflicts.find(({ profile }) => profile === name)?.said[0].says;
  assert.equal(file.profile.headcount, says("headcount"));
  assert.equal(file.profile.timeZone, says("timeZone"));
  assert.deepEqual(file.profile.policies, [says("policies/review-grace-days")]);
  assert.deepEqual(file.profile.cadences, [says("cadences/AC-04")]);
  assert.deepEqual(file.profile.owners, [says("owners/AC-02")]);
  assert.deepEqual(file.profile.systems, [says("systems/main")]);
  assert.deepEqual(file.register, [says("register of AC-02")]);
  assert.ok(settled.every(({ kept }) => kept !== undefined));
  assert.ok(!file.answers.some((answer) => answer.later));
  assert.throws(() => exchange.mergeFiles(files, questionnaire, [99]), { name: "TickmarkError", message: /has nothing in place 99/ });
  const another = { name: "4.json", file: { ...quick, profile: { ...quick.profile, type: 1 } } };
  assert.throws(() => exchange.mergeFiles([...files, another], questionnaire, []), { message: /they are not of one assessment/ });
});
