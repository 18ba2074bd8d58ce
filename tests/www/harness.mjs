/** A served release and a Chromium that reports everything a reader would not want to happen. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { listen, release } from "../../www/serve.mjs";
import { PATIENCE, launch } from "../browser.mjs";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

export const site = new URL("../../dist/site/", import.meta.url);
export const { files: listed } = JSON.parse(await readFile(new URL("release.json", site), "utf8"));

/** A server and a browser; call `close` at the end. */
export async function open(options) {
  const server = await release(options);
  const address = await listen(server, 0);
  const browser = await launch();
  const close = async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { address, browser, close };
}

/** What Playwright says where it keeps a service worker away. */
const KEPT_AWAY = "Service Worker registration blocked by Playwright";

/**
 * A page in a fresh profile, and `watch`: what it requested and what went wrong. `calm` throws if anything did. Without a
 * service worker, unless `settings` say otherwise: each request is then the page's own.
 */
export async function visit({ address, browser }, { settings = {}, prepare, path = "" } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block", ...settings });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const requests = [];
  const troubles = [];
  const allowed = new Set(["", "release.json", ...listed.map((file) => file.path)].map((path) => address + path));
  context.on("request", (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    requests.push(url.slice(address.length) || "index.html");
    if (!allowed.has(url) || request.method() !== "GET") troubles.push(`request: ${request.method()} ${url}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && message.text() !== KEPT_AWAY) troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`page: ${error.message}`));
  await prepare?.(page);
  await page.goto(address + path);
  const calm = () => assert.deepEqual(troubles, []);
  return { page, context, requests, troubles, calm };
}

/** Chooses a questionnaire, unless that has been done, and goes on to the profile. */
export async function begin(page, title = /Ten-minute/) {
  const heading = page.getByRole("heading", { name: "How much time do you have?" });
  const there = page.locator("#organisation");
  await heading.or(page.locator("#progress", { hasText: /Step [2-6]/ })).first().waitFor();
  if ((await heading.count()) === 0) return;
  await page.getByLabel(title).check();
  await page.locator("#next").click();
  await there.waitFor();
}

/** Waits until a questionnaire is chosen, the engine is there and the page has closed its door. */
export async function ready(page, title) {
  await begin(page, title);
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
}

/** Asserts that axe finds nothing, wide and light as well as at 320 px and dark, and that nothing is wider than that. */
export async function accessible(page, where) {
  await axeFinds(page, where, 1280, "light");
  await axeFinds(page, where, 320, "dark");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Asserts that axe finds nothing at this width and in these colours, and that nothing is wider than the window. */
export async function axeFinds(page, where, width, colorScheme) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  await page.setViewportSize({ width, height: 900 });
  // Without motion, so that no colour is measured half way.
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
  assert.deepEqual(found, [], `${where}, ${width} px, ${colorScheme}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${where}: ${overflow} px wider than the window of ${width} px`);
}

/** Fills in the profile. */
export async function introduce(page, title) {
  await begin(page, title);
  await page.getByLabel("Organisation").fill("Acme");
  await page.getByLabel(/^Type 2/).check();
  await page.getByLabel("First day").fill("2026-09-15");
  await page.getByLabel("People").fill("25");
  await page.getByLabel("Day of this assessment").fill("2026-11-21");
}

/** A file for an input, from text or bytes. */
export const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });

export const fixture = (name) => readFile(new URL(`fixtures/${name}`, import.meta.url));

/** The text of the file that a click downloads. */
export async function downloaded(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
