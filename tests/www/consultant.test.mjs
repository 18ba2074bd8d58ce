/** What a consultant does beside the questions: the auditor's own sample sizes, and a Type 1 carried on into its Type 2. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, downloaded, file, open, ready, visit } from "./harness.mjs";

const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const HOSTILE = "<img src=x onerror=alert(1)>";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** A page with the report of the example under another profile. */
async function opened(profile = {}, settings = {}) {
  const seen = await visit(place, settings);
  await ready(seen.page);
  const document = { ...quick, profile: { ...quick.profile, ...profile } };
  await seen.page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(document))]);
  await seen.page.locator("article.report").waitFor();
  return seen;
}

const report = (page, text) => page.locator("article.report:not([aria-busy])", { hasText: text }).waitFor();
const saved = async (page) => JSON.parse((await downloaded(page, () => page.locator("#save").click())).text);
const active = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);

async function sizes(page) {
  await page.locator("#step-profile").click();
  await page.locator("#auditor-sizes > summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("#size-annual").waitFor();
}

test("the auditor's own sizes are entered with the keyboard, checked as they are typed, and are in report and file", async () => {
  const { page, calm } = await opened();
  await sizes(page);
  assert.match(await page.locator("#sizes-count").innerText(), /customary sizes assumed so far/);
  assert.equal(await page.locator("#size-weekly").getAttribute("placeholder"), "5");
  await page.locator("#size-weekly").focus();
  await page.keyboard.type("8");
  assert.match(await page.locator("#sizes-count").innerText(), /1 size entered, the rest customary/);
  await page.locator("#undo-last", { hasText: "Undo: the auditor’s sample sizes" }).waitFor();

  await page.locator("#size-quarterly").fill("9");
  await page.locator("#sizes-wrong", { hasText: "a control that is due more often is tested as often or more" }).waitFor();
  await page.locator("#size-quarterly").fill("two");
  await page.locator("#sizes-wrong", { hasText: "“two” is no whole number" }).waitFor();
  await page.locator("#size-quarterly").fill("2");
  await page.locator("#sizes-wrong:empty").waitFor({ state: "attached" });

  await page.locator("#sizes-line").focus();
  await page.keyboard.press("Enter");
  assert.equal(await active(page), "tier-0-size");
  await page.keyboard.type("12");
  await page.locator("#sizes-source").fill(`a letter ${HOSTILE}`);
  await page.locator("#step-report").click();
  await report(page, "the auditor's own (as entered from a letter");
  const { profile } = await saved(page);
  assert.deepEqual(profile.auditorSampling, {
    source: `a letter ${HOSTILE}`,
    periodic: [{ cadence: "quarterly", size: 2 }, { cadence: "weekly", size: 8 }],
    occurrence: [{ from: 1, size: 12 }],
  });
  await page.reload();
  await ready(page);
  await report(page, "the auditor's own (as entered from a letter");
  calm();
});

test("the numbers of a policy are filled in, and what was there can be had back", async () => {
  const { page, calm } = await opened({ auditorSampling: { periodic: [{ cadence: "weekly", size: 8 }], document: [{ from: 1, size: 7 }] } });
  await sizes(page);
  assert.equal(await page.locator("#size-weekly").inputValue(), "8");
  await page.getByText("also has sizes for documents or settings").waitFor();
  await page.locator("#samplingPolicy").selectOption("high");
  await page.locator("#sizes-start").click();
  assert.equal(await active(page), "size-annual");
  assert.equal(await page.locator("#size-weekly").inputValue(), "15");
  assert.equal(await page.locator("#tier-2-size").inputValue(), "60");
  await page.locator("#undo-now").click();
  assert.equal(await page.locator("#size-weekly").inputValue(), "8");
  await page.locator("#step-report").click();
  const { profile } = await saved(page);
  assert.equal(profile.samplingPolicy, "high");
  assert.deepEqual(profile.auditorSampling, { periodic: [{ cadence: "weekly", size: 8 }], document: [{ from: 1, size: 7 }] });
  calm();
});

test("a Type 1 is carried on into its Type 2 after it was shown what becomes of each part, and can be had back", async () => {
  const { page, calm } = await opened({ type: 1, examinationDay: "2026-11-20" });
  const before = await saved(page);
  await page.locator("#carry-on").focus();
  await page.keyboard.press("Enter");
  await page.locator("#carry-do").waitFor();
  assert.equal(await active(page), "carry-start");
  assert.equal(await page.locator("#carry-start").inputValue(), "2026-11-21");
  assert.match(await page.locator("#carry-shown").innerText(), /A Type 2 from 21 Nov 2026 to /);
  await page.locator("#carry-start").fill("2026-11-20");
  await page.locator("#carry-shown", { hasText: "the window begins after that day" }).waitFor();
  await page.locator("#carry-start").fill("2026-12-01");
  await page.locator("#carry-shown", { hasText: "A Type 2 from 1 Dec 2026" }).waitFor();
  await page.locator("#carry-shown summary", { hasText: "Answers" }).first().click();
  await page.getByText("Asked anew: it spoke of occurrences").first().waitFor();
  const list = await downloaded(page, () => page.locator("#carry-list").click());
  assert.match(list.text, /^# A Type 1 carried on into a Type 2 from 2026-12-01 to /);
  for (const { question } of before.answers) assert.ok(list.text.includes(`- ${question}: `), question);

  await page.locator("#carry-do").click();
  await report(page, "1 December 2026");
  const after = await saved(page);
  assert.equal(after.profile.type, 2);
  assert.equal(after.profile.window.start, "2026-12-01");
  assert.equal("examinationDay" in after.profile, false);
  assert.equal(await page.locator("#carry-on").count(), 0);
  assert.equal(after.answers.length, before.answers.length);
  assert.ok(after.answers.every(({ periods, population, systems }) => !periods && !population && !systems));
  await page.locator("#undo-now").click();
  await report(page, "20 November 2026");
  assert.deepEqual(await saved(page), before);
  calm();
});

test("axe finds nothing in either, and both fit into 320 pixels", async () => {
  const { page, calm } = await opened({ type: 1, examinationDay: "2026-11-20" }, { settings: { viewport: { width: 320, height: 800 } } });
  await page.locator("#carry-on").click();
  await page.locator("#carry-do").waitFor();
  await accessible(page, "carry on");
  await sizes(page);
  await page.locator("#sizes-start").click();
  await page.locator("#tier-2-size").waitFor();
  await accessible(page, "sizes");
  calm();
});
