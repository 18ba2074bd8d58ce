/** The module for links beside the page's: what one gives the other passes on, and both say what the command line says. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { engine } from "./engine.mjs";

const file = (name) => new URL(`../../${name}`, import.meta.url);
const target = process.env.CARGO_TARGET_DIR ? pathToFileURL(`${process.env.CARGO_TARGET_DIR}/`) : file("target/");
const links = await import(new URL("glue/exchange.js", target));
links.initSync({ module: readFileSync(new URL("glue/exchange_bg.wasm", target)) });
const acme = { ...JSON.parse(readFileSync(file("examples/acme/quick.json"), "utf8")), evidence: [] };
const quick = engine.questionnaire("quick");
const random = (n) => crypto.getRandomValues(new Uint8Array(n));

test("a saved assessment goes out without names, under a passphrase, and comes back", () => {
  const { link, tooLong, preview } = links.writeLink(acme, quick, "https://example.org/", "caf\u00e9", random(16), random(12));
  assert.ok(!tooLong && link.startsWith("https://example.org/#t1fp."));
  assert.ok(preview.some((sentence) => sentence.includes(`${link.length} characters`)), preview.join("\n"));
  assert.deepEqual(links.lookAtLink(link), { redaction: "full", sealed: true });
  const back = links.openLink(link, [quick], "cafe\u0301");
  const answers = acme.answers.map(({ unknown, ...answer }) => (unknown ? { ...answer, unknown: {} } : answer));
  assert.deepEqual(back.answers, answers);
  assert.deepEqual(engine.check(back), []);
  assert.throws(() => links.openLink(link, [quick], "other"), { name: "TickmarkError", message: /does not open the link/ });
  assert.throws(() => links.openLink(link, [], "caf\u00e9"), { message: /questionnaire `quick`/ });
  assert.throws(() => links.writeLink(acme, quick, "", "p", random(3), random(12)), { message: /found 3 random bytes/ });
});

test("a summary comes from the page's module", () => {
  const summary = engine.summary(acme, true, false);
  const { link, preview } = links.writeLink(summary, undefined, "", undefined, random(0), random(0));
  assert.deepEqual(links.openLink(link, [], undefined), summary);
  assert.ok(!JSON.stringify([summary, preview]).includes("Acme"));
  assert.equal(engine.report(acme, "md", undefined).includes(`Report id ${summary.reportId}`), true);
});

test("a report is verified in the page's module", () => {
  for (const format of ["md", "html"]) {
    const report = engine.report(acme, format, undefined);
    const { first, causes } = engine.verify(report, acme, undefined);
    assert.equal(first, undefined);
    assert.deepEqual(causes, []);
    const other = engine.verify(report, { ...acme, asOf: "2026-11-22" }, undefined);
    assert.deepEqual(other.causes, ["inputs"]);
    assert.ok(other.first.line.line > 0);
  }
  assert.throws(() => engine.verify("{\"identity\": {}}", acme, undefined), { message: /command line/ });
});
