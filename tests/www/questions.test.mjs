/** The questions in Chromium: every kind with the keyboard, scoping, review, undo, and the questionnaire that is fetched. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, begin, downloaded, file, introduce, open, ready, site, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const next = (page) => page.locator("#next").click();
const progress = (page, text) => page.locator("#progress", { hasText: text }).waitFor();
const document = (page) => page.evaluate(() => globalThis.document.querySelector("tickmark-assessment").assessment);
const answerTo = async (page, id) => (await document(page)).answers.find((one) => one.question === id);
const rungs = (page) => page.locator("#answer input[type=radio]");

/** A keyboard, and nothing else. */
function keyboard(page) {
  const focused = () =>
    page.evaluate(() => {
      const active = globalThis.document.activeElement?.shadowRoot?.activeElement;
      return { id: active?.id ?? "", name: (active?.getAttribute("name") ?? "").replace(/-\d+$/, "") };
    });
  const press = (key) => page.keyboard.press(key);
  const tabTo = async (is) => {
    for (let presses = 0; presses < 90; presses++) {
      if (is(await focused())) return;
      await press("Tab");
    }
    assert.fail(`Tab does not reach ${is}, from ${JSON.stringify(await focused())}`);
  };
  const to = (id) => tabTo((one) => one.id === id);
  /** Into a group of radios, and down to the one at that place. */
  const choose = async (name, place) => {
    await tabTo((one) => one.name === name);
    await press("Space");
    for (let presses = 0; presses < place; presses++) await press("ArrowDown");
  };
  return { focused, press, to, choose, type: (text) => page.keyboard.type(text) };
}

test("the whole quick questionnaire with the keyboard, every kind of question included", async () => {
  const { page, calm } = await visit(place);
  const keys = keyboard(page);
  await page.getByLabel(/Ten-minute/).waitFor();
  await keys.to("next");
  await keys.press("Enter");
  await ready(page);
  await introduce(page);
  await page.getByLabel("First day").fill("2026-05-15");
  await page.getByLabel("Length").selectOption("12");
  await keys.choose("fact-builds-software", 0);
  await keys.to("next");
  await keys.press("Enter");
  const seen = new Set();
  for (let index = 0; index < 24; index++) {
    await progress(page, `Step 3 of 6 · Question ${index + 1} of 24 · `);
    assert.equal((await keys.focused()).id, "heading");
    const name = (await rungs(page).first().getAttribute("name")).replace(/-\d+$/, "");
    const id = name.replace("answer-", "");
    if (id === "incident-plan") {
      await page.getByText("What this means").waitFor();
      await keys.choose(name, 6);
      await keys.to("ask");
      await keys.type("CTO");
      assert.deepEqual((await answerTo(page, id)).unknown, { ask: "CTO" });
    } else if (id === "vendor-intake") {
      await keys.choose(name, 7);
      await keys.to("next");
      await keys.press("Enter");
      await page.getByText("Please look at this again").waitFor();
      await keys.to("reason");
      await keys.type("We buy nothing.");
    } else if (id === "incident-log") {
      await keys.choose(name, 7);
      assert.equal((await answerTo(page, id)).later, true);
    } else {
      const rung = index % 6;
      await keys.choose(name, rung);
      assert.ok(await rungs(page).nth(rung).isChecked());
    }
    const has = async (selector) => (await page.locator(selector).count()) > 0;
    if (await has(".periods")) {
      seen.add("grid");
      await keys.choose("period-2026-q2", 2);
      await keys.choose("period-2026-q3", 1);
      const last = page.locator("fieldset[id='period-2026-q4']");
      assert.equal(await last.locator("input").count(), 3, "a period that is not over is done or not yet");
      await page.getByText("Still ahead: 2027-Q1.").waitFor();
      await accessible(page, "grid");
      const { periods } = await answerTo(page, id);
      assert.deepEqual(periods, [{ period: "2026-q2", state: "late" }, { period: "2026-q3", state: "claimed" }]);
    } else if (await has("#total")) {
      const first = !seen.has("population");
      seen.add("population");
      await page.getByText("Count from 15 May 2026 to 21 Nov 2026.").waitFor();
      await keys.to("total");
      await keys.type("7");
      await keys.to("conforming");
      await keys.type("8");
      await keys.to("next");
      await keys.press("Enter");
      await page.locator("#summary").getByText("At most all 7 of them can; you entered 8.").waitFor();
      if (first) await accessible(page, "population, with an error");
      await keys.to("conforming");
      await keys.press("Backspace");
      if (first) await keys.type("6");
      else {
        await keys.to("not-known");
        await keys.press("Space");
      }
      const { population } = await answerTo(page, id);
      const known = first ? { conforming: 6 } : {};
      assert.deepEqual(population, { since: "2026-05-15", until: "2026-11-21", total: 7, ...known });
    } else if (await has("#as-of")) {
      seen.add("fact");
      assert.equal((await answerTo(page, id)).asOf, "2026-11-21", "today, unless another day is entered");
    } else if (await has("#last")) {
      seen.add("date");
      await keys.to("last");
      await keys.type("06012026");
      assert.deepEqual((await answerTo(page, id)).last, { on: "2026-06-01" });
      await keys.to("never");
      await keys.press("Space");
      assert.deepEqual((await answerTo(page, id)).last, { never: true });
      await accessible(page, "date");
    } else if (await has("[id^=system-]")) {
      seen.add("systems");
      await keys.choose("system-databases", 1);
      await keys.to("next");
      await keys.press("Enter");
      await page.locator("#summary").getByText("Choose an answer for").waitFor();
      await keys.choose("system-replicas", 2);
      for (const item of ["objects", "backups", "analytics"]) await keys.choose(`system-${item}`, 0);
      assert.equal((await answerTo(page, id)).systems.length, 5);
      await accessible(page, "systems");
    } else seen.add("ladder");
    await keys.to("next");
    await keys.press("Enter");
  }
  assert.deepEqual([...seen].sort(), ["date", "fact", "grid", "ladder", "population", "systems"]);

  await progress(page, "Step 4 of 6");
  await page.getByText("23 of 24 questions are answered.").waitFor();
  await accessible(page, "review");
  for (const [filter, count] of [["unknown", 1], ["later", 1], ["not-applicable", 1], ["open", 0]]) {
    await keys.to(`filter-${filter}`);
    await keys.press("Enter");
    assert.equal(await page.locator(".answers li").count(), count, filter);
  }
  await page.locator("#filter-flag").click();
  const flags = await page.locator(".answers li").count();
  assert.ok(flags > 1 && flags < 24, `${flags} red flags`);
  await page.getByText("Find out: not knowing counts as a red flag.").waitFor();
  await page.getByText("An auditor would ask about this first.").first().waitFor();
  await accessible(page, "review of answers to look at");
  await page.locator("#filter-later").click();
  await keys.to("change-incident-log");
  await keys.press("Enter");
  await page.locator("#next", { hasText: "Back to your answers" }).waitFor();
  await keys.choose("answer-incident-log", 0);
  await keys.press("ArrowUp");
  await keys.press("ArrowUp");
  await keys.to("next");
  await keys.press("Enter");
  await page.getByText("24 of 24 questions are answered.").waitFor();
  const problems = await page.evaluate(async (address) => {
    const { load } = await import(`${address}engine.js`);
    return (await load()).check(globalThis.document.querySelector("tickmark-assessment").assessment);
  }, place.address);
  assert.deepEqual(problems, []);
  calm();
});

test("the review shows how far each section is, in a picture and in words", async () => {
  const { page, calm } = await visit(place);
  await page.waitForFunction(() => globalThis.document.querySelector("tickmark-assessment").state === "ready");
  const full = JSON.parse(await readFile(new URL("../../examples/acme/full.json", import.meta.url), "utf8"));
  const answers = full.answers.slice(0, 16).map((one, at) => {
    const { question, rev } = one;
    return at === 3 ? { question, rev, unknown: {} } : at === 5 || at === 7 ? { question, rev, later: true } : one;
  });
  const profile = { ...full.profile, facts: [{ fact: "builds-software", values: ["no"] }] };
  const { register, ...given } = { ...full, answers, profile, evidence: [] };
  await page.locator("#open").setInputFiles([file("a.json", JSON.stringify(given))]);
  await page.getByText("Opened a.json.").waitFor();
  await page.locator("#step-review").click();
  const sections = page.locator(".sections li");
  await sections.first().waitFor();
  const words = await sections.evaluateAll((all) => all.map((one) => [one.querySelector("b").textContent, one.querySelector(".aside").textContent]));
  const sum = (pattern) => words.reduce((all, [, text]) => all + Number(pattern.exec(text)?.[1] ?? 0), 0);
  assert.equal(sum(/(\d+) not known/), 1);
  const later = answers.filter((one) => one.later).length;
  assert.ok(later >= 2);
  assert.equal(sum(/(\d+) to come back to/), later);
  assert.equal(sum(/(\d+) answered/) + sum(/(\d+) do(?:es)? not apply/), 15 - later);
  assert.equal(sum(/(\d+) not answered/), Number(/\((\d+)\)/.exec(await page.locator("#filter-open").innerText())[1]));
  const hidden = sum(/(\d+) not asked/);
  assert.ok(hidden > 1, words.join("; "));
  await page.getByText(`${hidden} questions are left out because of what you said about your company.`).waitFor();
  // The parts of a bar are as wide as what they stand for; what is not asked is no part of it.
  for (const [at, [name, text]] of words.entries()) {
    const widths = await sections.nth(at).locator("rect").evaluateAll((all) => Object.fromEntries(all.map((one) => [one.getAttribute("class"), Number(one.getAttribute("width"))])));
    const [given, open] = [/(\d+) answered/, /(\d+) not answered/].map((pattern) => Number(pattern.exec(text)?.[1] ?? 0));
    const count = [...text.matchAll(/(\d+) (?!not asked)/g)].reduce((sum, [, number]) => sum + Number(number), 0);
    assert.ok(Math.abs((widths.given ?? 0) - (count ? (100 * given) / count : 0)) < 0.01, `${name}: ${text}`);
    const drawn = Object.values(widths).reduce((sum, one) => sum + one, 0);
    assert.ok(Math.abs(drawn - (count ? (100 * (count - open)) / count : 0)) < 0.01, `${name}: ${text}`);
  }
  await accessible(page, "review with sections");
  await page.emulateMedia({ forcedColors: "active" });
  const [bar, paper] = await sections.first().evaluate((one) => [getComputedStyle(one.querySelector("rect")).fill, getComputedStyle(document.body).backgroundColor]);
  assert.notEqual(bar, paper);
  await page.emulateMedia({ forcedColors: "none" });
  calm();
});

test("after five answers there is a first picture, and it says what to answer next", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await next(page);
  const picture = page.locator(".picture");
  for (let index = 0; index < 5; index++) {
    await progress(page, `Question ${index + 1} of`);
    assert.equal(await picture.count(), 0);
    await rungs(page).nth(3).check();
    if (index < 4) await next(page);
  }
  await picture.waitFor();
  assert.equal(await picture.getAttribute("aria-live"), "off");
  const width = async () => {
    const [, low, high] = /between (\d+) and (\d+) of 100/.exec(await picture.innerText());
    return Number(high) - Number(low);
  };
  const before = await width();
  await accessible(page, "question with a picture");
  // Half of the width, counted once more out of what the engine gives.
  const { controls, narrowing, score } = await page.evaluate(() => globalThis.document.querySelector("tickmark-assessment").result.assessment);
  const share = (id) => {
    const counted = controls.filter(({ claim }) => claim.kind !== "not-asked");
    const one = counted.find((control) => control.id === id);
    return (20 * one.weight * (one.claimed.high - one.claimed.low)) / counted.reduce((sum, { weight }) => sum + weight, 0);
  };
  const range = score.claimed.high - score.claimed.low;
  const order = narrowing.toSorted((a, b) => b.claimed - a.claimed);
  const settled = (count) => {
    const open = order.slice(count).flatMap((one) => one.controls);
    const closed = new Set(order.slice(0, count).flatMap((one) => one.controls).filter((id) => !open.includes(id)));
    return [...closed].reduce((sum, id) => sum + share(id), 0);
  };
  assert.ok(Math.abs(settled(order.length) - range) < 1e-6, "what is open makes up the whole width");
  const half = Number(/^(\d+) questions that are open or whose answers are not known make up at least half of this width\.$/.exec(await page.locator("#half").innerText())[1]);
  assert.ok(settled(half) >= range / 2 - 1e-6 && settled(half - 1) < range / 2, `${half}`);
  const asked = await picture.getByRole("button").innerText();
  await picture.getByRole("button").click();
  await page.getByRole("heading", { name: asked }).waitFor();
  await rungs(page).nth(2).check();
  await page.waitForFunction(
    (text) => !globalThis.document.querySelector("tickmark-assessment").shadowRoot.querySelector(".picture")?.textContent.includes(text),
    asked,
  );
  await page.waitForTimeout(400);
  assert.ok((await width()) < before, "the answer narrows the range");

  await page.locator("#step-review").click();
  const [, low, high] = /between (\d+) and (\d+) of 100/.exec(await picture.innerText());
  const [, flags] = /Red flags in the report: (\d+)/.exec(await page.locator("#red-flags").innerText());
  const result = await page.evaluate(() => globalThis.document.querySelector("tickmark-assessment").result.assessment);
  assert.equal(Number(flags), result.redFlags.length);
  assert.equal(await page.locator("#filter-flag").innerText(), `Answers to look at (${result.flaggedAnswers.length})`);
  await page.locator("#go-through").click();
  const open = 24 - 6;
  for (let at = 0; at < open; at++) {
    await page.locator("#next", { hasText: at < open - 1 ? /^Continue$/ : "Back to your answers" }).waitFor();
    assert.equal(await page.locator("#answer input:checked").count(), 0, "only what is open");
    await next(page);
  }
  await progress(page, "Step 4 of 6");
  await page.getByText("6 of 24 questions are answered.").waitFor();
  await page.locator("#step-report").click();
  const claimed = page.locator("article.report tr", { hasText: "Points that the answers claim" }).first();
  assert.equal(await claimed.locator("td").last().textContent(), `${low} to ${high}`);
  calm();
});

test("nothing is lost by another rung, by undoing, or by another questionnaire", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await next(page);
  await progress(page, "Question 1 of");
  await rungs(page).nth(2).check();
  await page.locator("#period-2026-q3-late").check();
  const said = await answerTo(page, "access-review");
  await page.getByLabel("I’ll come back to it").check();
  assert.deepEqual(await answerTo(page, "access-review"), { question: "access-review", rev: 1, later: true });
  await page.locator("#undo-last").click();
  assert.deepEqual(await answerTo(page, "access-review"), said, "undone");
  await page.getByLabel("I’ll come back to it").check();
  await rungs(page).nth(3).check();
  assert.deepEqual((await answerTo(page, "access-review")).periods, said.periods, "the periods come back with a rung");
  await page.locator("#clear").click();
  assert.equal(await answerTo(page, "access-review"), undefined);
  await page.locator("#undo-last").click();
  assert.equal((await answerTo(page, "access-review")).choice, "proven");
  await next(page);
  await page.locator("#total").fill("seven");
  await page.locator("#step-start").click();
  await page.getByText("1 answered so far").waitFor();
  await page.getByLabel(/Six red flags/).check();
  await next(page);
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme");
  await next(page);
  await progress(page, "Question 1 of 6");
  await rungs(page).nth(1).check();
  assert.equal((await document(page)).questionnaire.id, "red-flags");
  assert.equal((await document(page)).answers.length, 1);

  await page.locator("#step-start").click();
  const everything = await downloaded(page, () => page.locator("#save-everything").click());
  await page.getByLabel(/Ten-minute/).check();
  await next(page);
  await next(page);
  await progress(page, "Question 2 of 24");
  assert.equal(await page.locator("#total").inputValue(), "seven", "what cannot be counted yet is kept as typed");
  assert.equal((await answerTo(page, "access-review")).choice, "proven");

  await page.locator("#saved", { hasText: "Saved on this device" }).waitFor();
  await page.reload();
  await progress(page, "Question 2 of");
  await page.locator("#total").waitFor();
  assert.equal(await page.locator("#total").inputValue(), "seven");
  await page.getByRole("button", { name: "Delete everything on this device" }).click();
  await page.locator("#open").setInputFiles([file(everything.name, everything.text)]);
  await page.getByText(`Opened ${everything.name}.`).waitFor();
  await page.getByText("1 answered so far").nth(1).waitFor();
  calm();
});

test("an own limit stands beside its question, the rest of a list is not known only if that is said, and a day comes back", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.getByLabel("First day").fill("2026-02-15");
  await page.getByLabel("Length").selectOption("12");
  await page.getByText("Your own rules").click();
  await page.getByLabel("Hours until a leaver's access is closed").fill("48");
  assert.match(await page.locator("#rules-count").innerText(), /1 stated, the rest assumed/);
  await next(page);
  await progress(page, "Question 1 of 24");
  assert.equal(await page.getByText("Your limit").count(), 0);
  const change = async (id) => {
    await page.locator("#step-review").click();
    await page.locator(`#change-${id}`).click();
    await page.locator(`#answer [id^=answer-${id}]`).first().waitFor();
  };
  const restUnknown = async (named) => {
    await next(page);
    await page.locator("#summary").getByText(named).waitFor();
    await accessible(page, "rows missing");
    await page.getByRole("button", { name: "Mark the rest as not known" }).click();
    assert.equal(await page.locator("#summary").count(), 0);
  };
  await change("leavers-access");
  await page.getByText("Your limit: 48 hours").waitFor();

  await change("encrypted-stores");
  await rungs(page).nth(3).check();
  await page.locator("#system-backups-conforms").check();
  await restUnknown(/Choose an answer for “.+”, “.+”, “.+” and “.+” too/);
  const { systems } = await answerTo(page, "encrypted-stores");
  assert.deepEqual(systems.map(({ state }) => state).sort(), ["conforms", "unknown", "unknown", "unknown", "unknown"]);

  await change("access-review");
  await rungs(page).nth(3).check();
  await page.locator("#period-2026-q2-late").check();
  await restUnknown(/“2026-Q1” and “2026-Q3” too/);
  const { periods } = await answerTo(page, "access-review");
  assert.deepEqual(periods.map(({ state }) => state), ["unknown", "late", "unknown"]);

  await change("restore-test");
  await rungs(page).nth(3).check();
  await page.locator("#last").fill("2026-06-01");
  await page.locator("#never").check();
  assert.deepEqual((await answerTo(page, "restore-test")).last, { never: true });
  await page.locator("#never").uncheck();
  assert.deepEqual((await answerTo(page, "restore-test")).last, { on: "2026-06-01" });
  calm();
});

test("on a phone the choice comes before the tools, and the bar has one row", async () => {
  const { page, calm } = await visit(place, { settings: { viewport: { width: 360, height: 740 } } });
  // A drawing may replace an element between being found and being measured.
  const box = async (selector) => {
    await page.locator(selector).waitFor();
    return (await page.locator(selector).boundingBox()) ?? box(selector);
  };
  const top = async (selector) => (await box(selector)).y;
  await page.getByLabel(/Ten-minute/).waitFor();
  assert.ok((await top("#questionnaire")) < (await top("#delete")));
  await page.getByRole("link", { name: "Begin", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").getBoundingClientRect().top < 60);
  const first = await top("#questionnaire-quick");
  assert.ok(first > 0 && first < 740 - 80, `seen without scrolling once one has begun: ${first} px`);
  await introduce(page);
  for (const step of ["profile", "questions", "review", "evidence", "report"]) {
    await page.locator(`#step-${step}`).click();
    const { height } = await box(".actions");
    assert.ok(height <= 72, `${step}: ${height} px`);
  }
  calm();
});

const FULL = "questionnaires/full.json";

test("the full questionnaire is fetched when it is chosen and not before, and the page closes its door after that", async () => {
  const { page, requests, calm } = await visit(place);
  await page.getByText(/Up to 64 questions/).waitFor();
  await page.getByLabel(/Every control/).check();
  await page.waitForTimeout(500);
  assert.ok(!requests.includes(FULL), "not before it is chosen");
  assert.equal(await page.locator("meta[data-locked]").count(), 0, "the door is open until something is chosen");
  await next(page);
  await ready(page);
  assert.equal(requests.filter((path) => path === FULL).length, 1);
  await page.waitForLoadState("networkidle");
  const before = requests.length;
  await introduce(page);
  await next(page);
  await progress(page, /Question 1 of about 5\d · Governance/);
  await accessible(page, "first question of full");
  const count = async () => Number(/of (?:about )?(\d+)/.exec((await page.locator("#progress").innerText()).split("Question")[1])[1]);
  const all = await count();

  await page.locator("#step-profile").click();
  await page.getByLabel("No, others write all of it").check();
  await page.locator("#step-questions").click();
  await progress(page, "Question 1 of");
  assert.equal(await count(), all - 2, "who writes no software is not asked about branches and deployments");
  await page.locator("#step-profile").click();
  await page.getByLabel("Privacy").check();
  await page.locator("#step-questions").click();
  await progress(page, "Question 1 of");
  assert.ok((await count()) > all - 2, "another category brings its questions");
  await rungs(page).nth(1).check();
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  assert.deepEqual(requests.slice(before), [], "nothing was requested after that");
  const copy = await downloaded(page, () => page.locator("#save").click());

  const other = await visit(place);
  await other.page.getByLabel(/Every control/).waitFor();
  await other.page.locator("#open").setInputFiles([file(copy.name, copy.text)]);
  await other.page.locator("article.report").waitFor();
  assert.equal((await document(other.page)).questionnaire.id, "full");
  calm();
  other.calm();
});

test("once the door is closed, the full questionnaire comes with a fresh page, and everything entered is there", async () => {
  const { page, requests, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await next(page);
  await progress(page, "Question 1 of");
  await rungs(page).nth(2).check();
  await page.locator("#step-start").click();
  await page.getByLabel(/Every control/).check();
  await page.getByText("this page has closed its connections").waitFor();
  await accessible(page, "questionnaire not loaded");
  for (const step of ["profile", "questions", "review", "evidence", "report", "start"]) {
    await page.locator(`#step-${step}`).click();
    await page.locator(`#step-${step}[aria-current]`).waitFor();
    await page.getByText("this page has closed its connections").waitFor();
    assert.equal(await page.getByText("Loading").count(), 0, step);
  }
  await page.getByLabel(/Six red flags/).check();
  assert.equal(await page.locator("#content-note").count(), 0);
  await page.getByLabel(/Every control/).check();
  await next(page);
  assert.ok(!requests.includes(FULL));
  await page.getByRole("button", { name: "Reload the page to load it; your answers are kept" }).click();
  await page.getByLabel("Organisation").waitFor();
  await ready(page);
  assert.ok(requests.includes(FULL));
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme");
  await next(page);
  await progress(page, "Question 1 of about");
  await page.locator("#step-start").click();
  await page.getByText("1 answered so far").waitFor();
  calm();
});

test("a questionnaire that cannot be fetched is told, leaves the page alive, and can be tried again", async () => {
  for (const [name, answer] of [
    ["404", (route) => route.fulfill({ status: 404, body: "No such file." })],
    ["offline", (route) => route.abort("internetdisconnected")],
    ["cut short", (route) => route.fulfill({ contentType: "application/json", body: '{"questionnaires":[' })],
    ["something else", (route) => route.fulfill({ contentType: "application/json", body: "{}" })],
    ["another edition", async (route) => {
      const body = await (await route.fetch()).text();
      await route.fulfill({ contentType: "application/json", body: body.replace("every", "any") });
    }],
  ]) {
    const { page } = await visit(place, { prepare: (page) => page.route(`**/${FULL}`, answer) });
    await page.getByLabel(/Every control/).check();
    await next(page);
    await page.getByLabel("Organisation").fill("Acme");
    for (const step of ["questions", "report", "start"]) {
      await page.locator(`#step-${step}`).click();
      await page.locator(`#step-${step}[aria-current]`).waitFor();
      await page.getByRole("button", { name: "Reload the page to load it; your answers are kept" }).waitFor();
      assert.equal(await page.getByText("Loading").count(), 0, `${name}: ${step}`);
    }
    await page.unroute(`**/${FULL}`);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#content-note").waitFor({ state: "detached" });
    await introduce(page, /Every control/);
    await next(page);
    await progress(page, "Question 1 of about");
    await page.context().close();
  }
});

test("a file of the first version is opened with everything in it", async () => {
  const { page, calm } = await visit(place);
  await begin(page);
  const profile = { organisation: "Old & Co", type: "2", start: "2026-09-15", length: "6", keyAge: "180", policies: [{ id: "unused-days", value: 45 }] };
  const answers = [{ question: "vendors", rev: 1, choice: "informal" }];
  const draft = { format: "tickmark-draft", version: 1, step: "questions", question: 3, asOf: "2026-11-21", profile, answers };
  await page.locator("#open").setInputFiles([file("old.json", JSON.stringify(draft))]);
  await page.getByText("Opened old.json.").waitFor();
  await ready(page);
  const { questionnaire, profile: read, answers: given } = await document(page);
  assert.equal(questionnaire.id, "red-flags");
  assert.equal(read.organisation, "Old & Co");
  assert.deepEqual(read.policies, [{ id: "unused-days", value: 45 }, { id: "key-max-age-days", value: 180 }]);
  assert.deepEqual(given, answers);
  calm();
});

test("a saved file of a questionnaire that is not here, on a page that has closed its door, says the way on", async () => {
  const { page, requests, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  const saved = { ...(await document(page)), answers: [] };
  const { questionnaires } = JSON.parse(await readFile(new URL("questionnaires/start.json", site), "utf8"));
  const { id, version, sha256 } = questionnaires.at(-1);
  const full = JSON.stringify({ ...saved, questionnaire: { id, version, sha256 } });
  await page.locator("#open").setInputFiles([file("full.json", full)]);
  await page.getByText("full.json was not opened").waitFor();
  await page.getByRole("button", { name: "Reload the page to load it, then open the file again" }).click();
  await ready(page);
  assert.ok(requests.includes(FULL));
  await page.locator("#open").setInputFiles([file("full.json", full)]);
  await page.locator("article.report").waitFor();
  calm();
});

test("a draft with a questionnaire that is not offered is refused, and damaged evidence in one is left out", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  const kept = { format: "tickmark-draft", version: 2, step: "evidence", chosen: true, asOf: "2026-11-21", profile: { organisation: "Drafted" } };
  for (const questionnaire of ["nope", "constructor", "__proto__"]) {
    const name = `${questionnaire}.json`;
    await page.locator("#open").setInputFiles([file(name, JSON.stringify({ ...kept, questionnaire }))]);
    await page.getByText(`${name} was not opened`).waitFor();
  }
  const evidence = [{ excluded: [null] }, { parameters: [{}] }, { deviations: [{ cells: [null] }] }].map((paper, at) => ({ id: `e${at}`, title: "E", workpapers: [paper] }));
  await page.locator("#open").setInputFiles([file("damaged.json", JSON.stringify({ ...kept, questionnaire: "quick", evidence }))]);
  await page.locator("#sent-replace").click();
  await page.getByText("3 pieces of evidence in it could not be read and were left out.").waitFor();
  await progress(page, "Step 5 of 6");
  assert.equal(await page.locator("article.card").count(), 0);
  calm();
});

test("a draft with a word that this release does not know is shown as it is, and the report says what is allowed", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  const answers = [
    { question: "access-review", rev: 1, choice: "informal", periods: [{ period: "2026-q3", state: "rather-late" }] },
    { question: "encrypted-stores", rev: 1, choice: "set-up", systems: [{ system: "databases", state: "half" }] },
  ];
  const profile = { organisation: "Later", type: "2", start: "2026-09-15", length: "6" };
  const draft = { format: "tickmark-draft", version: 2, step: "review", chosen: true, questionnaire: "quick", asOf: "2026-11-21", profile, answers: { quick: answers } };
  await page.locator("#open").setInputFiles([file("later.json", JSON.stringify(draft))]);
  await page.getByText("rather-late").waitFor();
  await page.getByText(": half.").waitFor();
  await page.locator("#step-report").click();
  await page.getByText("rather-late is not a word that is allowed here: missed, late, claimed, on-time, unknown.").waitFor();
  calm();
});

test("what the saved assessment leaves out is counted beside the button", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  const answers = [{ question: "vendors", rev: 1, choice: "informal" }, { question: "backups", rev: 1, last: { on: "2026-11-20" } }];
  const profile = { organisation: "Early", type: "2", start: "2026-09-15", length: "6" };
  const draft = { format: "tickmark-draft", version: 2, step: "profile", chosen: true, questionnaire: "quick", asOf: "2026-11-19", profile, answers: { quick: answers } };
  await page.locator("#open").setInputFiles([file("early.json", JSON.stringify(draft))]);
  await page.getByText("Leaves out 1 answer that speaks of a day after the assessment.").waitFor();
  await accessible(page, "profile, with an answer left out");
  await page.getByLabel("Day of this assessment").fill("2026-11-21");
  await page.getByText("Leaves out").waitFor({ state: "detached" });
  calm();
});

test("after the engine has stopped, the fetched questionnaire is still there", async () => {
  const stop = async (route) => {
    const body = await (await route.fetch()).text();
    const stopping = body.replace(/(export function report\([^)]*\) ?\{)/, "$1 if (!globalThis.stopped) { globalThis.stopped = true; throw new WebAssembly.RuntimeError('unreachable'); }");
    assert.notEqual(stopping, body);
    await route.fulfill({ contentType: "text/javascript", body: stopping });
  };
  const prepare = async (page) => {
    await page.route("**/tickmark.js", stop);
    // Without a worker the page's own engine makes the report.
    await page.addInitScript(() => delete globalThis.Worker);
  };
  const { page, calm } = await visit(place, { prepare });
  await introduce(page, /Every control/);
  await ready(page);
  await page.locator("#step-report").click();
  await page.getByText("It has been started again").waitFor();
  await page.locator("#step-questions").click();
  await progress(page, "Question 1 of about");
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  calm();
});

test("a slow fetch that ends after the reader chose something else moves nobody and opens nothing", async () => {
  let release;
  const held = new Promise((done) => (release = done));
  const slow = async (route) => {
    await held;
    await route.continue();
  };
  const { page, calm } = await visit(place, { prepare: (page) => page.route(`**/${FULL}`, slow) });
  const { questionnaires } = JSON.parse(await readFile(new URL("questionnaires/start.json", site), "utf8"));
  const { id, version, sha256 } = questionnaires.at(-1);
  const window = { start: "2026-09-15", end: "2027-03-14" };
  const profile = { organisation: "Late", type: 2, categories: ["security"], window, samplingPolicy: "customary", policies: [] };
  const late = { format: "tickmark-assessment", version: 1, asOf: "2026-11-21", questionnaire: { id, version, sha256 }, profile, answers: [], evidence: [] };
  await page.getByLabel(/Every control/).check();
  await page.locator("#open").setInputFiles([file("late.json", JSON.stringify(late))]);
  await next(page);
  await page.getByText("Loading “").waitFor();
  await page.getByLabel(/Six red flags/).check();
  release();
  await page.getByText("late.json was not opened").waitFor();
  await progress(page, "Step 1 of 6");
  assert.ok(await page.getByLabel(/Six red flags/).isChecked());
  calm();
});
