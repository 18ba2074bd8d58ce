/** Lists of evidence in Chromium: what they say is shown, kept through saving and opening, and read as a table too. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { complete, readDraft, toAssessment } from "../../www/documents.js";
import { accessible, downloaded, file, listed, open, site, visit } from "./harness.mjs";

const full = JSON.parse(await readFile(new URL("../manifest/full.json", import.meta.url), "utf8"));

test("a draft keeps every key of an entry", () => {
  const evidence = full.evidence.map(complete);
  const draft = readDraft({ version: 2, asOf: "2026-11-10", profile: {}, evidence });
  assert.deepEqual(draft?.evidence, evidence);
  const again = readDraft(JSON.parse(JSON.stringify(draft)));
  assert.deepEqual(again?.evidence, evidence);
  assert.deepEqual(toAssessment(again, { id: "quick", version: "1.0.0", sha256: "" }, []).evidence, evidence);
});

test("the site has the schemas and an empty list", async () => {
  const paths = listed.map((one) => one.path);
  assert.ok(paths.includes("registers/evidence.csv") && paths.includes("schema/evidence.json"));
  const schema = await readFile(new URL("schema/evidence.json", site), "utf8");
  assert.equal(schema, await readFile(new URL("../../questionnaires/schema/evidence.json", import.meta.url), "utf8"));
});

let place;
before(async () => (place = await open()));
after(() => place.close());

/** The page with a worked company, at the step of the evidence. */
async function atEvidence(settings) {
  const visited = await visit(place, { settings });
  const { page } = visited;
  await page.getByLabel(/Ten-minute/).waitFor();
  const saved = await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8");
  await page.locator("#open").setInputFiles([file("assessment.json", saved)]);
  await page.locator("article.report").waitFor();
  await page.locator("#step-evidence").click();
  return visited;
}

test("what a list says is on its card, in the report and in the saved file", async () => {
  const { page, calm } = await atEvidence({ viewport: { width: 320, height: 800 } });
  await page.locator("#files").setInputFiles([file("evidence.json", JSON.stringify(full))]);
  await page.getByText("Counts for nothing: “Accounts of the directory” takes its place.").waitFor();
  for (const text of ["○ Ines Example, 2026-11-02T09:30:00+01:00", "○ Head of IT", "○ okta, payroll", "○ Tom Example, 2026-11-03, accepted"]) {
    await page.getByText(text, { exact: true }).waitFor();
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${wide} px`);
  await accessible(page, "lists: evidence");
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  await page.getByText("Its manifest states the window").first().waitFor();
  // Saved, opened and saved again: nothing is lost.
  const copy = await downloaded(page, () => page.locator("#save").click());
  const { evidence } = JSON.parse(copy.text);
  const kept = evidence.find((one) => one.id === "accounts-2");
  assert.deepEqual([kept.ticketQueue, kept["file.md5"]], ["OPS", full.evidence[0].file.md5]);
  assert.deepEqual(kept.attestations, full.evidence[0].attestations);
  await page.locator("#open").setInputFiles([file("assessment.json", copy.text)]);
  await page.locator("#sent-replace").click();
  await page.locator("article.report").waitFor();
  const again = await downloaded(page, () => page.locator("#save").click());
  assert.deepEqual(JSON.parse(again.text).evidence, evidence);
  calm();
});

test("a list as a table is read where JSON is", async () => {
  const { page, calm } = await atEvidence();
  const empty = await readFile(new URL("registers/evidence.csv", site), "utf8");
  const header = empty.split("\n")[0].replaceAll('"', "").split(",");
  const cells = { id: "dr", title: "Recovery plan", kind: "document", "file.name": "dr.pdf", asOf: "2026-10-01", owner: "CTO" };
  const row = header.map((name) => `"${cells[name] ?? ""}"`).join(",");
  await page.locator("#files").setInputFiles([file("evidence.csv", `${empty}${row}\n`)]);
  await page.getByRole("heading", { name: "Recovery plan" }).waitFor();
  await page.getByText("○ CTO", { exact: true }).waitFor();
  await page.locator("#files").setInputFiles([file("evidence.csv", `${empty}${row.replace("document", "dokument")}\n`)]);
  await page.getByText(/Row 3, column kind: dokument is not a word/).waitFor();
  calm();
});
