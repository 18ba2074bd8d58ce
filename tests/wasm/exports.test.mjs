/** Files for other tools: the page's module says what goes into them, another writes them, and the bytes are the command line's. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { engine } from "./engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const native = join(target, "debug", "tickmark");
const exchange = await import(pathToFileURL(join(target, "glue", "exchange.js")));
const { memory } = exchange.initSync({ module: readFileSync(join(target, "glue", "exchange_bg.wasm")) });
const json = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
engine.provide(json("dist/site/questionnaires/full.json"));

const FORMATS = ["csv-register", "csv-pbc", "csv-jira", "csv-linear", "csv-asana", "csv-controls", "ics", "md-issues", "oscal-ar", "oscal-poam"];
const HOSTILE = "=cmd|' /C calc'!A0\u202e,\"<script>\r\nBEGIN:VCALENDAR $(rm -rf ~) @somebody";
const full = json("examples/acme/full.json");
const companies = [
  ["acme", json("examples/acme/assessment.json")],
  ["acme, with a register in which something stands in every field", { ...full, register: [
    { control: "AC-02", status: "in-progress", owner: "CTO", due: "2026-12-15", opened: "2026-10-01", response: HOSTILE },
    { control: "AC-04", status: "ready-for-retest", owner: "it@example.com", due: "2026-11-20" },
    { control: "VN-01", due: "2026-12-01", accepted: { reason: HOSTILE, until: "2027-01-31", by: "CEO", on: "2026-11-01" } },
    { control: "HR-05", status: "closed", response: "No simulations here." },
  ] }],
  ["acme, with hostile texts wherever there is room for one", {
    ...full,
    profile: { ...full.profile, organisation: HOSTILE },
    answers: full.answers.map((answer) => ({ ...answer, note: HOSTILE })),
  }],
  ["scaleup", json("examples/scaleup/full.json")],
];

for (const [title, assessment] of companies) {
  test(`${title}: the same bytes as on the command line`, () => {
    assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
    mkdirSync(join(root, "dist/native"), { recursive: true });
    const saved = join(root, `dist/native/exports-${title.replace(/\W+/g, "-")}.json`);
    writeFileSync(saved, JSON.stringify(assessment));
    const input = engine.exportInput(assessment);
    for (const format of FORMATS) {
      const { stdout, stderr, status } = spawnSync(native, ["assess", saved, "--format", format], { maxBuffer: 64e6 });
      assert.equal(status, 0, String(stderr));
      const bytes = exchange.exported(input, format);
      assert.ok(bytes.length > 500, format);
      assert.ok(Buffer.from(bytes).equals(stdout), format);
    }
  });
}

test("what is no export, and a plan without a gap, is refused in a sentence", () => {
  const input = engine.exportInput(full);
  assert.throws(() => exchange.exported(input, "xlsx"), { name: "TickmarkError", message: /`xlsx` is not an export; known: csv-register, / });
  assert.throws(() => exchange.exported({}, "ics"), { name: "TickmarkError", message: /asOf/ });
  const nothing = { ...input, gaps: [] };
  assert.throws(() => exchange.exported(nothing, "oscal-poam"), { name: "TickmarkError", message: /there is no gap today/ });
  assert.ok(exchange.exported(nothing, "oscal-ar").length > 500);
});

test("a hundred files take no more memory than the first few", () => {
  const input = engine.exportInput(full);
  const all = () => FORMATS.forEach((format) => exchange.exported(input, format));
  all();
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 10; i += 1) all();
  assert.ok(memory.buffer.byteLength - before <= 1 << 20, `${memory.buffer.byteLength - before} bytes more`);
});
