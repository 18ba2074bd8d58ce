/** The calculator's page: the same numbers and words as the command line, errors beside the field, no connection. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, open, site, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** What the command line says. */
function told(...words) {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const { status, stdout, stderr } = spawnSync("cargo", ["run", "--quiet", "--", "calc", ...words], { cwd, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n");
}

async function calculator(settings) {
  const seen = await visit(place, { settings });
  await seen.page.getByRole("link", { name: "Sample sizes and upper limits" }).click();
  await seen.page.waitForSelector("meta[data-locked]", { state: "attached" });
  return { ...seen, size: seen.page.locator("#sample-size"), limit: seen.page.locator("#upper-limit") };
}

const lines = (form) => form.locator(".answer p:not(.figure)").allInnerTexts();

test("it says what the command line says, as one types", async () => {
  const { page, size, limit, calm } = await calculator();
  assert.equal(await size.locator(".figure").innerText(), "29 items, no deviations");
  assert.deepEqual(await lines(size), told("sample-size", "--risk", "5%", "--tolerable", "10%", "--expected", "0%"));
  assert.equal(await limit.locator(".figure").innerText(), "at most 11.30%");
  assert.deepEqual(await lines(limit), told("upper-limit", "--risk", "5%", "--sample", "25", "--deviations", "0"));

  await size.getByLabel("Risk of overreliance").fill("1/10");
  await size.getByLabel("Expected rate").fill("1%");
  await size.getByLabel("Population").fill("250");
  const words = ["--risk", "1/10", "--tolerable", "10%", "--expected", "1%", "--population", "250"];
  assert.deepEqual(await lines(size), told("sample-size", ...words));
  await limit.getByLabel("Deviations found").fill("2");
  await limit.getByLabel("Population").fill("52");
  const found = ["--risk", "5%", "--sample", "25", "--deviations", "2", "--population", "52"];
  assert.deepEqual(await lines(limit), told("upper-limit", ...found));

  // Enter asks for nothing but what is already there.
  await page.keyboard.press("Enter");
  assert.match(page.url(), /calculator\.html$/);
  await page.getByRole("link", { name: "Back to the SOC 2 readiness self-check" }).click();
  await page.locator("tickmark-assessment").waitFor();
  calm();
});

test("what cannot be is said beside its field, until it is mended", async () => {
  const { page, limit, size, calm } = await calculator();
  const deviations = limit.getByLabel("Deviations found");
  await deviations.fill("26");
  assert.equal(await deviations.getAttribute("aria-invalid"), "true");
  const said = limit.locator("#limit-deviations-note");
  assert.equal(await said.innerText(), "Found 26; allowed: 0 to the 25 items of the sample.");
  assert.equal(await limit.locator(".figure").count(), 0);
  assert.equal(await size.locator("[aria-invalid]").count(), 0);
  await limit.getByLabel("Risk").fill("five percent");
  await limit.getByLabel("Items tested").fill("");
  assert.match(await limit.locator("#limit-risk-note").innerText(), /^Found a text of 12 characters; allowed: a percentage/);
  assert.match(await limit.locator("#limit-sample-note").innerText(), /^Found nothing; allowed: a whole number/);
  await accessible(page, "calculator with problems");
  await limit.getByLabel("Risk").fill("5%");
  await limit.getByLabel("Items tested").fill("25");
  await deviations.fill("1");
  assert.equal(await limit.locator("[aria-invalid]").count(), 0);
  assert.equal(await said.innerText(), "among the items tested");
  await limit.locator(".figure").waitFor();
  calm();
});

test("it is accessible, prints, and opens no connection", async () => {
  const { page, calm } = await calculator();
  await accessible(page, "calculator");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#upper-limit .figure").isVisible());
  calm();
  const opened = await page.evaluate(() => fetch("release.json").then(() => true, () => false));
  assert.equal(opened, false);
});

test("its policy is that of the site, and no text becomes markup", async () => {
  const policy = async (name) => /Content-Security-Policy" content="([^"]+)"/.exec(await readFile(new URL(name, site), "utf8"))[1];
  assert.equal(await policy("calculator.html"), await policy("index.html"));
  assert.doesNotMatch(await readFile(new URL("calculator.js", site), "utf8"), /innerHTML|insertAdjacentHTML|document\.write/);
});

test("without the engine it says so", async () => {
  const { page } = await visit(place, { prepare: (page) => page.route(/tickmark_bg\.wasm$/, (route) => route.abort()) });
  await page.goto(`${place.address}calculator.html`);
  await page.locator("#sample-size .answer", { hasText: "The engine could not be loaded" }).waitFor();
});
