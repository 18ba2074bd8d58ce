/** The types that the page is checked with describe what the engine gives and takes, key by key. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const read = (name) => readFileSync(new URL(name, root), "utf8").trim();

const engine = await import(new URL("dist/site/tickmark.js", root));
engine.initSync({ module: readFileSync(new URL("dist/site/tickmark_bg.wasm", root)) });
engine.provide(JSON.parse(read("dist/site/questionnaires/full.json")));

/** An assessment that says nothing about anybody. */
const empty = (id, version) => ({
  format: "tickmark-assessment",
  version: 1,
  asOf: "2026-11-21",
  questionnaire: { id, version },
  profile: { organisation: "", type: 2, categories: ["security"], window: { start: "2026-09-15", end: "2027-03-14" } },
});

test("documents, manifests and results satisfy their types", () => {
  mkdirSync(path("dist/types"), { recursive: true });
  const start = read("dist/site/questionnaires/start.json");
  const names = "Assessment, AssessmentResult, Entry, ForecastResult, Form, PlanResult, Questionnaire, Start";
  let source = `import type { ${names} } from "../../www/tickmark.d.ts";\n`;
  source += `export const start = ${start} satisfies Start;\n`;
  for (const { id, version } of JSON.parse(start).questionnaires) {
    const name = id.replaceAll("-", "_");
    source += `export const q_${name} = ${JSON.stringify(engine.questionnaire(id))} satisfies Questionnaire;\n`;
    source += `export const f_${name} = ${JSON.stringify(engine.form(empty(id, version)))} satisfies Form;\n`;
  }
  const companies = readdirSync(new URL("examples", root)).filter((one) => existsSync(new URL(`examples/${one}/assessment.json`, root)));
  for (const name of companies) {
    for (const file of readdirSync(new URL(`examples/${name}`, root)).filter((one) => one.endsWith(".json"))) {
      const answers = file.replace(".json", "").replaceAll("-", "_");
      source += `export const ${name}_${answers} = ${read(`examples/${name}/${file}`)} satisfies Assessment;\n`;
    }
    source += `export const ${name}_evidence = ${read(`tests/cases/${name}/evidence.json`)} satisfies Entry[];\n`;
  }
  for (const name of readdirSync(new URL("tests/cases", root))) {
    for (const [file, type] of [["assessment", "AssessmentResult"], ["forecast", "ForecastResult"], ["plan", "PlanResult"]]) {
      const value = read(`tests/cases/${name}/${file}.json`);
      source += `export const r_${name.replaceAll("-", "_")}_${file} = ${value} satisfies ${type};\n`;
    }
  }
  writeFileSync(path("dist/types/documents.ts"), source);
  const { status, stdout } = spawnSync(
    path("www/node_modules/.bin/tsc"),
    ["--noEmit", "--strict", "--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler",
      "--allowImportingTsExtensions", "--types", "", path("dist/types/documents.ts")],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stdout.split("\n").slice(0, 12).join("\n"));
});
