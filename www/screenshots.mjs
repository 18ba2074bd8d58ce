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

for (const width of [1280, 320]) {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    const page = await browser.newPage({ viewport: { width, height: 740 }, colorScheme: scheme });
    let count = 0;
    // As high as the page, so that what sticks to the window's edge stands at its end.
    const shot = async (/** @type {string} */ name) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, 740) });
      await page.screenshot({ path: `${folder}/${width}-${scheme}-${String(++count).padStart(2, "0")}-${name}.png` });
      await page.setViewportSize({ width, height: 740 });
    };
    const next = () => page.locator("#next").click();

    await page.goto(address);
    await page.getByLabel(/Ten-minute/).waitFor();
    await shot("start");
    await next();
    await page.waitForSelector("meta[data-locked]", { state: "attached" });
    await next();
    await shot("profile-missing");
    await page.getByLabel("Organisation").fill("Acme");
    await page.getByLabel(/^Type 2/).check();
    await page.getByLabel("First day").fill("2026-05-15");
    await page.getByLabel("Length").selectOption("12");
    await page.getByLabel("Day of this assessment").fill("2026-11-21");
    await page.getByLabel("People").fill("25");
    await page.getByText("Your own rules").click();
    await shot("profile");
    await next();
    const seen = new Set();
    for (let index = 0; index < 24; index++) {
      await page.locator("#progress", { hasText: `Question ${index + 1} of` }).waitFor();
      await page.locator("#answer input").nth(index % 6).check();
      for (const row of await page.locator("section.part fieldset").all()) await row.locator("input").nth(1).check();
      if ((await page.locator("#total").count()) > 0) {
        await page.locator("#total").fill("12");
        await page.locator("#conforming").fill("13");
        await next();
        await shot("population-missing");
        await page.locator("#conforming").fill("11");
      }
      if ((await page.locator("#last").count()) > 0) await page.locator("#last").fill("2026-06-01");
      if (index === 6) await page.locator("#answer").getByLabel("I don’t know").check();
      if (index === 7) await page.getByLabel("I’ll come back to it").check();
      if (index === 2) await page.locator(".help > summary").click();
      await page.waitForTimeout(350);
      const part = await page.locator("#part").allInnerTexts();
      const name = index < 3 || index === 6 ? `question-${index + 1}` : (part[0] ?? "ladder").toLowerCase().replaceAll(/\W+/g, "-");
      if (!seen.has(name)) await shot(name);
      seen.add(name);
      await next();
    }
    await page.getByRole("heading", { name: "Check your answers" }).waitFor();
    await page.waitForTimeout(350);
    await shot("review");
    await page.locator("#filter-flag").click();
    await shot("review-flags");
    await page.locator("#step-start").click();
    await page.getByLabel(/Every control/).check();
    await next();
    await page.locator("#reload").waitFor();
    await shot("start-not-loaded");
    await page.getByLabel(/Ten-minute/).check();
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
