/** What is done with the report: for whom it is, compared with last time, copied for documents, in the look of a brand. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, axeFinds, downloaded, file, open, ready, visit } from "./harness.mjs";

const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const HOSTILE = "<script>globalThis.was = 1</script>";

let place;
before(async () => (place = await open()));
after(() => place.close());

const withChanges = (changes) => JSON.stringify({ ...quick, ...changes });
const article = (page) => page.locator("article.report:not([aria-busy])");
const shows = (page, text) => page.locator("article.report:not([aria-busy])", { hasText: text }).waitFor();
const active = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);
const earlier = (changes = {}) => withChanges({ asOf: "2026-10-01", evidence: [], answers: quick.answers.filter((one) => !one.last && !one.asOf && !one.population), ...changes });

async function opened(settings, text = JSON.stringify(quick)) {
  const seen = await visit(place, settings);
  await ready(seen.page);
  await seen.page.locator("#open").setInputFiles([file("acme.json", text)]);
  await article(seen.page).waitFor();
  return seen;
}

test("for whom the copy is changes what is shown, downloaded and kept", async () => {
  const { page, calm } = await opened();
  const headings = async () => (await page.locator("article.report h2").allTextContents()).join(" · ");
  const all = await headings();
  await page.locator("#reader-founder").focus();
  await page.keyboard.press("ArrowRight");
  await shows(page, /./);
  await page.waitForFunction((before) => ![...document.querySelector("tickmark-assessment").shadowRoot.querySelectorAll("article.report h2")].map((one) => one.textContent).join(" · ").includes(before), all);
  await shows(page, "In short");
  assert.equal(await active(page), "reader-committee", "the focus stays");
  assert.ok((await headings()).length < all.length / 1.5, await headings());
  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.equal(html.name, "soc2-readiness-acme-2026-11-21-committee.html");
  assert.doesNotMatch(html.text, /Every answer/);
  const markdown = await downloaded(page, () => page.locator("#download-md").click());
  assert.equal(markdown.name, "soc2-readiness-acme-2026-11-21-committee.md");
  await accessible(page, "report for a committee");

  await page.getByLabel("A customer who asks").check();
  await shows(page, "What is open");
  await axeFinds(page, "report for a customer", 320, "light");
  await page.setViewportSize({ width: 1280, height: 900 });
  const customer = await downloaded(page, () => page.locator("#next").click());
  assert.equal(customer.name, "soc2-readiness-acme-2026-11-21-customer.html");
  assert.equal((await downloaded(page, () => page.locator("#save").click())).name, "soc2-readiness-acme-2026-11-21.tickmark.json");
  await page.waitForFunction(() => Object.values(localStorage).some((one) => JSON.parse(one).reader === "client"));
  await page.reload();
  await ready(page);
  await shows(page, "What is open");
  assert.equal(await page.getByLabel("A customer who asks").isChecked(), true);
  const host = await page.evaluate(async () => (await document.querySelector("tickmark-assessment").exportAs("md")).name);
  assert.equal(host, "soc2-readiness-acme-2026-11-21-customer.md");
  calm();
});

test("an earlier file is compared with, beside one's own work, and taken away again", async () => {
  const { page, calm } = await opened();
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  const first = await article(page).textContent();
  // Listened for before the click by so much that the browser knows of it.
  const choosing = page.waitForEvent("filechooser");
  await page.locator("#compare").focus();
  assert.equal(await active(page), "compare");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles([file("october.json", earlier())]);
  await page.locator("#compared", { hasText: "Compared with the assessment as of 1 Oct 2026 (october.json)" }).waitFor();
  assert.equal(await active(page), "compared");
  await shows(page, "Compared with the assessment as of 1 October 2026");
  const head = await page.locator("article.report table").first().locator("th").allTextContents();
  assert.equal(head.filter((one) => /2026/.test(one)).length, 2, head.join(" | "));
  await accessible(page, "report, compared");
  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.match(html.text, /Compared with the assessment as of 1 October 2026/);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), stored, "nothing of it is kept on the device");

  await page.locator("#compare-off").click();
  assert.equal(await active(page), "compare");
  await page.waitForFunction((text) => document.querySelector("tickmark-assessment").shadowRoot.querySelector("article.report").textContent === text, first);
  calm();
});

test("a file that cannot be compared with is refused in a sentence, and another organisation is asked about", async () => {
  const { page, calm } = await opened();
  const give = (name, text) => page.locator("#earlier").setInputFiles([file(name, text)]);
  const note = page.locator("#compare-note");
  await give("later.json", withChanges({ asOf: "2026-12-24" }));
  await note.getByText("This file is as of 24 Dec 2026, which is after the day of this assessment, 21 Nov 2026; choose an earlier one.").waitFor();
  assert.equal(await active(page), "compare-note");
  await accessible(page, "report, with a file that is refused");
  await give("cut.json", earlier().slice(0, 400));
  await note.getByText("This is not a saved assessment: it cannot be read as JSON, or it is cut short.").waitFor();
  await give("damaged.json", earlier({ answers: [{ question: "no-such-question", rev: 1, choice: "x" }] }));
  await note.getByText("damaged.json cannot be compared with.").waitFor();
  await give("draft.json", JSON.stringify({ format: "tickmark-draft", version: 2, profile: {} }));
  await note.getByText("was saved before the profile was complete").waitFor();
  await note.getByRole("button", { name: "Close" }).click();
  assert.equal(await note.count(), 0);

  await give("other.json", earlier({ profile: { ...quick.profile, organisation: `Other ${HOSTILE}` } }));
  await note.getByText("other.json is of “Other <script>").waitFor();
  await accessible(page, "report, asking about another organisation");
  await page.locator("#compare-not").click();
  assert.equal(await page.locator("#compared").count(), 0);
  await give("other.json", earlier({ profile: { ...quick.profile, organisation: `Other ${HOSTILE}` } }));
  await page.locator("#compare-anyway").click();
  await shows(page, "Compared with the assessment as of 1 October 2026");
  assert.equal(await page.evaluate(() => globalThis.was), undefined);

  // The day of this one is set before it: it is not compared with, and that is said.
  await page.evaluate(() => document.querySelector("tickmark-assessment").setAttribute("as-of", "2026-09-20"));
  await page.getByText("is later than the day of this one, so it is not compared with").waitFor();
  await page.locator("#step-start").click();
  await page.getByRole("button", { name: "Delete everything on this device" }).click();
  await page.locator("#undo-now").click();
  calm();
});

test("copied for documents, the report is formatted and plain, without pictures", async () => {
  const { page, context, calm } = await opened({}, withChanges({ register: [{ control: "AC-02", owner: HOSTILE, response: HOSTILE, accepted: { reason: HOSTILE, until: "2027-01-01" } }] }));
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  assert.ok((await page.locator("article.report svg").count()) > 0, "there are pictures to leave out");
  await page.locator("#copy-documents").focus();
  await page.keyboard.press("Enter");
  await page.locator("#said", { hasText: "Copied." }).waitFor({ state: "attached" });
  const read = (type) =>
    page.evaluate(async (type) => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType(type)).text();
    }, type);
  const [html, plain] = [await read("text/html"), await read("text/plain")];
  assert.match(html, /<h1[^>]*>SOC 2 gap report: Acme/);
  assert.match(html, /<table/);
  assert.doesNotMatch(html, /<(svg|img|script|figure)\b|href="#/i);
  assert.match(html, /&lt;script/);
  assert.match(plain, /^# SOC 2 gap report: Acme/);
  assert.match(plain, /^\| Gap \| Severity/m);
  assert.doesNotMatch(plain, /(^|[^\\`])<script/m);
  await page.locator("#copy-md").click();
  await page.waitForFunction(async (plain) => (await navigator.clipboard.readText()) === plain, plain);
  calm();
});

test("a brand that the page gives goes into the reports, and one that cannot be used is told", async () => {
  const { page, troubles } = await opened();
  await page.evaluate(() => {
    const element = document.querySelector("tickmark-assessment");
    globalThis.told = [];
    element.addEventListener("tickmark-error", ({ detail }) => globalThis.told.push(detail));
    element.brand = { format: "tickmark-brand", version: 1, name: "Harbour Advisory", reportTitle: "Readiness report", preparedFor: "The audit committee", accent: "#ffee00" };
  });
  await shows(page, "Readiness report");
  await shows(page, "The audit committee");
  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.match(html.text, /Harbour Advisory/);
  assert.match(html.text, /Self-assessment\. Not an attestation\./);
  assert.equal(troubles.length, 1, troubles.join("\n"));
  assert.match(troubles[0], /^console: tickmark-assessment: .*#ffee00/);
  // Once is enough.
  await page.evaluate(() => (document.querySelector("tickmark-assessment").brand = { format: "tickmark-brand", version: 1, name: "Harbour", accent: "#ffee00" }));
  assert.equal(troubles.length, 1);

  await page.evaluate(() => (document.querySelector("tickmark-assessment").brand = { format: "tickmark-brand", version: 1, accent: "green" }));
  const [refused] = await page.evaluate(() => globalThis.told);
  assert.equal(refused.path, "/accent");
  assert.match(refused.message, /`green` is not a colour/);
  await shows(page, "SOC 2 gap report: Acme");
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").brand.accent), "green");
  await page.evaluate(() => (document.querySelector("tickmark-assessment").brand = null));
  await shows(page, "SOC 2 gap report: Acme");
});
