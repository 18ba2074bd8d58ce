/** The auditor's own list through the module: what the command line makes of it, in the same bytes of every export. */

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
const quick = JSON.parse(readFileSync(join(root, "examples/acme/quick.json"), "utf8"));
const LISTS = [
  "PBC list\r\n\r\nRequest #;Description;Due Date;Owner;TSC\r\nR-1;\"Access reviews,\r\nwith sign-off\";13.10.2026;Head of IT;\r\nR-2;Leavers;soon;;CC6.2\r\nR-2;'=1+1;;;\r\n",
  "R-1\tApproval of the incident response plan\t2026-10-02\nR-2\tVM-01\t\n",
  "Lobby\nFirewall rules, with who approved them\n",
];
const folder = join(root, "dist/native/requests");

/** What the command line says on its way out. */
function commanded(...words) {
  assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
  const { stdout, stderr, status } = spawnSync(native, words, { cwd: folder, maxBuffer: 64e6 });
  return { stdout, stderr: String(stderr), status };
}

const read = (list, before = []) => exchange.requestList(Buffer.from(list), engine.requestTerms(quick), before);

test("the same requests and suggestions as on the command line, and the same bytes of what is written with them", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "quick.json"), JSON.stringify(quick));
  for (const [at, list] of LISTS.entries()) {
    writeFileSync(join(folder, "list.csv"), list);
    const { stdout, stderr, status } = commanded("requests", "quick.json", "list.csv", "--format", "json");
    assert.equal(status, 0, stderr);
    const found = read(list);
    assert.deepEqual(found, JSON.parse(stdout), list);
    assert.equal(found.requests.length, at === 0 ? 3 : 2);

    const assessment = { ...quick, auditorRequests: found.requests };
    assert.deepEqual(engine.check(assessment), []);
    writeFileSync(join(folder, "with.json"), JSON.stringify(assessment));
    const input = engine.exportInput(assessment);
    for (const format of ["csv-pbc", "ics", "csv-controls"]) {
      assert.ok(Buffer.from(exchange.exported(input, format)).equals(commanded("assess", "with.json", "--format", format).stdout), format);
    }
    assert.equal(engine.report(assessment, "md"), String(commanded("assess", "with.json", "--format", "md").stdout));
  }
});

test("what is no list is refused in the words of the command line", () => {
  for (const list of ["", "name;size\na;1\n", "a\0b\0\0c", `request\n${"a\n".repeat(2001)}`]) {
    writeFileSync(join(folder, "list.csv"), list);
    const { stderr, status } = commanded("requests", "quick.json", "list.csv");
    assert.equal(status, 2, stderr);
    assert.throws(() => read(list), ({ name, problems }) => {
      assert.equal(name, "TickmarkError");
      assert.ok(stderr.includes(problems[0].message), `${problems[0].message}\n${stderr}`);
      return true;
    });
  }
});

test("controls are known in the language that is spoken, and matched by the words of both", () => {
  const [first, ...others] = engine.requestTerms(quick);
  assert.ok(others.length > 40, `${others.length} more`);
  assert.deepEqual(Object.keys(first), ["control", "name", "criteria", "asked"]);
  const shipped = readFileSync(join(root, "dist/site/locales/de-locale.js"), "utf8");
  engine.speak(shipped.replace(/^export default /, "").replace(/;\s*$/, ""));
  try {
    const german = engine.requestTerms(quick);
    const spoken = german.find(({ control }) => control === "AC-04");
    const english = [first, ...others].find(({ control }) => control === "AC-04");
    assert.notEqual(spoken.name, english.name);
    assert.ok([english.name, ...english.asked].every((text) => spoken.asked.includes(text)));
    // What is asked for in its own German words leads back to it, and so do the English ones.
    for (const request of [spoken.asked.at(-1), english.asked[0]]) {
      const { requests } = exchange.requestList(Buffer.from(`request\n"${request}"\n`), german, []);
      assert.ok(requests[0].controls?.includes("AC-04"), `${request}: ${requests[0].controls}`);
    }
  } finally {
    engine.speak(undefined);
  }
  assert.deepEqual(engine.requestTerms(quick)[0], first);
});

test("a megabyte is read, and fifty lists take no more memory than the first few", () => {
  const long = `id,request\n${Array.from({ length: 1900 }, (_, at) => `${at},"${"Evidence of access reviews. ".repeat(20).trim()}"\n`).join("")}`;
  assert.ok(long.length > 1_000_000);
  assert.equal(read(long).requests.length, 1900);
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 3; i += 1) read(long);
  for (let i = 0; i < 50; i += 1) read(LISTS[0]);
  assert.ok(memory.buffer.byteLength - before <= 1 << 20, `${memory.buffer.byteLength - before} bytes more`);
});
