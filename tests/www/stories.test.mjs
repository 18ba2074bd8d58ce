/** The worked companies in Chromium: the page's downloads are the native goldens, and the document stands by itself. */

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import { accessible, downloaded, file, open, visit } from "./harness.mjs";

const root = new URL("../../", import.meta.url);
const { HtmlValidate } = createRequire(new URL("../../www/package.json", import.meta.url))("html-validate");
/** What makes a wide table scroll is a box with a role: it has no heading of its own, as a section would. @type {Record<string, any>} */
const RULES = { "doctype-style": ["error", { style: "lowercase" }], "prefer-native-element": "off" };
let place;
before(async () => (place = await open()));
after(() => place.close());

const folder = (path) => readdirSync(new URL(path, root)).sort();
const has = (path) => existsSync(new URL(path, root));

for (const name of folder("tests/cases")) {
  // After a hyphen, the questionnaire that was answered there; what a platform collected belongs to those.
  const [company, answers = "assessment"] = name.split("-");
  const places = [`examples/${company}/evidence`, ...(company === name ? [] : [`examples/${company}/platform`])];
  const paths = places.filter(has).flatMap((place) => folder(place).map((one) => fileURLToPath(new URL(`${place}/${one}`, root))));

  test(`${name}: what the page downloads has the bytes of the native report`, async () => {
    const { page, requests, calm } = await visit(place);
    await page.getByLabel(/Ten-minute/).waitFor();
    const saved = await readFile(new URL(`examples/${company}/${answers}.json`, root), "utf8");
    await page.locator("#open").setInputFiles([file("assessment.json", saved)]);
    await page.locator("article.report").waitFor();
    assert.equal(requests.includes("questionnaires/full.json"), answers === "full");
    await page.locator("#step-evidence").click();
    await page.locator("#files").setInputFiles(paths);
    await page.getByText("Reading").first().waitFor();
    await page.getByText("Reading").waitFor({ state: "detached" });
    assert.equal(await page.locator(".card.refused").count(), 0);
    // The long ones are the same page with more in it.
    if (company === name) await accessible(page, `${name}: evidence`);
    await page.locator("#step-report").click();
    await page.locator("article.report").waitFor();
    if (company === name) await accessible(page, `${name}: report`);
    for (const [format, button] of [
      ["md", page.getByRole("button", { name: "Download Markdown" })],
      ["html", page.locator("#download-html")],
    ]) {
      if (!has(`tests/cases/${name}/report.${format}`)) continue;
      const { text } = await downloaded(page, () => button.click());
      const golden = await readFile(new URL(`tests/cases/${name}/report.${format}`, root), "utf8");
      assert.ok(text === golden, `report.${format} differs from the native one`);
    }
    if (has(`tests/cases/${name}/report.de.md`)) {
      await page.evaluate(() => (document.documentElement.lang = "de"));
      await page.locator('article.report[lang="de"]').waitFor();
      const { text } = await downloaded(page, () => page.getByRole("button", { name: "Markdown herunterladen" }).click());
      const golden = await readFile(new URL(`tests/cases/${name}/report.de.md`, root), "utf8");
      assert.ok(text === golden, "the German report differs from the native one");
    }
    calm();
  });

  for (const report of ["report.html", "report.de.html"].filter((one) => has(`tests/cases/${name}/${one}`))) test(`${name}: ${report} asks for nothing, runs nothing, is valid and accessible`, async () => {
    const context = await place.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const path = new URL(`tests/cases/${name}/${report}`, root).href;
    const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: RULES });
    const { results } = await validator.validateString(await readFile(new URL(path), "utf8"), report);
    assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`)), []);
    const troubles = [];
    context.on("request", (request) => request.url() !== path && troubles.push(request.url()));
    page.on("console", (message) => troubles.push(message.text()));
    await page.goto(path);
    assert.equal(await page.locator("script").count(), 0);
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.notEqual(background, "rgba(0, 0, 0, 0)", "the style block is allowed by its digest");
    assert.deepEqual(troubles, []);
    await accessible(page, `${name}: document`);
  });
}
