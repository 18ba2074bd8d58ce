/**
 * reading.mjs [WORDS]: how long a straight run through the quick questionnaire takes somebody who reads
 * every line once: what stands the same on many screens ("I don’t know") is read the first time only.
 */

import { chromium } from "playwright-core";
import { listen, release } from "./serve.mjs";

const WORDS_A_MINUTE = Number(process.argv[2] ?? 240);
/** To press or type once; judgement. */
const SECONDS_AN_ACTION = 1.5;
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

const server = await release();
const address = await listen(server, 0);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });

/** What is read and done on each screen. @type {{ name: string, words: number, actions: number }[]} */
const screens = [];
let actions = 0;
/** @param {import("playwright-core").Locator} locator */
const act = (locator) => ((actions += 1), locator);
/** Lines that have been read. @type {Set<string>} */
const known = new Set();
/** Words that stand on the step for the first time: what is folded away, and the picture, are not counted. */
const words = async () => {
  const lines = await page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector("tickmark-assessment")?.shadowRoot);
    const body = /** @type {HTMLElement} */ (root.getElementById("body"));
    const textOf = (/** @type {Element} */ one) => /** @type {HTMLElement} */ (one).innerText ?? "";
    const unread = new Set([...body.querySelectorAll("#picture")].flatMap((one) => textOf(one).split("\n")));
    return textOf(body).split("\n").filter((line) => !unread.has(line));
  });
  const fresh = lines.filter((line) => !known.has(line));
  for (const line of fresh) known.add(line);
  return fresh.join(" ").split(/\s+/).filter((one) => /\w/.test(one)).length;
};
/** @param {string} name */
const next = async (name) => {
  screens.push({ name, words: await words(), actions: actions + 1 });
  actions = 0;
  await page.locator("#next").click();
};

await page.goto(address);
await page.getByLabel(/Ten-minute/).waitFor();
await next("start");
await page.waitForSelector("meta[data-locked]", { state: "attached" });
await act(page.getByLabel("Organisation")).fill("Acme");
await act(page.getByLabel(/^Type 2/)).check();
await act(page.getByLabel("First day")).fill("2026-05-15");
await act(page.getByLabel("Day of this assessment")).fill("2026-11-21");
await act(page.getByLabel("People")).fill("25");
for (const text of ["Only with cloud providers", "None, everyone works remotely"]) await act(page.getByLabel(text)).check();
for (const fact of ["contractors", "builds-software"]) await act(page.locator(`#fact-${fact} input`).first()).check();
for (const tool of ["Amazon Web Services", "GitHub", "Google Workspace"]) await act(page.getByLabel(tool)).check();
await next("profile");
const total = 24;
for (let index = 0; index < total; index++) {
  await page.locator("#progress", { hasText: `Question ${index + 1} of` }).waitFor();
  await act(page.locator("#answer input").nth(2 + (index % 3))).check();
  for (const row of await page.locator("section.part fieldset").all()) await act(row.locator("input").nth(0)).check();
  if ((await page.locator("#total").count()) > 0) {
    await act(page.locator("#total")).fill("12");
    await act(page.locator("#conforming")).fill("11");
  }
  if ((await page.locator("#last").count()) > 0) await act(page.locator("#last")).fill("2026-06-01");
  await next(`question ${index + 1}`);
}
await page.getByRole("heading", { name: "Check your answers" }).waitFor();
await browser.close();
server.close();

/** @param {typeof screens} list */
const minutes = (list) => list.reduce((sum, one) => sum + one.words / WORDS_A_MINUTE + (one.actions * SECONDS_AN_ACTION) / 60, 0);
/** @param {string} name @param {typeof screens} list */
const line = (name, list) => {
  const read = list.reduce((sum, one) => sum + one.words, 0);
  const done = list.reduce((sum, one) => sum + one.actions, 0);
  console.log(`${name}: ${read} words, ${done} actions, ${minutes(list).toFixed(1)} minutes`);
};
const questions = screens.filter(({ name }) => name.startsWith("question"));
line("start and profile", screens.filter((one) => !questions.includes(one)));
line(`${total} questions`, questions);
line(`all, at ${WORDS_A_MINUTE} words a minute and ${SECONDS_AN_ACTION} seconds an action`, screens);
const longest = [...questions].sort((a, b) => b.words - a.words)[0];
console.log(`longest question: ${longest?.name}, ${longest?.words} words`);
