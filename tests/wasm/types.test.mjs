/** The types that the page is checked with describe what the engine gives and takes, key by key. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const read = (name) => readFileSync(new URL(name, root), "utf8").trim();

test("documents and manifests satisfy their types", () => {
  mkdirSync(path("dist/types"), { recursive: true });
  const questionnaire = read("dist/site/questionnaires/red-flags.json");
  let source = 'import type { Assessment, Entry, Questionnaire } from "../../www/tickmark.d.ts";\n';
  source += `export const questionnaire = ${questionnaire} satisfies Questionnaire;\n`;
  for (const name of readdirSync(new URL("examples", root))) {
    source += `export const ${name} = ${read(`examples/${name}/assessment.json`)} satisfies Assessment;\n`;
    source += `export const ${name}Evidence = ${read(`tests/cases/${name}/evidence.json`)} satisfies Entry[];\n`;
  }
  writeFileSync(path("dist/types/documents.ts"), source);
  const { status, stdout } = spawnSync(
    path("www/node_modules/.bin/tsc"),
    ["--noEmit", "--strict", "--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler",
      "--allowImportingTsExtensions", "--types", "", path("dist/types/documents.ts")],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stdout);
});
