/** screenshots.mjs [FOLDER]: every step at two widths, light and dark, for a person to look at. */

import { mkdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { listen, release } from "./serve.mjs";

const folder = process.argv[2] ?? "/tmp/tickmark-screenshots";
const report = await readFile(new URL("../tests/www/fixtures/credential-report.csv", import.meta.url));
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

await mkdir(folder, { recursive: true });
const server = await release();
const address = await listen(server, 0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });

for (const width of [1280, 360]) {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    const page = await browser.newPage({ viewport: { width, height: 740 }, colorScheme: scheme });
    let count = 0;
    // As high as the page, so that what sticks to the window's edge stands at its end.
    const shot = async (/** @type {string} */ name) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, 740) });
      await page.screenshot({ path: `${folder}/${width}-${scheme}-${++count}-${name}.png` });
      await page.setViewportSize({ width, height: 740 });
    };
    const next = () => page.locator("#next").click();

    await page.goto(address);
    await page.waitForSelector("meta[data-locked]", { state: "attached" });
    await next();
    await shot("profile-missing");
    await page.getByLabel("Organisation").fill("Acme");
    await page.getByLabel(/^Type 2/).check();
    await page.getByLabel("First day").fill("2026-09-15");
    await page.getByLabel("People").fill("25");
    await shot("profile");
    await next();
    await page.locator(".option input").nth(2).check();
    await shot("question");
    await page.locator(".help summary").click();
    await shot("question-help");
    await next();
    await page.getByLabel("I don’t know").check();
    await shot("question-unknown");
    await page.locator("#step-evidence").click();
    await shot("evidence-empty");
    await page.locator("#files").setInputFiles([
      { name: "credential-report.csv", mimeType: "text/csv", buffer: report },
      { name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from("invoice,amount,date\n1,2,3\n") },
    ]);
    await page.locator(".card.refused").waitFor();
    await page.locator(".paper").first().waitFor();
    await shot("evidence");
    await next();
    await page.locator(".report").waitFor();
    await shot("report");
    await page.close();
  }
}
await browser.close();
server.close();
console.log(folder);
