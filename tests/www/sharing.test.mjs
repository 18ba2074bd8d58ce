/** Links and reports that are passed on: made with a preview, opened in another browser, checked; and nothing is requested. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible as allOf, downloaded, file, introduce, open, ready, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const acme = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const NOTE = "Nobody has looked at the old accounts since spring";
const own = { ...acme, evidence: [], answers: acme.answers.map((answer, at) => (at === 0 ? { ...answer, note: NOTE } : answer)) };
const tale = "A long tale of how this came about, told at length, which no other note tells in the same words: ";
const long = { ...own, answers: own.answers.map((answer, at) => ({ ...answer, note: words(tale, at) })) };

/** Text that no compressor makes short. */
function words(begin, seed) {
  let state = seed + 1;
  const next = () => String.fromCharCode(97 + ((state = (state * 48271) % 2147483647) % 26));
  return begin + Array.from({ length: 300 }, next).join("");
}

/** A page on whose report step the assessment stands, with the part for links open. */
async function reporting(document = own, settings = {}) {
  const at = await visit(place, { settings: { permissions: ["clipboard-read", "clipboard-write"], ...settings } });
  const { page } = at;
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("#open").setInputFiles([file("own.json", JSON.stringify(document))]);
  await page.locator("article.report").waitFor();
  await ready(page);
  await page.locator("#share > summary").click();
  return at;
}

/** Without the report, which stands below and has tests of its own. */
async function accessible(page, where) {
  for (const report of await page.locator("article.report").all()) await report.evaluate((one) => (one.hidden = true));
  await allOf(page, where);
  for (const report of await page.locator("article.report").all()) await report.evaluate((one) => (one.hidden = false));
}

/** Chooses, looks at what is in the link, and copies it. */
async function shared(page, level, { named = false, passphrase = "" } = {}) {
  const sentences = await previewed(page, level, { named, passphrase });
  await page.locator("#share-copy").click();
  await page.getByText("Copied.").waitFor();
  return { link: await page.evaluate(() => navigator.clipboard.readText()), sentences };
}

async function previewed(page, level, { named = false, passphrase = "" } = {}) {
  await page.locator(`#share-${level}`).check();
  await page.locator("#share-named").setChecked(named);
  await page.locator("#share-passphrase").fill(passphrase);
  assert.equal(await page.locator("#share-copy, #share-file").count(), 0, "nothing can be copied before it was shown");
  await page.locator("#share-show").click();
  await page.locator("#share-file").waitFor();
  return page.locator("#share-preview li, #share-warning").allInnerTexts();
}

test("the preview lists what is in the link, and a note only where the whole is", async () => {
  const { page, calm } = await reporting();
  const score = await shared(page, "score");
  assert.ok(score.link.startsWith(`${place.address}#t1s.`), score.link);
  assert.ok(score.sentences.some((one) => one.includes(`${score.link.length} characters`)), score.sentences.join("\n"));
  assert.ok(score.sentences.some((one) => /^Not in it: answers, notes, gaps/.test(one)));
  assert.equal(await page.locator("#share-warning").count(), 0);
  assert.ok(!score.sentences.join().includes("Acme"));
  await accessible(page, "a score to be passed on");

  const gaps = await shared(page, "gaps", { named: true });
  assert.ok(gaps.sentences.some((one) => one === "The name of the organisation: Acme."));
  assert.match(await page.locator("#share-warning").innerText(), /^A list of open weaknesses is sensitive/);

  const full = await shared(page, "full");
  assert.ok(full.sentences.some((one) => /note.*, word for word\.$/.test(one)), full.sentences.join("\n"));
  assert.ok(!full.sentences.join().includes("Acme"));
  assert.match(await page.locator("#share-warning").innerText(), /^A list of open weaknesses is sensitive/);

  // Another choice takes the link away.
  await page.locator("#share-score").check();
  assert.equal(await page.locator("#share-copy").count(), 0);
  calm();
});

test("a link that is too long is a file", async () => {
  const { page, calm } = await reporting(long);
  const sentences = await previewed(page, "full");
  assert.ok(sentences.some((one) => one.includes("too many for an address")), sentences.join("\n"));
  assert.equal(await page.locator("#share-copy").count(), 0);
  const { name, text } = await downloaded(page, () => page.locator("#share-file").click());
  assert.equal(name, "soc2-readiness-2026-11-21.full.txt");
  assert.ok(text.length > 2000 && text.startsWith(`${place.address}#t1f.`));
  calm();
});

test("a passphrase is made, shown and judged by its length; the page around may take the link", async () => {
  const { page, calm } = await reporting();
  await page.locator("#share-passphrase").fill("short");
  assert.match(await page.locator("#share-length").innerText(), /^5 characters: short/);
  await page.locator("#share-make").click();
  const made = await page.locator("#share-passphrase").inputValue();
  assert.match(made, /^([a-km-np-z2-9]{4}-){5}[a-km-np-z2-9]{4}$/);
  assert.equal(await page.locator("#share-passphrase").getAttribute("type"), "text");
  await page.locator("#share-make").click();
  assert.notEqual(await page.locator("#share-passphrase").inputValue(), made);
  await page.evaluate(() => {
    document.addEventListener("tickmark-before-share", (event) => {
      event.preventDefault();
      const { level, length, getUrl } = event.detail;
      globalThis.told = { level, length, url: getUrl() };
    });
  });
  await page.locator("#share-show").click();
  await page.locator("#share-copy").click();
  const { level, length, url } = await page.evaluate(() => globalThis.told);
  assert.ok(level === "score" && length === url.length && url.includes("#t1sp."), url);
  assert.equal(await page.getByText("Copied.").count(), 0);
  await accessible(page, "a passphrase");

  for (const [share, count] of [["off", 0], ["score", 1], ["gaps", 2], ["full", 3]]) {
    await page.evaluate((share) => (document.querySelector("tickmark-assessment").share = share), share);
    assert.equal(await page.locator('#share-level input[type="radio"]').count(), count);
  }
  await page.evaluate(() => (document.querySelector("tickmark-assessment").shareBase = "https://example.org/check"));
  const { link } = await (async () => {
    await page.locator("#share > summary").click();
    await page.locator("#share-show").click();
    await page.locator("#share-copy").click();
    return { link: (await page.evaluate(() => globalThis.told)).url };
  })();
  assert.ok(link.startsWith("https://example.org/check#t1s"), link);
  calm();
});

test("a report is checked: the same, another day, a changed line", async () => {
  const { page, calm } = await reporting();
  await page.locator("#check > summary").click();
  const { name, text } = await downloaded(page, () => page.locator("#download-md").click());
  const html = await downloaded(page, () => page.locator("#download-html").click());
  for (const [called, content] of [[name, text], [html.name, html.text]]) {
    await page.locator("#check-report").setInputFiles([file(called, content)]);
    await page.locator("#checked", { hasText: `The same. ${called}: this is the report ` }).waitFor();
  }
  await accessible(page, "the same report");

  const lines = text.split("\n");
  const at = lines.findIndex((line, index) => index > 40 && /^[A-Z]/.test(line));
  const changed = lines.map((line, index) => (index === at ? `${line} And more.` : line)).join("\n");
  await page.locator("#check-report").setInputFiles([file("changed.md", changed)]);
  await page.locator("#first-difference", { hasText: new RegExp(`^First difference in line ${at + 1}, under “`) }).waitFor();
  assert.match(await page.locator("#checked").innerText(), /the digest is the same, so the report was changed/);
  await accessible(page, "a changed report");

  await page.locator("#check-report").setInputFiles([file("other.txt", "no report")]);
  await page.locator("#checked", { hasText: "other.txt was not compared" }).waitFor();
  await page.locator("#step-profile").click();
  await page.getByLabel("People").fill("31");
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  await page.locator("#check > summary").click();
  await page.locator("#check-report").setInputFiles([file(name, text)]);
  await page.locator("#checked", { hasText: "It was made of other entries" }).waitFor();
  calm();
});

/** A page in a fresh profile that is opened with a link. */
async function receiving(link, settings = {}) {
  return visit(place, { path: link.slice(place.address.length), settings });
}

/** That the link stands neither in the address bar nor in the history. */
async function forgotten(page) {
  assert.equal(page.url(), place.address);
  const entries = await page.evaluate(() => globalThis.navigation.entries().map(({ url }) => url));
  assert.ok(entries.length > 0 && !entries.some((url) => url.includes("#t1")), entries.join("\n"));
}

/** What the page keeps of the reader's work. */
const kept = (page) => page.evaluate(() => localStorage.getItem(`tm:${location.pathname}`));

test("score and gaps are shown in another browser as a summary of their own kind", async () => {
  const { page: from } = await reporting();
  const score = await shared(from, "score", { named: true });
  const gaps = await shared(from, "gaps");

  const one = await receiving(score.link);
  await one.page.getByRole("heading", { name: "Readiness summary, 21 Nov 2026" }).waitFor();
  await forgotten(one.page);
  const text = await one.page.locator("#summary-sent").innerText();
  assert.match(text, /Acme/);
  assert.match(text, /no audit, and no auditor’s opinion/);
  assert.match(text, /Not in the link: answers, notes, gaps, evidence/);
  assert.doesNotMatch(text, /AC-02/);
  for (const id of ["facts", "step-report", "next", "delete", "copy"]) assert.equal(await one.page.locator(`#${id}`).isVisible(), false, id);
  await accessible(one.page, "a score that was sent");
  assert.equal(await kept(one.page), null);
  await one.page.getByRole("button", { name: "Start your own" }).click();
  await one.page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
  assert.equal(await one.page.locator("#step-report").isVisible(), true);
  one.calm();

  const other = await receiving(gaps.link);
  await other.page.locator("#summary-sent td", { hasText: "12 Dec 2026" }).first().waitFor();
  const said = await other.page.locator("#summary-sent").innerText();
  assert.match(said, /Not named in the link/);
  assert.match(said, /AC-02\s+Critical/);
  assert.ok(!said.includes(NOTE) && !said.includes("Acme"));
  await accessible(other.page, "gaps that were sent");
  other.calm();
});

test("a summary is never shown over the reader's own work", async () => {
  const { page: from } = await reporting();
  const { link } = await shared(from, "score");
  const { page, calm } = await visit(place);
  await introduce(page);
  await page.getByLabel("Organisation").fill("My own");
  await ready(page);
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("My own"));
  const before = await kept(page);
  // Pasted into the address bar of the page that is open, which has given up every connection.
  await page.evaluate((hash) => (location.hash = hash), link.slice(place.address.length));
  await page.getByRole("heading", { name: /^Readiness summary/ }).waitFor();
  await forgotten(page);
  assert.equal(await kept(page), before);
  await page.getByRole("button", { name: "Back to your own" }).click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "My own");
  calm();
});

test("a whole assessment opens in another browser; over own work only after a question, and undo brings that back", async () => {
  const { page: from } = await reporting();
  const { link } = await shared(from, "full", { named: true });
  const fresh = await receiving(link);
  await fresh.page.locator("article.report").waitFor();
  await forgotten(fresh.page);
  assert.match(await fresh.page.locator("#facts").innerText(), /Acme/);
  const { text } = await downloaded(fresh.page, () => fresh.page.locator("#copy").click());
  assert.ok(text.includes(NOTE));
  fresh.calm();

  const { page, calm } = await visit(place);
  await introduce(page);
  await page.getByLabel("Organisation").fill("My own");
  await page.waitForFunction(() => localStorage.getItem(`tm:${location.pathname}`)?.includes("My own"));
  await page.goto(link);
  await page.reload();
  await page.evaluate((hash) => (location.hash = hash), link.slice(place.address.length));
  await page.getByText(/It holds a saved assessment of Acme: \d+ answers/).waitFor();
  await accessible(page, "the question before an assessment opens");
  await page.locator("#sent-leave").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "My own");
  await page.evaluate((hash) => (location.hash = hash), link.slice(place.address.length));
  await page.locator("#sent-replace").click();
  await page.locator("article.report").waitFor();
  assert.match(await page.locator("#facts").innerText(), /Acme/);
  await page.locator("#undo-now").click();
  assert.match(await page.locator("#facts").innerText(), /My own/);
  calm();
});

test("a passphrase: wrong ones are told and can be tried again, by keyboard alone", async () => {
  const { page: from } = await reporting();
  const { link } = await shared(from, "gaps", { passphrase: "café au lait, sans sucre" });
  assert.match(link, /#t1gp\./);
  const { page, calm } = await receiving(link);
  await page.getByText("It holds a summary with open gaps, under a passphrase.").waitFor();
  await forgotten(page);
  await accessible(page, "the question for a passphrase");
  await page.locator("#sent-passphrase").focus();
  await page.keyboard.type("something else");
  await page.keyboard.press("Enter");
  await page.locator("#sent-said", { hasText: "does not open the link" }).waitFor();
  await accessible(page, "a wrong passphrase");
  assert.equal(await page.locator("#summary-sent").count(), 0);
  await page.locator("#sent-passphrase").focus();
  await page.keyboard.press("Control+A");
  // As another keyboard writes the same letters.
  await page.keyboard.insertText("cafe\u0301 au lait, sans sucre");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("#sent-passphrase").getAttribute("type"), "text");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#summary-sent").waitFor();
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id), "heading");
  calm();
});

test("a link is made by keyboard alone", async () => {
  const { page, calm } = await reporting();
  const focus = () => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);
  const to = async (id) => {
    for (let n = 0; n < 12 && (await focus()) !== id; n += 1) await page.keyboard.press("Tab");
    assert.equal(await focus(), id);
  };
  await page.locator("#share > summary").focus();
  await to("share-score");
  await page.keyboard.press("ArrowDown");
  await to("share-named");
  await page.keyboard.press("Space");
  await to("share-show");
  await page.keyboard.press("Enter");
  await page.locator("#share-copy").waitFor();
  await to("share-copy");
  await page.keyboard.press("Enter");
  await page.getByText("Copied.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#t1g\./);
  calm();
});

test("links that were cut short, changed, or are of another version say so", async () => {
  const { page: from } = await reporting();
  const { link } = await shared(from, "gaps");
  const at = link.length - 30;
  const other = link.charAt(at) === "A" ? "B" : "A";
  for (const [broken, said] of [
    [link.slice(0, -20), /This link was cut short\. Copy it again/],
    [link.slice(0, at) + other + link.slice(at + 1), /This link was damaged/],
    [link.replace("#t1g.", "#t7g."), /This link is of version 7; this release opens up to 1/],
  ]) {
    const { page, calm } = await receiving(broken);
    await page.getByRole("heading", { name: "The link was not opened" }).waitFor();
    await forgotten(page);
    assert.match(await page.locator("#notice").innerText(), said);
    if (broken.length < link.length) await accessible(page, "a link that was cut short");
    calm();
  }
});

test("answers to a questionnaire that is not known are not guessed", async () => {
  const { vectors } = JSON.parse(await readFile(new URL("../links/vectors.json", import.meta.url), "utf8"));
  const { link } = vectors.find(({ link, document }) => link.startsWith("t1f.") && document.questionnaire.id === "quick");
  // The page offers one questionnaire, and this is not it.
  const { page, calm } = await visit(place, {
    path: `#${link}`,
    prepare: (page) =>
      page.route("**/questionnaires/start.json", async (route) => {
        const start = await (await route.fetch()).json();
        await route.fulfill({ json: { ...start, questionnaires: start.questionnaires.filter(({ id }) => id === "red-flags") } });
      }),
  });
  await page.getByRole("heading", { name: "The link was not opened" }).waitFor();
  assert.match(await page.locator("#notice").innerText(), /whose questions are not known here/);
  calm();
});

test("a file that holds a link is opened as a saved file is", async () => {
  const { page: from } = await reporting(long);
  await previewed(from, "full");
  const { name, text } = await downloaded(from, () => from.locator("#share-file").click());
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("#open").setInputFiles([file(name, text)]);
  // The offer stands for ten seconds, and the report may take longer.
  await page.locator("#undo", { hasText: `Opened ${name}.` }).waitFor();
  await page.locator("article.report").waitFor();
  const saved = await downloaded(page, () => page.locator("#copy").click());
  assert.ok(saved.text.includes(tale));
  await page.locator("#open").setInputFiles([file("cut.txt", text.slice(0, 900))]);
  await page.getByRole("heading", { name: "cut.txt was not opened" }).waitFor();
  assert.match(await page.locator("#notice").innerText(), /This link was cut short/);
  calm();
});
