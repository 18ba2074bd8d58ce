/** The sample: shown on a click, marked, kept nowhere, never in the place of the reader's own work; its files are its report's. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, downloaded, file, introduce, open, ready, site, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const LOOK = "Look at a sample: 25 people, week 10 of a 26-week window";
const made = (name) => readFile(new URL(`sample/${name}`, site), "utf8");
/** What the page keeps of the reader's work. */
const kept = (page) => page.evaluate(() => localStorage.getItem(`tm:${location.pathname}`));

async function look(page) {
  await page.getByRole("button", { name: LOOK }).click();
  await page.locator("#sample-note").waitFor();
}

test("a click shows it, marked as a sample, and nothing of it is kept", async () => {
  const { page, requests, calm } = await visit(place);
  assert.equal(requests.some((path) => path.startsWith("sample")), false);
  await look(page);
  await page.locator("article.report").waitFor();
  assert.match(await page.locator("#sample-note").innerText(), /^This is a sample\. Acme is an invented company of 25 people/);
  assert.match(await page.locator("#facts").innerText(), /Acme \(sample\)/);
  assert.equal(await page.locator("#saved").innerText(), "Not kept on this device.");
  await accessible(page, "the sample");

  // What is changed in it is kept no more than the sample itself.
  await page.locator("#step-profile").click();
  await page.getByLabel("Organisation").fill("Somebody");
  await page.waitForTimeout(500);
  assert.equal(await kept(page), null);
  await page.locator("#leave-sample").click();
  await page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
  assert.equal(await page.locator("#sample-note").count(), 0);
  assert.equal(await page.locator("#saved").innerText(), "Kept on this device.");
  calm();
});

test("what is downloaded from it has the bytes of the site's sample", async () => {
  const { page, calm } = await visit(place);
  await look(page);
  await page.locator("article.report").waitFor();
  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.equal(html.name, "soc2-readiness-acme-sample-2026-11-21.html");
  assert.ok(html.text === (await made("report.html")), "sample/report.html differs from what the page makes of the sample");
  const markdown = await downloaded(page, () => page.getByRole("button", { name: "Download Markdown" }).click());
  assert.ok(markdown.text === (await made("report.md")), "sample/report.md differs from what the page makes of the sample");
  calm();
});

test("the evidence in it is what the page reads out of its files", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  const saved = JSON.parse(await made("acme.tickmark.json"));
  await page.locator("#open").setInputFiles([file("acme.json", JSON.stringify({ ...saved, evidence: [] }))]);
  await page.locator("article.report").waitFor();
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles(
    await Promise.all(["aws-credential-report.json", "manifest.json"].map(async (name) => file(name, await made(name)))),
  );
  await page.locator(".paper").first().waitFor();
  await page.locator(".card h3", { hasText: "Access control policy" }).waitFor();
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  const { text } = await downloaded(page, () => page.locator("#download-html").click());
  assert.ok(text === (await made("report.html")), "the report of these files is another");
  calm();
});

test("the reader's own work stays, on the device and in the tab", async () => {
  const { page, calm } = await visit(place);
  await introduce(page);
  await page.getByLabel("Organisation").fill("My own");
  await ready(page);
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("My own"));
  const before = await kept(page);
  // After the page has given up every connection, too.
  await look(page);
  assert.equal(await kept(page), before);
  await page.locator("#leave-sample").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "My own");
  await page.getByLabel("People").fill("31");
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes('"31"'));

  // A tab that is closed in the sample comes back with the reader's own.
  await look(page);
  await page.reload();
  await page.locator("#facts", { hasText: "My own" }).waitFor();
  assert.equal(await page.locator("#sample-note").count(), 0);
  calm();
});

test("opening a file and deleting everything are about the reader's own work", async () => {
  const { page, calm } = await visit(place);
  await introduce(page);
  await page.getByLabel("Organisation").fill("My own");
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("My own"));
  await look(page);
  await page.locator("#delete").click();
  assert.equal(await page.locator("#sample-note").count(), 0);
  assert.equal(await kept(page), null);
  await page.locator("#undo-now").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "My own");

  await look(page);
  const other = JSON.parse(await made("acme.tickmark.json"));
  other.profile.organisation = "Another";
  await page.locator("#open").setInputFiles([file("another.json", JSON.stringify(other))]);
  await page.locator("#sent-replace").click();
  await page.locator("#facts", { hasText: "Another" }).waitFor();
  assert.equal(await page.locator("#sample-note").count(), 0);
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("Another"));
  calm();
});

test("work that another tab has gone on with meanwhile comes back as it is now", async () => {
  const { page, context, calm } = await visit(place);
  await introduce(page);
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("Acme"));
  await look(page);
  const other = await context.newPage();
  await other.goto(place.address);
  await other.getByLabel("Organisation").fill("Gone on");
  await other.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("Gone on"));
  await page.locator("#leave-sample").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Gone on");

  await look(page);
  await other.locator("#delete").click();
  await page.locator("#leave-sample").click();
  await page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
  assert.equal(await kept(page), null);
  calm();
});

test("its page leads into it", async () => {
  const { page, calm } = await visit(place, { path: "sample.html" });
  await page.getByRole("link", { name: "Open the sample in the self-check" }).click();
  await page.locator("#sample-note").waitFor();
  calm();
});

test("without a connection it says that it could not be loaded", async () => {
  const { page } = await visit(place, { prepare: (page) => page.route(/sample-module\.js$/, (route) => route.abort()) });
  await page.getByRole("button", { name: LOOK }).click();
  await page.getByText("The sample could not be loaded. Try again when there is a connection.").waitFor();
});
