/** A person's path through the page, in Chromium. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, downloaded, file, fixture, introduce, open, ready, visit } from "./harness.mjs";

const SIX = /Six red flags/;

const OPTIONS = 6;
let place;
before(async () => (place = await open()));
after(() => place.close());

const next = (page) => page.locator("#next").click();
const progress = (page, text) => page.locator("#progress", { hasText: text }).waitFor();
const saved = (page) => page.locator("#saved", { hasText: "Saved on this device" }).waitFor();

/** The radios of the question on the screen: its rungs, and what else can be said. */
const rungs = (page) => page.locator("#answer input[type=radio]");

/** Answers all six: one not known, one that does not apply where that is allowed. */
async function answerAll(page) {
  let skipped = false;
  for (let index = 0; index < 6; index++) {
    await progress(page, `Question ${index + 1} of 6`);
    const notApplicable = page.getByLabel("Does not apply to us");
    if (index === 1) {
      await page.getByLabel("I don’t know").check();
      await page.getByLabel("Who would know?").fill("CTO");
    } else if (!skipped && (await notApplicable.count()) > 0) {
      skipped = true;
      await notApplicable.check();
      await next(page);
      await page.getByText("Please look at this again").waitFor();
      await accessible(page, "question, with an error");
      await page.getByLabel("Why does it not apply?").fill("No vendor sees customer data.");
    } else {
      await rungs(page).nth(index % OPTIONS).check();
    }
    await next(page);
  }
  assert.ok(skipped, "one question allows to say that it does not apply");
}

test("from the first field to the report, and back after a reload", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(SIX).waitFor();
  await accessible(page, "choice of a questionnaire");
  await ready(page, SIX);
  await accessible(page, "profile");
  await page.getByText("Your own rules").click();
  await page.getByText("△ 24 assumed until you say.").first().waitFor();
  await page.getByLabel("Hours until a leaver's access is closed").fill("0");
  await next(page);
  await page.getByText("Please look at this again").waitFor();
  await page.getByRole("button", { name: "Hours until a leaver's access is closed: enter a whole number from 1 to 720" }).waitFor();
  await accessible(page, "profile, with errors");
  await page.getByLabel("Hours until a leaver's access is closed").fill("");
  await introduce(page);
  await page.getByText("Last day: 14 Mar 2027").waitFor();
  assert.equal(await page.getByText("Please look at this again").count(), 0);
  await next(page);

  await progress(page, "Step 3 of 6 · Question 1 of 6");
  await page.getByText("What this means").click();
  await accessible(page, "question with help");
  await answerAll(page);

  await progress(page, "Step 4 of 6");
  await next(page);
  await progress(page, "Step 5 of 6");
  await accessible(page, "evidence, empty");
  await page.locator("#files").setInputFiles([file("credential-report.csv", await fixture("credential-report.csv"))]);
  const card = page.locator("article.card");
  await card.locator(".paper").first().waitFor();
  await card.getByText("ben.example").first().waitFor();
  const day = card.getByLabel("On which day was this exported?");
  await day.fill("2026-11-10");
  await card.getByRole("button", { name: "Use this day" }).click();
  await card.getByText("10 Nov 2026").waitFor();
  await accessible(page, "evidence with a card");
  await card.getByRole("button", { name: "Remove credential-report.csv" }).click();
  assert.equal(await card.count(), 0);
  await page.locator("#undo-now").click();
  await card.waitFor();
  await next(page);

  await progress(page, "Step 6 of 6");
  const report = page.locator("article.report");
  await report.waitFor();
  assert.doesNotMatch(await report.textContent(), /ben\.example/);
  await accessible(page, "report");

  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.equal(html.name, "soc2-readiness-acme-2026-11-21.html");
  assert.match(html.text, /^<!doctype html>/i);
  const markdown = await downloaded(page, () => page.getByRole("button", { name: "Download Markdown" }).click());
  assert.equal(markdown.name, "soc2-readiness-acme-2026-11-21.md");
  assert.match(markdown.text, /^#+ /m);
  assert.doesNotMatch(html.text + markdown.text, /ben\.example/);

  await saved(page);
  const before = await report.textContent();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(stored, /ben\.example/, "no account name is kept on the device");
  await page.reload();
  await ready(page);
  await report.waitFor();
  assert.equal(await report.textContent(), before);
  await progress(page, "Step 6 of 6");
  calm();
});

test("a saved file brings everything back elsewhere, and delete can be undone", async () => {
  const first = await visit(place);
  await ready(first.page, SIX);
  await introduce(first.page);
  await next(first.page);
  await answerAll(first.page);
  await first.page.locator("#step-report").click();
  const report = (page) => page.locator("article.report");
  await report(first.page).waitFor();
  const copy = await downloaded(first.page, () => first.page.locator("#save").click());
  assert.equal(JSON.parse(copy.text).format, "tickmark-assessment");

  const second = await visit(place);
  await ready(second.page);
  await second.context.setOffline(true);
  await second.page.locator("#open").setInputFiles([file(copy.name, copy.text)]);
  await report(second.page).waitFor();
  assert.equal(await report(second.page).textContent(), await report(first.page).textContent());

  await second.page.getByRole("button", { name: "Delete everything on this device" }).click();
  await second.page.getByText("Everything on this device was deleted.").waitFor();
  assert.equal(await second.page.evaluate(() => localStorage.length), 0);
  await progress(second.page, "Step 1 of 6");
  assert.doesNotMatch(await second.page.locator("#facts").innerText(), /Acme/);
  await second.page.locator("#undo-now").click();
  await report(second.page).waitFor();
  first.calm();
  second.calm();
});

test("half of the first step can be saved as a file and opened again", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await page.getByLabel("Organisation").fill("Half & Co");
  const copy = await downloaded(page, () => page.locator("#copy").click());
  await page.getByRole("button", { name: "Delete everything on this device" }).click();
  await page.locator("#open").setInputFiles([file(copy.name, copy.text)]);
  await page.getByText(`Opened ${copy.name}.`).waitFor();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Half & Co");
  calm();
});

test("a damaged record on the device costs no more than itself", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.waitForFunction(() => Object.values({ ...localStorage }).some((kept) => kept.includes("2026-11-21") && kept.includes("Acme")));
  const [key, kept] = await page.evaluate(() => Object.entries({ ...localStorage })[0]);
  const good = JSON.parse(kept);
  const paper = { deviations: [{}], undecided: 5 };
  for (const [bad, still] of [
    ["", false],
    ["[]", false],
    ['{"version":1}', false],
    [JSON.stringify({ ...good, profile: 5 }), false],
    [JSON.stringify({ ...good, profile: { ...good.profile, length: "99999999" } }), true],
    [JSON.stringify({ ...good, profile: { ...good.profile, facts: { offices: 5 }, policies: [], cadences: null } }), true],
    [JSON.stringify({ ...good, step: "questions", answers: { quick: [{ question: "vendors", rev: 1, notApplicable: {} }] } }), true],
    [JSON.stringify({ ...good, step: "report", question: 1e9, answers: { quick: [null, 5, { question: "risk-register" }], x: 5 } }), true],
    [JSON.stringify({ ...good, step: "review", typed: { "quick/x": 5 }, questionnaire: "gone" }), true],
    [JSON.stringify({ ...good, step: "questions", questionnaire: "constructor" }), true],
    [JSON.stringify({ ...good, step: "evidence", evidence: [{}, { id: "a", title: "b", controls: 5, workpapers: [paper] }] }), true],
  ]) {
    const damaged = await visit(place, {
      prepare: (page) => page.addInitScript(([key, bad]) => localStorage.setItem(key, bad), [key, bad]),
    });
    await ready(damaged.page);
    await damaged.page.locator("#step-profile").click();
    await damaged.page.locator("#organisation").waitFor();
    const organisation = await damaged.page.getByLabel("Organisation").inputValue();
    assert.equal(organisation, still ? "Acme" : "", bad.slice(0, 80));
    damaged.calm();
  }
  calm();
});

/** Reading a file whose name begins with "slow" takes until `globalThis.go()` is called. */
const slowly = (page) =>
  page.addInitScript(() => {
    const ask = Worker.prototype.postMessage;
    const released = new Promise((go) => Object.assign(globalThis, { go }));
    Worker.prototype.postMessage = function (asked, ...more) {
      const isSlow = asked?.do === "read" && asked.file.name.startsWith("slow");
      if (isSlow) released.then(() => ask.call(this, asked, ...more));
      else ask.call(this, asked, ...more);
    };
  });

/** Drops a file on the zone, as the reader would while another is still being read. */
const drop = (page, name, content) =>
  page.locator(".drop").evaluate(
    (zone, [name, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [name, content],
  );

test("what is dropped while another file is read is kept, and nothing comes back after everything was deleted", async () => {
  const { page, calm } = await visit(place, { prepare: slowly });
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  const report = String(await fixture("credential-report.csv"));
  const manifest = { format: "tickmark-evidence", version: 1, evidence: [{ id: "plan", title: "Plan", kind: "document" }] };
  await drop(page, "slow.csv", report);
  await drop(page, "plan.json", JSON.stringify(manifest));
  await page.locator("article.card", { hasText: "Plan" }).waitFor();
  await page.evaluate(() => globalThis.go());
  await page.locator("article.card", { hasText: "AWS IAM credential report" }).waitFor();
  assert.equal(await page.locator("article.card").count(), 2);
  await saved(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("article.card").count(), 2, "an entry without lists of its own is kept");

  await drop(page, "slow-again.csv", report.replaceAll("ben.example", "jo.example"));
  await page.getByText("Reading slow-again.csv").waitFor();
  await page.getByRole("button", { name: "Delete everything on this device" }).click();
  await page.evaluate(() => globalThis.go());
  await page.getByText("Reading slow-again.csv").waitFor({ state: "detached" });
  await introduce(page);
  await page.locator("#step-evidence").click();
  assert.equal(await page.locator("article.card").count(), 0);
  calm();
});

test("two tabs of the page hold one assessment", async () => {
  const { page, context, calm } = await visit(place);
  await ready(page);
  const other = await context.newPage();
  await other.goto(place.address);
  await ready(other);
  await introduce(page);
  await saved(page);
  await other.waitForFunction(
    () => document.querySelector("tickmark-assessment").assessment?.profile.organisation === "Acme",
  );
  await other.getByLabel("Organisation").fill("Acme Two");
  await page.waitForFunction(
    () => document.querySelector("tickmark-assessment").assessment?.profile.organisation === "Acme Two",
  );
  assert.equal(await page.getByLabel("People").inputValue(), "25");
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme Two");

  await page.getByRole("button", { name: "Delete everything on this device" }).click();
  await other.getByText("Everything on this device was deleted in another tab.").waitFor();
  await progress(other, "Step 1 of 6");
  await other.waitForTimeout(500);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await other.locator("#undo-now").click();
  assert.equal(await other.getByLabel("Organisation").inputValue(), "Acme Two");
  calm();
});

test("a slip of the pen in a date is told where it was made", async () => {
  const { page, calm } = await visit(place);
  await introduce(page);
  await page.getByLabel("First day").fill("0026-09-15");
  await next(page);
  await page.getByText("Enter a first day of this century; the year is 0026.").first().waitFor();
  await page.getByLabel("First day").fill("2026-09-15");
  await page.getByLabel("Length").selectOption("own");
  await page.getByLabel("Last day").fill("2036-09-15");
  await next(page);
  await page.getByText("The window can have 24 months at most.").first().waitFor();
  await accessible(page, "first step, with a window too long");
  calm();
});

test("a file that cannot be used is told in the page, and costs nothing", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await next(page);
  await rungs(page).nth(2).check();

  const newer = { format: "tickmark-assessment", version: 99 };
  const bad = [
    file("truncated.json", '{"format":"tickmark-assessment","versi'),
    file("other.json", '{"format":"shopping-list"}'),
    file("newer.json", JSON.stringify(newer)),
    file("large.json", `"${"x".repeat(5_000_000)}"`),
  ];
  // The documents whose exact refusal the native tests hold.
  for (const code of ["impossible-date", "unknown-question", "newer-version", "unknown-key", "wrong-shape"]) {
    const path = new URL(`../refusals/${code}/assessment.json`, import.meta.url);
    bad.push(file(`${code}.json`, await readFile(path)));
  }
  for (const one of bad) {
    await page.locator("#open").setInputFiles([one]);
    await page.getByText(`${one.name} was not opened`).waitFor();
    const shown = await page.locator(".summary .problems li").count();
    assert.ok(shown > 0 && shown <= 21, `${shown} problems`);
    assert.ok(await rungs(page).nth(2).isChecked(), "the answer is still there");
  }
  await accessible(page, "file not opened");

  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("invoices.csv", "invoice,amount,date\n1,2,3\n")]);
  await page.getByRole("heading", { name: "invoices.csv: what is in it?" }).waitFor();
  await accessible(page, "evidence refused");

  // Made in the page: a file of this size does not go through the test's pipe.
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(60_000_000)], "huge.csv"));
    const zone = document.querySelector("tickmark-assessment").shadowRoot.querySelector(".drop");
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.getByRole("heading", { name: "huge.csv was not used" }).waitFor();
  await page.getByText("zero bytes inside, so it is not text").waitFor();
  await page.locator("#step-questions").click();
  assert.ok(await rungs(page).nth(2).isChecked());
  calm();
});

test("where the page's policy forbids wasm, it says so and keeps what was entered", async () => {
  const { CSP } = await import("../../www/serve.mjs");
  const strict = await open({ csp: CSP.replace(" 'wasm-unsafe-eval'", "") });
  try {
    const { page } = await visit(strict);
    await introduce(page);
    await page.locator("#step-report").click();
    await page.getByText("has to add 'wasm-unsafe-eval' to its script-src").waitFor();
    const copy = await downloaded(page, () => page.locator("#copy").click());
    assert.equal(JSON.parse(copy.text).profile.organisation, "Acme");
  } finally {
    await strict.close();
  }
});

test('with storage="none" nothing is kept', async () => {
  const index = await readFile(new URL("../../dist/site/index.html", import.meta.url), "utf8");
  const { page, calm } = await visit(place, {
    prepare: async (page) => {
      const body = index.replace("<tickmark-assessment>", '<tickmark-assessment storage="none">');
      await page.route(place.address, (route) => route.fulfill({ body, contentType: "text/html" }));
    },
  });
  await ready(page);
  await introduce(page);
  await page.getByText("Not kept on this device.").waitFor();
  await next(page);
  await progress(page, "Question 1 of");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  calm();
});

test("the report is made beside the page; where the page may have no worker, its own engine makes it", async () => {
  const texts = [];
  for (const forbidden of [false, true]) {
    const { page, calm } = await visit(place, {
      prepare: (at) =>
        at.addInitScript((no) => {
          globalThis.workers = 0;
          const { Worker } = globalThis;
          globalThis.Worker = class extends Worker {
            constructor(url) {
              if (no) throw new DOMException("no worker", "SecurityError");
              super(url);
              globalThis.workers += 1;
            }
          };
        }, forbidden),
    });
    await ready(page, SIX);
    await introduce(page);
    await page.locator("#step-report").click();
    const report = page.locator("article.report");
    await report.waitFor();
    await accessible(page, "report");
    texts.push(await report.textContent());
    assert.equal(await page.evaluate(() => globalThis.workers), forbidden ? 0 : 1);
    const { text } = await downloaded(page, () => page.locator("#download-md").click());
    assert.match(text, /^# /);
    calm();
  }
  assert.equal(texts[0], texts[1]);
});
