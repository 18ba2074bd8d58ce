/** The page in German, and in a language that nobody speaks: everything is said in it, nothing is lost by changing over, it fits and it mirrors. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, axeFinds, file, fixture, open, site, visit } from "./harness.mjs";
import { said } from "./sentences.mjs";

const de = JSON.parse(await readFile(new URL("../../www/locales/de.json", import.meta.url), "utf8"));
const { keys } = said();
const start = JSON.parse(await readFile(new URL("questionnaires/start.json", site), "utf8"));

let place;
before(async () => (place = await open()));
after(() => place.close());

/** Texts of the content, which is in the language in which it comes. */
const content = new Set();
const collect = (value) => {
  if (typeof value === "string") content.add(value);
  else if (value && typeof value === "object") Object.values(value).forEach(collect);
};
collect(start);
// The name of a field in lists, which the engine says.
content.add("Status");

/**
 * What an English sentence of the page looks like on the screen, whatever stands in its places; sentences that are the same
 * in the other language, and those of which hardly more than the places are there, tell nothing.
 */
function english(messages) {
  return Object.keys(messages).flatMap((key) => {
    const forms = [key, keys.get(key)?.one ?? key];
    const values = typeof messages[key] === "string" ? [messages[key]] : Object.values(messages[key]);
    return forms.flatMap((form) => {
      const letters = form.replace(/\{\w+\}/g, "").replace(/[^\p{L}]/gu, "");
      if (values.includes(form) || letters.length < (form.includes("{") ? 6 : 2)) return [];
      const places = form.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? (part === "count" ? "[\\p{N}.,]+" : ".+?") : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
      const pattern = places.join("");
      return [new RegExp(`^${pattern}$`, "u")];
    });
  });
}

/** The texts of the element and of the page around it: of each element the whole one, its own parts, and its names. */
function texts(page) {
  return page.evaluate(() => {
    const found = new Set();
    const roots = [document.body, document.querySelector("tickmark-assessment")?.shadowRoot].filter(Boolean);
    for (const root of roots) {
      for (const one of root.querySelectorAll("*")) {
        if (one.closest('[lang="en"], script, style, tickmark-assessment > *, code') || !one.checkVisibility()) continue;
        for (const name of ["aria-label", "title", "placeholder"]) if (one.getAttribute(name)) found.add(one.getAttribute(name));
        if (/^(P|LI|H\d|LABEL|LEGEND|BUTTON|SUMMARY|D[TD]|T[HD]|CAPTION|SPAN|B|A|OPTION|STRONG)$/.test(one.tagName)) found.add(one.textContent);
        for (const node of one.childNodes) if (node instanceof Text) found.add(node.data);
      }
    }
    return [...found].map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
  });
}

/** Asserts that no sentence of the page is left in English. */
async function translated(page, where, patterns) {
  const left = (await texts(page)).filter((text) => !content.has(text) && patterns.some((one) => one.test(text)));
  assert.deepEqual(left, [], where);
}

const next = (page) => page.locator("#next").click();
const active = (page) => page.evaluate(() => (document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.id);

/** Goes on by Tab until that has the focus. */
async function tabTo(page, id) {
  for (let presses = 0; presses < 120; presses++) {
    if ((await active(page))?.startsWith(id)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no ${id} was reached by Tab`);
}

test("from the first question to the report in German, by the keyboard", async () => {
  const patterns = english(de);
  const { page, calm } = await visit(place, { settings: { locale: "de-DE" } });
  await page.getByRole("heading", { name: "Wie viel Zeit haben Sie?" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
  assert.equal(await page.title(), de["Tickmark: SOC 2 readiness self-check"]);
  await accessible(page, "Start");
  await translated(page, "Start", patterns);

  await tabTo(page, "questionnaire-");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page), "questionnaire-red-flags");
  await tabTo(page, "next");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Über Sie" }).waitFor();
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
  await page.getByText("Alles ist geladen, und die Skripte dieser Seite können keine Verbindung mehr öffnen.").waitFor();
  await tabTo(page, "next");
  await page.keyboard.press("Enter");
  await page.getByText("Bitte sehen Sie sich das noch einmal an").waitFor();
  assert.equal(await active(page), "summary");
  await page.locator("#own-rules").evaluate((one) => (one.open = true));
  await translated(page, "Über Sie", patterns);
  await accessible(page, "Über Sie, mit Fehlern");
  await page.locator("#organisation").fill("Acme GmbH");
  await page.locator("#type input").first().check();
  await page.locator("#start").fill("2026-09-15");
  await page.locator("#asOf").fill("2026-11-21");
  await page.getByText("Letzter Tag: 14. März 2027").waitFor();
  await tabTo(page, "next");
  await page.keyboard.press("Enter");

  for (let index = 1; index <= 6; index++) {
    await page.locator("#progress", { hasText: `Frage ${index} von 6` }).waitFor();
    if (index === 1) await tabTo(page, "answer-");
    else await page.locator("#answer input").nth(index).focus();
    await page.keyboard.press("Space");
    if (index === 2) await page.locator("#answer").getByLabel("Weiß ich nicht").check();
    if (index === 3) await page.locator("#help > summary").click();
    await translated(page, `Frage ${index}`, patterns);
    await tabTo(page, "next");
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { name: "Sehen Sie Ihre Antworten durch" }).waitFor();
  await page.locator("#picture h3").waitFor();
  await translated(page, "Durchsehen", patterns);
  await accessible(page, "Durchsehen");
  await next(page);

  await page.getByRole("heading", { name: "Nachweise" }).waitFor();
  await translated(page, "Nachweise, leer", patterns);
  await page.locator("#files").setInputFiles([file("credential-report.csv", await fixture("credential-report.csv")), file("x.csv", "a,b\n1,2\n")]);
  await page.locator(".card .facts").waitFor();
  await page.locator("#unknown-0").waitFor();
  await page.locator("#day-0").fill("2026-11-10");
  await page.locator("#day-0-use").click();
  await page.locator(".paper").first().waitFor();
  await translated(page, "Nachweise", patterns);
  await axeFinds(page, "Nachweise", 1280, "light");
  await next(page);

  await page.locator("article.report").waitFor();
  const article = page.locator("article.report");
  const told = () => article.evaluate((one) => [one.lang, one.querySelector("h1").textContent, one.querySelector("h2").textContent]);
  assert.deepEqual(await told(), ["de", "Lückenbericht SOC 2: Acme GmbH", "Auf einen Blick"]);
  // What was found in files is English within it, and says so.
  assert.ok((await article.locator('span[lang="en"]').count()) > 5);
  const saved = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download-html").click()]);
    return readFile(await download.path(), "utf8");
  };
  const german = await saved();
  assert.match(german, /<html lang="de">/);
  assert.match(german, /Haftungsausschluss/);
  // What is said of the report's figures is the same in English, which is a choice beside the others.
  await page.getByRole("group", { name: "In welcher Sprache?" }).getByLabel("Englisch").check();
  await page.locator('article.report[lang="en"]').waitFor();
  assert.deepEqual(await told(), ["en", "SOC 2 gap report: Acme GmbH", "In short"]);
  assert.match(await saved(), /<html lang="en">/);
  // A German report is checked as such, whatever is shown.
  await page.locator("#check > summary").click();
  await page.locator("#check-report").setInputFiles([file("bericht.html", german)]);
  await page.getByText("Das ist der Bericht").waitFor();
  await page.locator("#check > summary").click();
  await page.getByRole("group", { name: "In welcher Sprache?" }).getByLabel("Deutsch").check();
  await page.locator('article.report[lang="de"]').waitFor();
  for (const id of ["register", "share", "check"]) await page.locator(`#${id} > summary`).click();
  await page.locator(".gap details > summary").first().click();
  await page.locator("#share-passphrase").fill("kurz");
  await page.locator("#share-show").click();
  await page.locator("#share-copy").waitFor();
  await translated(page, "Bericht", patterns);
  await axeFinds(page, "Bericht", 320, "light");
  calm();
});

test("the calculator is in German", async () => {
  const { page, calm } = await visit(place, { path: "calculator.html", settings: { locale: "de-AT" } });
  await page.getByText("29 Vorgänge, keine Abweichungen").waitFor();
  await page.getByText("höchstens 11,30").waitFor();
  await page.locator("#limit-deviations").fill("26");
  await page.getByText("Noch nichts zu berechnen").waitFor();
  await page.locator("#limit-deviations").fill("2");
  await page.locator("#upper-limit .figure").waitFor();
  assert.equal(await page.locator("#limit-deviations-note").innerText(), "unter den geprüften Vorgängen");
  await translated(page, "Rechner", english(de));
  await accessible(page, "Rechner");
  calm();
});

test("a language can be chosen before the engine is there, is remembered, and costs nothing that was entered", async () => {
  let release;
  const held = new Promise((done) => (release = done));
  const { page, context, requests, calm } = await visit(place, {
    prepare: (page) =>
      page.route(/\/(tickmark_bg\.wasm|tickmark\.js|later\.js)$/, async (route) => {
        await held;
        await route.continue();
      }),
  });
  await page.getByLabel(/Ten-minute/).waitFor();
  assert.ok(!requests.some((one) => one.startsWith("locales/")), "no language is fetched that nobody wants");
  const german = page.getByRole("button", { name: "Deutsch" });
  const choice = page.getByRole("button", { name: "English" });
  assert.deepEqual([await german.getAttribute("aria-pressed"), await choice.getAttribute("aria-pressed")], ["false", "true"]);
  await german.click();
  await page.getByRole("heading", { name: "Wie viel Zeit haben Sie?" }).waitFor();
  assert.deepEqual([await german.getAttribute("aria-pressed"), await choice.getAttribute("aria-pressed")], ["true", "false"]);
  await next(page);
  await page.locator("#organisation").fill("Acme GmbH");
  await page.locator("#type input").first().check();
  await page.locator("#start").fill("2026-09-15");
  await next(page);
  await page.locator("#answer input").nth(2).check();
  release();
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
  await page.getByText("Auf diesem Gerät gespeichert um").waitFor();

  await page.reload();
  await page.locator("#progress", { hasText: "Frage 1 von" }).waitFor();
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
  // What is half entered, open and held in this tab stays where it is, with the connections closed.
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("credential-report.csv", await fixture("credential-report.csv"))]);
  await page.locator(".card .facts").waitFor();
  await page.locator("#day-0").fill("2026-11-10");
  await page.locator("#day-0-use").click();
  await page.getByText("ben.example").first().waitFor();
  await page.locator("#step-questions").click();
  await page.locator("#help > summary").click();
  await page.locator("#answer input[value=unknown]").check();
  await page.locator("#ask").fill("Kim");
  await choice.click();
  await page.locator("#progress", { hasText: "Question 1 of" }).waitFor();
  assert.equal(await page.locator("#ask").inputValue(), "Kim");
  assert.ok(await page.locator("#help").evaluate((one) => one.open), "what was open is open");
  await page.locator("#ask").focus();
  await page.evaluate(() => (document.documentElement.lang = "de"));
  await page.locator("#progress", { hasText: "Frage 1 von" }).waitFor();
  assert.equal(await active(page), "ask", "the focus stays");
  await page.locator("#step-evidence").click();
  await page.getByText("ben.example").first().waitFor();
  await choice.click();
  await page.getByText("Names stand here only.").waitFor();
  await page.locator("#locked", { hasText: "Everything has loaded" }).waitFor();
  await page.getByText("ben.example").first().waitFor();
  assert.equal(await page.title(), "Tickmark: SOC 2 readiness self-check");
  await page.goto(place.address);
  await page.getByText("Saved on this device").or(page.getByText("Kept on this device")).first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en", "the choice is remembered");
  calm();
  await context.close();
});

test("a link that came is shown in the language that is chosen, and what was typed stays", async () => {
  const { page, calm } = await visit(place, { settings: { locale: "de-DE" } });
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").state === "ready");
  const element = page.locator("tickmark-assessment");
  const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
  await element.evaluate((one, quick) => (one.assessment = quick), quick);
  await page.locator("article.report").waitFor();
  await page.locator("#share > summary").click();
  await page.locator("#share-passphrase").fill("correct horse battery");
  await page.locator("#share-show").click();
  await page.locator("#share-copy").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#share-file").click()]);
  const link = (await readFile(await download.path(), "utf8")).trim();
  await page.locator("#open").setInputFiles([file("link.txt", link)]);
  await page.getByText("Er enthält eine Zusammenfassung, geschützt durch eine Passphrase.").waitFor();
  await translated(page, "Passphrase", english(de));
  await page.locator("#sent-passphrase").fill("correct horse battery");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("It holds a summary, under a passphrase.").waitFor();
  assert.equal(await page.locator("#sent-passphrase").inputValue(), "correct horse battery");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("button", { name: "Öffnen", exact: true }).click();
  await page.locator("#summary-sent").waitFor();
  await translated(page, "Zusammenfassung", english(de));
  calm();
});

test("files of several people are shown in the language that is chosen, and what was chosen of them stays", async () => {
  const { page, calm } = await visit(place, { settings: { locale: "de-DE" } });
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").state === "ready");
  const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
  const at = quick.answers.findIndex(({ question, choice }) => choice && start.form.questions.find(({ id }) => id === question)?.notApplicable);
  const other = { ...quick, profile: { ...quick.profile, headcount: 31 }, answers: quick.answers.with(at, { question: quick.answers[at].question, rev: quick.answers[at].rev, notApplicable: { reason: "?" } }) };
  await page.locator("#open").setInputFiles([quick, other].map((one, index) => file(`${index}.json`, JSON.stringify({ ...one, evidence: [] }))));
  await page.getByRole("heading", { name: "Dateien mehrerer Personen" }).waitFor();
  await translated(page, "Dateien mehrerer Personen", english(de));
  const count = await page.locator("#merging fieldset").count();
  assert.ok(count > 0);
  await page.locator("#conflict-0 input").nth(1).check();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Files of several people" }).waitFor();
  assert.equal(await page.locator("#merging fieldset").count(), count);
  assert.equal(await page.locator("#conflict-0 input:checked").inputValue(), "0");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Dateien mehrerer Personen" }).waitFor();
  await translated(page, "Dateien mehrerer Personen, wieder", english(de));
  await page.locator("#merge-take").click();
  await page.locator("article.report").waitFor();
  calm();
});

test("controls and periods are called in German where the page names them", async () => {
  const { page, calm } = await visit(place, { settings: { locale: "de-DE" } });
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").state === "ready");
  const full = JSON.parse(await readFile(new URL("../../examples/acme/full.json", import.meta.url), "utf8"));
  await page.locator("#open").setInputFiles([file("full.json", JSON.stringify({ ...full, evidence: [] }))]);
  await page.locator("article.report").waitFor();
  await page.locator("#register > summary").click();
  const { default: locale } = await import(new URL("locales/de-locale.js", site));
  const names = new Map(locale.catalogue.words.controls.flatMap(({ controls }) => controls).map(({ id, name }) => [id, name]));
  const gaps = page.locator(".gap legend [id^=name-]");
  await gaps.first().locator(".aside").waitFor();
  for (const [id, text] of await gaps.evaluateAll((all) => all.map((one) => [one.id.slice("name-".length), one.textContent]))) {
    assert.match(text, /^[A-Z-0-9]+ .* (kritisch|hoch|mittel|niedrig)$/);
    assert.ok(text.startsWith(`${id} ${names.get(id)} `), text);
  }
  assert.equal(await gaps.locator("[lang=en]").count(), 0);

  // A quarter, a month, a year and a half, in the answers as in the question itself.
  const { questions } = await page.evaluate(async () => (await import("/engine.js")).load().then((engine) => engine.form(document.querySelector("tickmark-assessment").assessment)));
  const labels = new Set(questions.flatMap(({ periods = [] }) => periods.map(({ label }) => label)));
  assert.deepEqual([...labels].filter((label) => /\d-Q|\d-\d|months|week/.test(label)), []);
  assert.ok(labels.has("4. Quartal 2026") && labels.has("Oktober 2026"), [...labels].join("; "));
  assert.ok([...labels].some((label) => /^(6|12) Monate bis \d+\. \S+ 20\d\d$/.test(label)), [...labels].join("; "));
  const asked = questions.find(({ periods }) => periods?.some(({ label, over }) => over && label.includes("Quartal")));
  await page.evaluate((id) => document.querySelector("tickmark-assessment").goTo(id), asked.id);
  await page.locator("[id^=period-]", { hasText: "Quartal 2026" }).first().waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.locator("[id^=period-]", { hasText: /2026-Q\d/ }).first().waitFor();
  await page.locator("#step-report").click();
  await page.locator("#register").waitFor();
  if (!(await page.locator("#register").evaluate((one) => one.open))) await page.locator("#register > summary").click();
  await gaps.locator("[lang=en]").first().waitFor();
  calm();
});

test("after a visit in German everything is there in German without a network", async () => {
  const own = await open();
  const { page, context, calm } = await visit(own, { settings: { serviceWorkers: "allow", locale: "de-DE" } });
  await page.getByText("Diese Website ist offline verfügbar.").waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("heading", { name: "Wie viel Zeit haben Sie?" }).waitFor();
  await next(page);
  await page.getByRole("heading", { name: "Über Sie" }).waitFor();
  calm();
  await context.close();
  await own.close();
});

test("a language that cannot be had leaves the page in English, and says so to the page around", async () => {
  const { page } = await visit(place, { prepare: (page) => page.route(/\/locales\//, (route) => route.abort()) });
  await page.getByLabel(/Ten-minute/).waitFor();
  const code = await page.evaluate(
    () =>
      new Promise((done) => {
        document.addEventListener("tickmark-error", ({ detail }) => done(detail.code));
        document.querySelector("tickmark-assessment").lang = "de";
      }),
  );
  assert.equal(code, "language-unreachable");
  await page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
});

/** A language in which every letter has an accent, everything is longer by two fifths, and marks say that it runs from right to left. */
function pseudo(text) {
  const parts = text.split(/(\{\w+\})/).map((part, at) => (at % 2 ? part : part.normalize("NFD").replace(/\p{L}/gu, "$&\u0301").normalize("NFC")));
  const more = "ẍẍẍẍẍẍ ".repeat(Math.ceil((text.length * 0.4) / 7)).trim();
  return `\u200f${parts.join("")} ${more}\u200f`;
}
const PSEUDO = Object.fromEntries(
  Object.entries(de).map(([key, value]) => {
    if (typeof value === "string") return [key, pseudo(key)];
    // Arabic has six forms; whoever has not all of them says the others as they are.
    return [key, { one: pseudo(keys.get(key).one), few: pseudo(key), other: pseudo(key) }];
  }),
);

/** Asserts that nothing is wider than the window, or than the place in which it stands. */
async function fits(page, where) {
  const wide = await page.evaluate(() => {
    const root = document.querySelector("tickmark-assessment").shadowRoot;
    const over = [...root.querySelectorAll("*")].filter(
      (one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && getComputedStyle(one).display !== "inline" && !one.closest(".scroll, .tm-table, .tm-chart, .hidden, input, select, textarea, svg, .report"),
    );
    return [document.documentElement.scrollWidth - innerWidth, ...over.map((one) => `${one.localName}#${one.id}.${one.className} ${one.textContent.slice(0, 60)}`)];
  });
  assert.deepEqual(wide, [0], where);
}

test("a made-up language, longer and from right to left: all of it is said, it fits at 320 px, and it mirrors", async () => {
  const patterns = english(PSEUDO);
  const { page, calm } = await visit(place, { settings: { viewport: { width: 320, height: 740 } } });
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("tickmark-assessment").evaluate((one, messages) => Object.assign(one, { messages, lang: "ar" }), PSEUDO);
  const sheet = page.locator("#sheet[dir=rtl]");
  await sheet.waitFor();
  assert.equal(await sheet.getAttribute("lang"), "ar");
  // The page around has no such language, and stays as it is.
  const around = new Set(await page.evaluate(() => [...document.body.querySelectorAll("*")].filter((one) => !one.closest("tickmark-assessment")).flatMap((one) => [one.textContent, one.ariaLabel, ...[...one.childNodes].map(({ data }) => data)]).map((text) => text?.replace(/\s+/g, " ").trim())));
  const check = async (where) => {
    const left = (await texts(page)).filter((text) => !content.has(text) && !around.has(text) && patterns.some((one) => one.test(text)));
    assert.deepEqual(left, [], where);
    await fits(page, where);
  };
  await check("start");
  const sides = (one, other) => page.evaluate(([a, b]) => {
    const root = document.querySelector("tickmark-assessment").shadowRoot;
    return root.querySelector(a).getBoundingClientRect().left - root.querySelector(b).getBoundingClientRect().left;
  }, [one, other]);
  assert.ok((await sides("#questionnaire-quick", "#questionnaire-quick + span")) > 0, "a radio stands to the right of its text");
  assert.ok((await sides("#step-start", "#step-profile")) > 0, "the first step is the one on the right");
  await next(page);
  await page.locator("#organisation").waitFor();
  assert.ok((await sides("#back", "#next")) > 0, "what leads back stands on the right");
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
  await next(page);
  await page.locator("#summary").waitFor();
  await page.locator("#own-rules").evaluate((one) => (one.open = true));
  await check("profile");
  await page.locator("#organisation").fill("Acme");
  await page.locator("#type input").first().check();
  await page.locator("#start").fill("2026-05-15");
  await page.locator("#length").selectOption("12");
  await page.locator("#asOf").fill("2026-11-21");
  await page.locator("#headcount").fill("25");
  await next(page);
  const kinds = new Set();
  for (let index = 0; index < 24; index++) {
    await page.locator("#answer input").first().waitFor();
    const heading = await page.locator("#heading").textContent();
    await page.locator("#answer input").nth(index % 6).check();
    const kind = await page.locator("#part").allTextContents();
    if (index === 6) await page.locator("#answer input[value=unknown]").check();
    if (index === 7) await page.locator("#answer input[value=later]").check();
    if (index === 8) await page.locator("#help > summary").click();
    if (index > 5 && index < 9 || !kinds.has(kind.join())) await check(`question ${index + 1}`);
    kinds.add(kind.join());
    await next(page);
    await page.waitForFunction((before) => document.querySelector("tickmark-assessment").shadowRoot.querySelector("#heading").textContent !== before, heading);
  }
  assert.ok(kinds.size > 4, "every kind of question was there");
  await page.locator("#go-through").waitFor();
  await page.waitForTimeout(400);
  await check("review");
  await next(page);
  await page.locator("#files").setInputFiles([file("credential-report.csv", await fixture("credential-report.csv")), file("x.csv", "a,b\n1,2\n"), file("y.bin", "\u0000\u0001")]);
  await page.locator("#unknown-0").waitFor();
  await page.locator("#day-0").fill("2026-11-10");
  await page.locator("#day-0-use").click();
  await page.locator(".paper").first().waitFor();
  await check("evidence");
  await next(page);
  await page.locator("article.report").waitFor();
  for (const id of ["register", "share", "check"]) await page.locator(`#${id} > summary`).click();
  await page.locator(".gap details > summary").first().click();
  await page.locator("#share-show").click();
  await page.locator("#share-copy").waitFor();
  await check("report");
  assert.deepEqual(await page.locator("article.report").evaluate((one) => [one.lang, getComputedStyle(one).direction]), ["en", "ltr"], "the report is in English");
  calm();
});
