/** Several people's files in the page: what each holds, who says what, what becomes of it and of the reader's own work. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible as allOf, file, open, ready, site, visit } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const native = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "debug", "tickmark");
const quick = JSON.parse(await readFile(join(root, "examples/acme/quick.json"), "utf8"));
const HOSTILE = "<img src=x onerror=\"globalThis.was = 1\">\u202e";
const { form } = JSON.parse(await readFile(new URL("questionnaires/start.json", site), "utf8"));
const chosenAnswers = quick.answers.filter((answer) => answer.choice);
const first = chosenAnswers.find((answer) => form.questions.find(({ id }) => id === answer.question)?.notApplicable);
const second = chosenAnswers.find((answer) => answer !== first);

/** Acme's file with some answers otherwise. */
const saying = (changes, profile = {}) => ({
  ...quick,
  evidence: [],
  profile: { ...quick.profile, ...profile },
  answers: quick.answers.map((answer) => changes[answer.question] ?? answer),
});
const one = saying({}, { headcount: 21 });
const two = saying(
  {
    [first.question]: { question: first.question, rev: first.rev, notApplicable: { reason: HOSTILE } },
    [second.question]: { question: second.question, rev: second.rev, unknown: { ask: HOSTILE } },
  },
  { headcount: 25 },
);
const files = [["one.json", one], ["two.json", two]];

let place;
before(async () => (place = await open()));
after(() => place.close());

const chosen = () => files.map(([name, document]) => file(name, JSON.stringify(document)));
const saved = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").assessment);

/** What the command line makes of the files. */
function commanded() {
  assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
  const folder = join(root, "dist/native/merge-page");
  mkdirSync(folder, { recursive: true });
  for (const [name, document] of files) writeFileSync(join(folder, name), JSON.stringify(document));
  const { stdout, stderr, status } = spawnSync(native, ["merge", ...files.map(([name]) => name)], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 1, stderr);
  return JSON.parse(stdout);
}

/** What both say, whatever is left away because it is empty. */
const plain = ({ questionnaire: { id }, profile, answers, asOf }) => ({
  id,
  asOf,
  profile: Object.fromEntries(Object.entries(profile).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
  answers,
});

test("two files are shown with who says what, and taken as the command line takes them", async () => {
  const { page, requests, calm } = await visit(place);
  await page.locator("#merge-label").waitFor();
  await page.locator("#merge").setInputFiles(chosen());
  await page.locator("#merge-take").waitFor();
  const text = await page.locator("#merging").innerText();
  assert.match(text, /one\.json\nAcme[^\n]* · as of 21 Nov 2026 · \d+ answers/);
  assert.match(text, /In 2 places they say different things:/);
  assert.match(text, /People employed/);
  assert.match(text, /Does not apply/);
  assert.match(text, /Said in: two\.json/);
  assert.equal(await page.locator("#conflict-0 input:checked").inputValue(), "open");
  await allOf(page, "files of several people");
  const asked = requests.length;
  await page.locator("#merge-take").click();
  await page.locator("article.report").waitFor();
  assert.deepEqual(plain(await saved(page)), plain(commanded()));
  assert.match(await page.locator("#undo").innerText(), /Opened one\.json \+ two\.json\./);
  assert.equal(await page.evaluate(() => globalThis.was), undefined);
  assert.deepEqual(requests.slice(asked).filter((one) => !/\.js$|\.wasm$|\.json$/.test(one)), []);
  calm();
});

test("what is chosen by keyboard is taken, and undone again", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  // By the button for files, too, several files are several people's.
  await page.locator("#open").setInputFiles(chosen());
  await page.locator("#merge-take").waitFor();
  await page.locator("#conflict-0 input").first().focus();
  await page.keyboard.press("ArrowDown");
  const wanted = await page.locator("#conflict-0 input:checked").inputValue();
  assert.equal(wanted, "0");
  const said = await page.locator("#conflict-0 .option").nth(1).innerText();
  await page.locator("#conflict-1 input").nth(2).check();
  await page.locator("#merge-take").focus();
  await page.keyboard.press("Enter");
  await page.locator("article.report").waitFor();
  const { answers, profile } = await saved(page);
  const answer = answers.find(({ question }) => question === first.question);
  assert.equal(Boolean(answer.notApplicable), /Does not apply/.test(said), said);
  assert.equal(answer.later, undefined);
  assert.ok([21, 25].includes(profile.headcount));
  await page.locator("#undo-now").click();
  assert.equal(await saved(page), null);
  calm();
});

test("the reader's own work can be part of it, stays if it is left, and comes back", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("#open").setInputFiles([file("own.json", JSON.stringify(saying({}, { headcount: 30 })))]);
  await page.locator("article.report").waitFor();
  await ready(page);
  await page.locator("#step-start").click();
  await page.locator("#merge").setInputFiles([chosen()[1]]);
  await page.locator("#merge-take").waitFor();
  assert.equal(await page.locator("#merge-mine").isChecked(), true, "one file goes with what is entered");
  assert.match(await page.locator("#merging").innerText(), /What is entered here/);
  await page.locator("#merge-mine").uncheck();
  await page.getByText("One file is nothing to merge.").waitFor();
  await page.locator("#merge-mine").check();
  await page.locator("#merge-take").waitFor();
  assert.match(await page.locator("#merge-result").innerText(), /What you have entered here is part of it/);
  await page.locator("#merge-leave").click();
  await page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
  assert.equal((await saved(page)).profile.headcount, 30);

  await page.locator("#merge").setInputFiles(chosen());
  await page.locator("#merge-take").waitFor();
  assert.equal(await page.locator("#merge-mine").isChecked(), false);
  assert.match(await page.locator("#merge-result").innerText(), /in the place of what you have entered here, which is not part of it/);
  await page.locator("#merge-take").click();
  await page.locator("article.report").waitFor();
  await page.locator("#undo-now").click();
  assert.equal((await saved(page)).profile.headcount, 30);
  calm();
});

test("two requests of one number are both kept, and what differs of one is asked", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  const asked = (...auditorRequests) => JSON.stringify({ ...one, auditorRequests });
  const shared = { id: "1", request: "List of leavers", confirmed: true };
  const left = asked({ ...shared, controls: ["AC-06"] }, { id: "3", request: "Restore test", controls: ["BC-02"] });
  const right = asked({ ...shared, controls: ["AC-04"] }, { id: "3", request: "Organisation chart", controls: ["GV-03"] });
  await page.locator("#open").setInputFiles([file("left.json", left), file("right.json", right)]);
  await page.locator("#merge-take").waitFor();
  assert.match(await page.locator("#merge-remarks").innerText(), /Several requests are called 3/);
  const conflict = page.locator("#conflict-0");
  assert.match(await conflict.innerText(), /^Request 1\n+Keep it, without what differs/);
  await conflict.locator("input").nth(1).check();
  await page.locator("#merge-take").click();
  await page.locator("article.report").waitFor();
  const found = (await saved(page)).auditorRequests;
  assert.deepEqual(found.map(({ id }) => id).sort(), ["1", "3", "3 (2)"]);
  assert.equal(found.find(({ id }) => id === "1").controls.length, 1);
  calm();
});

test("files that are not of one assessment, and what is none, are refused with their names", async () => {
  const { page, calm } = await visit(place);
  await page.locator("#merge-label").waitFor();
  const [good] = chosen();
  await page.locator("#merge").setInputFiles([good, file("none.json", "{")]);
  await page.getByRole("heading", { name: "none.json was not opened" }).waitFor();
  await page.locator("#merge").setInputFiles([good, file("draft.json", JSON.stringify({ format: "tickmark-draft" }))]);
  await page.getByRole("heading", { name: "draft.json was not opened" }).waitFor();
  const other = { ...two, profile: { ...two.profile, type: 1 } };
  await page.locator("#merge").setInputFiles([good, file("other.json", JSON.stringify(other))]);
  await page.getByText(/they are not of one assessment/).waitFor();
  assert.equal(await page.locator("#merge-take").count(), 0);
  await page.locator("#merge-leave").click();
  // Two files of one name are told apart.
  await page.locator("#merge").setInputFiles([good, { ...chosen()[1], name: "one.json" }]);
  await page.locator("#merge-take").waitFor();
  assert.match(await page.locator("#merging").innerText(), /one\.json \(2\)/);
  calm();
});

test("the page around can show files, and one that may change nothing cannot", async () => {
  const { page, calm } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  const texts = files.map(([, document]) => JSON.stringify(document));
  await page.evaluate((texts) => document.querySelector("tickmark-assessment").mergeFiles(texts.map((text) => new Blob([text]))), texts);
  await page.locator("#merge-take").waitFor();
  const refused = await page.evaluate(async (text) => {
    const check = document.querySelector("tickmark-assessment");
    check.readOnly = true;
    return check.mergeFiles([new Blob([text]), new Blob([text])]).catch((error) => error.code);
  }, texts[0]);
  assert.equal(refused, "readonly");
  calm();
});
