/** What is typed, chosen or being read for one client stands with no other, and not after everything was deleted. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { items, put } from "../../www/items.js";
import { emptyDraft } from "../../www/state.js";
import { file, open, ready, visit } from "./harness.mjs";

const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const other = { ...quick, profile: { ...quick.profile, organisation: "Beta Two" } };
const LIST = "Request #\tDescription\nR-1\tEvidence of the periodic user access reviews\nR-2\tWalk us through the lobby\nR-3\t";
const SECRET = "Only for Acme";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** A page whose report is that of a first client. */
async function client(options = {}) {
  const seen = await visit(place, options);
  await seen.page.getByLabel(/Ten-minute/).waitFor();
  await seen.page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(quick))]);
  await seen.page.locator("article.report").waitFor();
  await ready(seen.page);
  return seen;
}

/** Goes on to another client, whose file is opened beside. */
async function another(page) {
  await page.locator("#open").setInputFiles([file("beta.json", JSON.stringify(other))]);
  await page.locator("#sent-beside").click();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
}

/** Deletes everything on the device, and opens the very same file again. */
async function anew(page) {
  await page.locator("#delete").click();
  await page.locator("#progress", { hasText: "Step 1 of 6" }).waitFor();
  await page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(quick))]);
  await page.locator("article.report").waitFor();
}

const isOpen = (page, id) => page.locator(id).evaluate((one) => one.open);

/** Goes to the list of requests, and opens it where it is closed. */
async function list(page) {
  await page.locator("#step-evidence").click();
  if (!(await isOpen(page, "#auditor-requests"))) await page.locator("#auditor-requests > summary").click();
  await page.locator("#requests-text").waitFor();
}

/** The text of everything on the page, with what stands in fields. */
const everything = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("tickmark-assessment").shadowRoot;
    return [root.getElementById("sheet").textContent, ...[...root.querySelectorAll("input, textarea")].map(({ value }) => value)].join("\n");
  });

/** Messages to workers of that kind wait until they are released. */
const hold = (at) =>
  at.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    const waiting = [];
    globalThis.holding = "";
    Worker.prototype.postMessage = function (message, ...more) {
      if (message?.do && message.do === globalThis.holding) waiting.push([this, message, more]);
      else postMessage.call(this, message, ...more);
    };
    globalThis.release = () => {
      globalThis.holding = "";
      for (const [worker, message, more] of waiting.splice(0)) postMessage.call(worker, message, ...more);
    };
  });

for (const [name, leave] of [["another client", another], ["everything was deleted", anew]]) {
  test(`what was typed of the auditor’s requests does not stand where it is ${name}`, async () => {
    const { page, calm } = await client();
    await list(page);
    await page.locator("#requests-text").fill(LIST);
    await page.locator("#requests-read").click();
    await page.locator("#requests-remarks").waitFor();
    await page.locator("#requests-text").fill(`${SECRET}: a list that nobody has read yet`);
    await page.locator("#requests-own > summary").click();
    await page.locator("#own-request").fill(`${SECRET}: a request`);
    await page.locator("#own-id").fill("R-9");
    await page.locator("#step-report").click();
    await page.locator("article.report").waitFor();
    await leave(page);
    await page.locator("#step-evidence").click();
    assert.equal(await isOpen(page, "#auditor-requests"), false);
    await list(page);
    assert.ok(!(await everything(page)).includes(SECRET));
    assert.deepEqual(await page.locator("#requests-text, #own-request, #own-id").evaluateAll((all) => all.map(({ value }) => value)), ["", "", ""]);
    assert.equal(await page.locator("#requests-said").innerText(), "");
    assert.equal(await page.locator("#requests-remarks").count(), 0);
    assert.equal(await isOpen(page, "#requests-own"), false);
    calm();
  });

  test(`a passphrase and what a link was to hold are chosen anew where it is ${name}`, async () => {
    const { page, calm } = await client();
    await page.locator("#share > summary").click();
    await page.locator("#share-full").check();
    await page.locator("#share-named").check();
    await page.locator("#share-passphrase").fill(SECRET);
    await page.getByLabel("Show it").check();
    await leave(page);
    await page.locator("article.report").waitFor();
    await page.locator("#share > summary").click();
    const passphrase = page.locator("#share-passphrase");
    assert.deepEqual([await passphrase.inputValue(), await passphrase.getAttribute("type")], ["", "password"]);
    assert.deepEqual([await page.locator("#share-score").isChecked(), await page.locator("#share-named").isChecked()], [true, false]);
    calm();
  });

  test(`half a sample size does not stand where it is ${name}, and its register is closed`, async () => {
    const { page, calm } = await client();
    await page.locator("#register > summary").click();
    await page.locator("#register-all").click();
    await page.locator("#step-profile").click();
    await page.locator("#auditor-sizes > summary").click();
    await page.locator("#size-annual").fill("12 or");
    await page.locator("#sizes-wrong", { hasText: "“12 or” is no whole number." }).waitFor();
    await page.locator("#step-report").click();
    await page.locator("article.report").waitFor();
    await leave(page);
    await page.locator("article.report").waitFor();
    assert.equal(await isOpen(page, "#register"), false);
    await page.locator("#register > summary").click();
    await page.locator("#register-all").waitFor();
    await page.locator("#step-profile").click();
    await page.locator("#auditor-sizes").waitFor();
    assert.equal(await page.locator("#size-annual").inputValue(), "");
    assert.equal(await page.locator("#sizes-wrong").textContent(), "");
    calm();
  });
}

test("what was typed is there again with the assessment, where that is had back", async () => {
  const { page, calm } = await client();
  await list(page);
  await page.locator("#requests-text").fill(SECRET);
  await page.locator("#delete").click();
  await page.locator("#progress", { hasText: "Step 1 of 6" }).waitFor();
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: quick.profile.organisation }).waitFor();
  await list(page);
  assert.equal(await page.locator("#requests-text").inputValue(), SECRET);
  calm();
});

test("a report in English for one client is in the reader’s language for another", async () => {
  const { page, calm } = await visit(place, { settings: { locale: "de-DE" } });
  await page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(quick))]);
  await page.locator('article.report[lang="de"]').waitFor();
  await page.locator('#report-in input[value="en"]').check();
  await page.locator('article.report[lang="en"]').waitFor();
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
  await another(page);
  await page.locator('article.report[lang="de"]').waitFor();
  calm();
});

test("questions that were gone through for one client lead no other anywhere", async () => {
  const { page, calm } = await client();
  await page.locator("#step-questions").click();
  await page.locator("#progress", { hasText: "Question 1 of" }).waitFor();
  await page.locator("#open").setInputFiles([file("beta.json", JSON.stringify({ ...other, answers: other.answers.slice(0, -3) }))]);
  await page.locator("#sent-beside").click();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await page.locator("#step-review").click();
  await page.locator("#go-through").click();
  await page.locator("#progress", { hasText: /Question (?!1 )/ }).waitFor();
  await page.locator("#kept").click();
  await page.getByRole("button", { name: `Open: ${quick.profile.organisation}`, exact: true }).click();
  await page.locator("#progress", { hasText: "Question 1 of" }).waitFor();
  await page.locator("#next").click();
  await page.locator("#progress", { hasText: /Question (?!1 )/ }).waitFor();
  assert.match(await page.locator("#progress").innerText(), /Question 2 of/);
  calm();
});

test("a list that is read while another tab enters something is taken over all the same, and shown", async () => {
  const { page, context, calm } = await client({ prepare: hold });
  const tab = await context.newPage();
  await tab.goto(place.address);
  await ready(tab);
  await list(page);
  await page.evaluate(() => (globalThis.holding = "requests"));
  await page.locator("#requests-text").fill(LIST);
  await page.locator("#requests-read").click();
  await page.locator("#requests-said", { hasText: "The list is being read…" }).waitFor();
  await tab.locator("#step-profile").click();
  await tab.getByLabel("People").fill("77");
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").profile.headcount === 77);
  await page.locator("#requests-said", { hasText: "The list is being read…" }).waitFor();
  await page.evaluate(() => globalThis.release());
  await page.locator("#requests-said", { hasText: "2 requests were read." }).waitFor();
  assert.equal(await page.locator("#requests-list > li").count(), 2);
  assert.equal(await page.locator("#requests-count").innerText(), "(2 requests)");
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").profile.headcount), 77);
  calm();
});

test("a list that is read while the reader goes on to another client is taken over nowhere, and that is said", async () => {
  const { page, calm } = await client({ prepare: hold });
  await list(page);
  await page.evaluate(() => (globalThis.holding = "requests"));
  await page.locator("#requests-text").fill(LIST);
  await page.locator("#requests-read").click();
  await page.locator("#requests-said", { hasText: "The list is being read…" }).waitFor();
  await another(page);
  await page.evaluate(() => globalThis.release());
  await page.locator("#said:not(.hidden)", { hasText: "You went on to another assessment while a list of requests was being read. Nothing of it was taken over." }).waitFor();
  await list(page);
  assert.equal(await page.locator("#requests-count").innerText(), "(optional; none so far)");
  calm();
});

/** Begins a new assessment, and leaves what was in work for good. */
async function begun(page) {
  await page.locator("#kept").click();
  await page.locator("#kept-new").click();
  await page.getByLabel(/Ten-minute/).check();
  await page.locator("#next").click();
  await page.locator("#organisation").waitFor();
}

for (const [name, leave] of [["another client", another], ["a new assessment", begun]]) {
  test(`a file that is read while the reader goes on to ${name} is not named there`, async () => {
    const { page, calm } = await client({ prepare: hold });
    await page.locator("#step-evidence").click();
    await page.evaluate(() => (globalThis.holding = "read"));
    await page.locator("#files").setInputFiles([file("acme-people.csv", "Name,Work Email\nInes Ruiz,ines@acme.example\n")]);
    await page.getByText("Reading acme-people.csv…").waitFor();
    await leave(page);
    await page.locator("#step-evidence").click();
    await page.locator("#auditor-requests").waitFor();
    assert.ok(!(await everything(page)).includes("acme-people.csv"), "while it is read");
    await page.evaluate(() => globalThis.release());
    await page.waitForTimeout(500);
    assert.ok(!(await everything(page)).includes("acme-people.csv"), "after that");
    calm();
  });
}

test("what evidence was read with is what was noted of it, whatever its id is", () => {
  const entry = (id) => ({ id, title: id, controls: [], workpapers: [], file: { name: id, sha256: id } });
  const ids = ["constructor", "__proto__", "toString", "one"];
  const draft = { ...emptyDraft("2026-11-21"), evidence: ids.map(entry) };
  const bare = items(draft);
  assert.ok([...bare.values()].every((text) => JSON.parse(text).readWith === undefined));
  for (const id of ids) put(draft, JSON.stringify(["evidence", id, id]), JSON.stringify({ entry: entry(id), readWith: `as ${id}` }));
  assert.deepEqual(Object.entries(draft.readWith).sort(), ids.map((id) => [id, `as ${id}`]).sort());
  for (const [place, text] of items(draft)) if (place.startsWith('["evidence"')) assert.equal(JSON.parse(text).readWith, `as ${JSON.parse(place)[2]}`);
});
