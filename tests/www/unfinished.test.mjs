/** Work on a file that is broken off: by closing the page, or by the reader; and how files are chosen. */

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { until } from "../browser.mjs";
import { accessible, file, introduce, open, ready, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const LEDGER = `Konto;Wer;Letzte Anmeldung;Zustand;Bemerkung
1;ines@acme.example;13/11/2026 08:00;aktiv;
2;tom@acme.example;02/10/2026 09:30;aktiv;geht bald
3;eva@acme.example;unbekannt;gesperrt;
`;
const PEOPLE = `Name,Work Email,Start Date,End Date,Employment Type
Jane Doe,jane@acme.example,2024-01-10,,Employee
Tom Baker,tom@acme.example,2023-05-01,2026-10-02,Employee
`;

async function evidence(options) {
  const visited = await visit(place, options);
  await ready(visited.page);
  await introduce(visited.page);
  await visited.page.locator("#step-evidence").click();
  return visited;
}

/** No worker is told to read a file until `globalThis.go()` is called. */
const held = (page) =>
  page.addInitScript(() => {
    const ask = Worker.prototype.postMessage;
    const waiting = [];
    globalThis.go = () => waiting.splice(0).forEach((tell) => tell());
    Worker.prototype.postMessage = function (asked, ...more) {
      const tell = () => ask.call(this, asked, ...more);
      if (asked?.do === "read") waiting.push(tell);
      else tell();
    };
  });

const kept = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));
const picture = async (page, name) => process.env.PICTURES && page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
const focused = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);

test("a mapping in work is not forgotten on a reload, and goes on where it was", async () => {
  const { page, calm } = await evidence();
  await page.locator("#files").setInputFiles([file("konten.csv", LEDGER)]);
  const unknown = page.locator("article.card", { hasText: "konten.csv: what is in it?" });
  await unknown.getByLabel("Words that mean nothing").fill("unbekannt");
  await unknown.getByLabel("Last login").selectOption("");
  await unknown.getByLabel("Which system is it a list of?").fill("Zendesk");
  await unknown.getByLabel("Which system is it a list of?").blur();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes("Zendesk"));
  assert.doesNotMatch(await kept(page), /tom@acme|geht bald|aktiv/);
  await page.reload();
  await ready(page);
  const left = page.getByText("konten.csv was not recognised, and its columns were being said when the page was closed");
  await left.waitFor();
  await accessible(page, "a mapping broken off");
  await picture(page, "left");
  await page.locator("#files").setInputFiles([file("konten.csv", LEDGER)]);
  await unknown.waitFor();
  assert.equal(await left.count(), 0);
  assert.equal(await unknown.getByLabel("Words that mean nothing").inputValue(), "unbekannt");
  assert.equal(await unknown.getByLabel("Last login").inputValue(), "");
  assert.equal(await unknown.getByLabel("Which system is it a list of?").inputValue(), "Zendesk");
  await unknown.getByRole("button", { name: /^Read it this way/ }).click();
  await page.getByRole("article", { name: "List of accounts" }).getByText("zendesk", { exact: true }).waitFor();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('\\"inWork\\":[]'));
  await page.reload();
  await ready(page);
  await page.getByRole("article", { name: "List of accounts" }).waitFor();
  assert.equal(await page.getByText("when the page was closed").count(), 0);
  calm();
});

test("what was broken off can be let go, and what was put aside does not come back", async () => {
  const { page, calm } = await evidence();
  await page.locator("#files").setInputFiles([file("konten.csv", LEDGER)]);
  await page.locator("article.card", { hasText: "konten.csv: what is in it?" }).waitFor();
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Dismiss konten.csv" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("when the page was closed").waitFor({ state: "detached" });
  assert.equal(await focused(page), "heading");
  await page.locator("#files").setInputFiles([file("konten.csv", LEDGER)]);
  await page.getByRole("button", { name: "Cancel, konten.csv" }).click();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('\\"inWork\\":[]'));
  await page.reload();
  await ready(page);
  await page.locator("#choose-files").waitFor();
  assert.equal(await page.getByText("when the page was closed").count(), 0);
  calm();
});

test("a file that is stopped, or over which the page is closed, is told", async () => {
  const { page, calm } = await evidence({ prepare: held });
  // Several chunks, which two workers read.
  const head = "First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]\n";
  const row = "Ines,Ruiz,ines@acme.example,Active,2026/11/20 09:12:00,True,True\n";
  const folder = await mkdtemp(join(tmpdir(), "stopped-"));
  const large = join(folder, "large.csv");
  await writeFile(large, `${head}${row.repeat(200_000)}`);
  try {
    await page.locator("#files").setInputFiles(large);
    await page.getByRole("button", { name: "Cancel reading large.csv" }).click();
    await page.evaluate(() => globalThis.go());
    await page.getByText("large.csv was not read to its end; nothing of it is used.").first().waitFor();
    await accessible(page, "a file that was stopped");
    await picture(page, "stopped");
    await page.getByRole("button", { name: "Dismiss large.csv" }).click();
    assert.equal(await page.locator("article.card").count(), 0);
    await page.locator("#files").setInputFiles(large);
    await page.getByRole("button", { name: "Cancel reading large.csv" }).waitFor();
    await page.reload();
    await ready(page);
    await page.getByText("large.csv was being read when the page was closed. Nothing of it is used: drop it again.").waitFor();
  } finally {
    await rm(folder, { recursive: true });
  }
  calm();
});

test("what a mapping cannot be tested for is said before it is confirmed", async () => {
  const { page, calm } = await evidence();
  await page.locator("#files").setInputFiles([file("konten.csv", LEDGER)]);
  const unknown = page.locator("article.card", { hasText: "konten.csv: what is in it?" });
  const lacks = unknown.getByText("No column says whether an account is switched on: which accounts were still on cannot be tested.");
  await unknown.getByText("Which leavers’ accounts were still on.").waitFor();
  assert.equal(await lacks.count(), 0);
  await unknown.getByText("No column says whether a second factor is registered").waitFor();
  await unknown.getByLabel("State", { exact: true }).selectOption("");
  await lacks.waitFor();
  await accessible(page, "what a mapping lacks");
  if (process.env.PICTURES) {
    for (const [name, width, colorScheme] of [["lacks", 1280, "light"], ["lacks-narrow", 320, "dark"]]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await picture(page, name);
    }
  }
  calm();
});

test("a file whose name names somebody is told, and is not once it is renamed", async () => {
  const { page, calm } = await evidence();
  await page.locator("#files").setInputFiles([file("leavers Jane Doe.csv", PEOPLE)]);
  const said = page.getByText("The name of this file names a person");
  await said.waitFor();
  await page.getByRole("button", { name: "Remove leavers Jane Doe.csv" }).click();
  await said.waitFor({ state: "detached" });
  await page.locator("#files").setInputFiles([file("leavers.csv", PEOPLE)]);
  await page.getByRole("article", { name: "Roster of people" }).getByText("leavers.csv").waitFor();
  assert.equal(await said.count(), 0);
  calm();
});

test("files and folders are chosen by keyboard", async () => {
  // Told to listen early: a dialogue that opens at once would else be the browser's own.
  const { page, calm } = await evidence({ prepare: (page) => void page.on("filechooser", () => {}) });
  await page.locator("#choose-files").waitFor();
  await page.locator("#heading").focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "choose-files");
  const [files] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  assert.equal(files.isMultiple(), true);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "choose-folder");
  await accessible(page, "files and folders");
  for (const [name, width, colorScheme] of [["drop", 1280, "light"], ["drop-narrow", 320, "dark"]]) {
    if (!process.env.PICTURES) break;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await picture(page, name);
  }
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  const root = await mkdtemp(join(tmpdir(), "folder-"));
  try {
    await mkdir(join(root, "inside"));
    await mkdir(join(root, ".hidden"));
    await writeFile(join(root, "inside", "people.csv"), PEOPLE);
    await writeFile(join(root, ".DS_Store"), "x");
    await writeFile(join(root, ".hidden", "users.csv"), PEOPLE);
    await chooser.setFiles(root);
    await page.getByRole("article", { name: "Roster of people" }).getByText("people.csv").first().waitFor();
    assert.equal(await page.locator("article.card").count(), 1);
  } finally {
    await rm(root, { recursive: true });
  }
  calm();
});

test("a file of a later day than the assessment's asks whether the day is brought up to date", async () => {
  const { page, calm } = await evidence();
  await page.locator("#step-profile").click();
  await page.getByLabel("Day of this assessment").fill("2026-10-15");
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE), file("konten.csv", LEDGER)]);
  const unknown = page.locator("article.card", { hasText: "konten.csv: what is in it?" });
  await unknown.getByRole("button", { name: /^Read it this way/ }).click();
  const accounts = page.getByRole("article", { name: "List of accounts" });
  await accounts.getByLabel("On which day was this exported?").fill("2026-11-20");
  await accounts.getByRole("button", { name: "Use this day" }).click();
  const note = page.locator("#later-than-day");
  await note.getByText("made for 15 Oct 2026, and konten.csv shows 20 Nov 2026, which is later").waitFor();
  await accessible(page, "an assessment of an earlier day");
  await picture(page, "later");
  await page.locator("#bring-up-to-date").focus();
  await page.keyboard.press("Enter");
  await note.waitFor({ state: "detached" });
  assert.equal(await focused(page), "heading");
  assert.equal(await page.getByText("Read for another window or other limits").count(), 0);
  await page.waitForFunction(() => !JSON.stringify({ ...localStorage }).includes("2026-10-15"));
  calm();
});

test("what could not be fetched is tried again when there is a reason, and not at every touch", async () => {
  let tries = 0;
  const { page } = await visit(place, {
    prepare: async (page) => {
      await page.route("**/evidence-module.js", (route) => {
        tries += 1;
        return route.abort();
      });
    },
  });
  await introduce(page);
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").shadowRoot.querySelector("#step-evidence"));
  await until(() => tries > 0);
  for (const step of ["questions", "profile", "questions", "profile", "review"]) await page.locator(`#step-${step}`).click();
  await page.waitForTimeout(300);
  assert.equal(tries, 1);
  await page.locator("#step-evidence").click();
  await page.waitForTimeout(300);
  assert.equal(tries, 2);
  await page.unroute("**/evidence-module.js");
  await page.evaluate(() => globalThis.dispatchEvent(new Event("online")));
  await page.waitForSelector("meta[data-locked]", { state: "attached" });
});

test("a file is not taken where nothing takes it", async () => {
  const { page, calm } = await evidence();
  const over = (selector) =>
    page.evaluate((selector) => {
      const root = document.querySelector("tickmark-assessment").shadowRoot;
      const at = selector ? root.querySelector(selector) : document.body;
      const event = new DragEvent("dragover", { bubbles: true, composed: true, cancelable: true, dataTransfer: new DataTransfer() });
      // Nothing is dragged, so that what is set does not stay.
      let effect = "as it was";
      Object.defineProperty(event.dataTransfer, "dropEffect", { set: (to) => (effect = to) });
      at.dispatchEvent(event);
      return [event.defaultPrevented, effect];
    }, selector);
  assert.deepEqual(await over(""), [true, "none"]);
  assert.deepEqual(await over(".drop"), [true, "as it was"]);
  calm();
});
