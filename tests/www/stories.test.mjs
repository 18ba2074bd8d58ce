/** The worked companies in Chromium: the page's downloads are the native goldens, and the document stands by itself. */

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, downloaded, file, open, ready, visit } from "./harness.mjs";

const root = new URL("../../", import.meta.url);
let place;
before(async () => (place = await open()));
after(() => place.close());

const folder = (path) => readdirSync(new URL(path, root)).sort();

for (const name of folder("tests/cases")) {
  test(`${name}: what the page downloads has the bytes of the native report`, async () => {
    const { page, calm } = await visit(place);
    await ready(page);
    const saved = await readFile(new URL(`examples/${name}/assessment.json`, root), "utf8");
    await page.locator("#open").setInputFiles([file("assessment.json", saved)]);
    await page.locator("article.report").waitFor();
    await page.locator("#step-evidence").click();
    const files = folder(`examples/${name}/evidence`);
    const paths = files.map((one) => fileURLToPath(new URL(`examples/${name}/evidence/${one}`, root)));
    await page.locator("#files").setInputFiles(paths);
    const entries = JSON.parse(await readFile(new URL(`tests/cases/${name}/evidence.json`, root), "utf8"));
    await page.locator("article.card").nth(entries.length - 1).waitFor();
    await page.getByText("Reading").waitFor({ state: "detached" });
    await accessible(page, `${name}: evidence`);
    await page.locator("#step-report").click();
    await page.locator("article.report").waitFor();
    await accessible(page, `${name}: report`);
    for (const [format, button] of [
      ["md", page.getByRole("button", { name: "Download Markdown" })],
      ["html", page.locator("#download-html")],
    ]) {
      const { text } = await downloaded(page, () => button.click());
      const golden = await readFile(new URL(`tests/cases/${name}/report.${format}`, root), "utf8");
      assert.ok(text === golden, `report.${format} differs from the native one`);
    }
    calm();
  });

  test(`${name}: the HTML document asks for nothing, runs nothing and is accessible`, async () => {
    const context = await place.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const path = new URL(`tests/cases/${name}/report.html`, root).href;
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
