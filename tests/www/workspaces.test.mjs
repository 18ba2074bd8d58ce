/** Several assessments in one browser, two tabs on one of them, and undo: nothing is lost, and nothing comes back that was deleted. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { longDate } from "../../www/dates.js";
import { until } from "../browser.mjs";
import { accessible, downloaded, file, introduce, open, ready, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const next = (page) => page.locator("#next").click();
const progress = (page, text) => page.locator("#progress", { hasText: text }).waitFor();
const entered = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").assessment);
const answerTo = async (page, id) => (await entered(page))?.answers.find((one) => one.question === id);
const rungs = (page) => page.locator("#answer input[type=radio]");
const store = (page) => page.evaluate(() => ({ ...localStorage }));
const focused = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);
const item = (page, name) => page.locator(".kept-list > li", { hasText: name });
const picture = async (page, name) => {
  if (!process.env.PICTURES) return;
  for (const [width, colorScheme] of [[1280, "light"], [320, "dark"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${process.env.PICTURES}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};
/** Waits until something stands in what is kept, under any key. */
const isKept = (page, text) => page.waitForFunction((text) => Object.values({ ...localStorage }).some((one) => one.includes(text)), text);
const isNotKept = (page, text) => page.waitForFunction((text) => !Object.values({ ...localStorage }).some((one) => one.includes(text)), text);

/** A page with a company of that name, at its first question. */
async function company(name, options) {
  const seen = await visit(place, options);
  await ready(seen.page);
  await introduce(seen.page);
  await seen.page.getByLabel("Organisation").fill(name);
  await isKept(seen.page, name);
  return seen;
}

/** Begins another one, of a company of that name. */
async function another(page, name) {
  await page.locator("#kept").click();
  await page.locator("#kept-new").click();
  await page.getByLabel(/Ten-minute/).check();
  await next(page);
  await page.getByLabel("Organisation").fill(name);
  await isKept(page, name);
}

/** Another page of the same browser. */
async function sibling(context, prepare) {
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(place.address);
  await ready(page);
  return page;
}

/** Goes to a question of the quick questionnaire by its id. */
const question = (page, id) => page.evaluate((id) => document.querySelector("tickmark-assessment").goTo(id), id);

const OLD = {
  version: 2, step: "questions", questionnaire: "quick", chosen: true, question: "access-review", asOf: "2026-11-21",
  profile: { organisation: "Old & Sons", type: "2", start: "2026-09-15", length: "6", headcount: "25" },
  answers: { quick: [{ question: "access-review", rev: 1, unknown: { ask: "CTO" } }] },
};

test("what earlier releases kept is the first assessment, and one reader with one assessment sees no list", async () => {
  const { page, calm } = await visit(place, {
    prepare: (at) => at.addInitScript((old) => localStorage.length === 0 && localStorage.setItem("tm:/", old), JSON.stringify(OLD)),
  });
  await ready(page);
  await progress(page, "Question 1 of");
  assert.deepEqual((await answerTo(page, "access-review")).unknown, { ask: "CTO" });
  await page.locator("#step-start").click();
  await page.getByText("1 answered so far").waitFor();
  assert.equal(await page.locator(".kept").count(), 0);
  await page.locator("#step-questions").click();
  await another(page, "New Ltd");
  await page.locator("#kept").click();
  await item(page, "Old & Sons").getByText("1 of up to 24 questions answered").waitFor();
  await item(page, "Old & Sons").getByText("last changed").waitFor();
  await item(page, "Old & Sons").getByRole("button", { name: "Open: Old & Sons" }).click();
  await progress(page, "Question 1 of");
  assert.deepEqual((await answerTo(page, "access-review")).unknown, { ask: "CTO" });
  assert.deepEqual(Object.keys(await store(page)).filter((key) => key.startsWith("tm:")), ["tm:/"]);
  calm();
});

test("the record of the first releases of all is taken over too", async () => {
  const first = { version: 1, step: "questions", asOf: "2026-11-21", profile: { ...OLD.profile, organisation: "First" }, answers: [] };
  const { page, calm } = await visit(place, {
    prepare: (at) => at.addInitScript((old) => localStorage.length === 0 && localStorage.setItem("tm:red-flags:/", old), JSON.stringify(first)),
  });
  await ready(page);
  await another(page, "New Ltd");
  await page.locator("#kept").click();
  await item(page, "First").getByRole("button", { name: "Open: First" }).click();
  await page.locator("#facts", { hasText: "First" }).waitFor();
  await page.locator("#step-profile").click();
  await page.getByLabel("People").fill("33");
  await isKept(page, '"33"');
  await page.locator("#kept").click();
  await item(page, "New Ltd").getByRole("button", { name: "Open: New Ltd" }).click();
  await page.locator("#facts", { hasText: "New Ltd" }).waitFor();
  await page.locator("#kept").click();
  await item(page, "First").getByRole("button", { name: "Delete: First" }).click();
  await item(page, "First").waitFor({ state: "detached" });
  assert.ok(!JSON.stringify(await store(page)).includes("First"), "nothing of it is left");
  calm();
});

test("two clients keep apart; one is deleted and the other is untouched", async () => {
  const { page, context, calm } = await company("Acme One");
  await next(page);
  await rungs(page).nth(2).check();
  await another(page, "Beta Two");
  assert.equal((await entered(page))?.answers?.length ?? 0, 0);
  await page.locator("#step-start").click();
  await page.locator(".kept").waitFor();
  await accessible(page, "first step with two assessments");
  await picture(page, "start");
  const before = (await store(page))["tm:/"];
  assert.match(before, /Acme One/);

  // A tab that is loaded again has what it had; a new one has what was in work last.
  await page.reload();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
  const other = await sibling(context);
  await other.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await other.locator("#kept").click();
  await item(other, "Acme One").getByRole("button", { name: "Open: Acme One" }).click();
  await progress(other, "Question 1 of");
  await page.reload();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await ready(page);

  await page.locator("#kept").click();
  await page.getByRole("heading", { name: "Kept in this browser" }).waitFor();
  await accessible(page, "the list of assessments");
  await picture(page, "list");
  const [, beta] = Object.entries(await store(page)).find(([, text]) => text.includes("Beta Two"));
  await item(page, "Beta Two").getByRole("button", { name: "Delete: Beta Two" }).click();
  await page.getByText("“Beta Two” was deleted from this browser.").waitFor();
  assert.equal(await focused(page), "undo-now");
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await isNotKept(page, "Beta Two");
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await isKept(page, "Beta Two");
  const back = JSON.parse(Object.values(await store(page)).find((text) => text.includes("Beta Two")));
  assert.deepEqual(back.profile, JSON.parse(beta).profile);

  await page.locator("#kept").click();
  await item(page, "Beta Two").getByRole("button", { name: "Delete: Beta Two" }).click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await page.reload();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  const left = await store(page);
  assert.ok(!JSON.stringify(left).includes("Beta Two"));
  assert.deepEqual(JSON.parse(left["tm:/"]).answers, JSON.parse(before).answers);
  assert.equal(JSON.parse(left["tm:/"]).answers.quick.length, 1);
  calm();
});

test("one that another tab deletes is gone there as well, and can be had back there", async () => {
  const { page, context, calm } = await company("Acme One");
  await another(page, "Beta Two");
  const other = await sibling(context);
  await other.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await page.locator("#kept").click();
  await item(page, "Beta Two").getByRole("button", { name: "Delete: Beta Two" }).click();
  await other.getByText("This assessment was deleted in another tab.").waitFor();
  await other.waitForTimeout(500);
  await isNotKept(page, "Beta Two");
  assert.match(JSON.stringify(await store(page)), /Acme One/);
  await other.locator("#undo-now").click();
  await other.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await isKept(page, "Beta Two");
  calm();
});

test("everything is deleted at once, and all of it comes back", async () => {
  const { page, calm } = await company("Acme One");
  await another(page, "Beta Two");
  await page.locator("#delete").click();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: "Beta Two" }).waitFor();
  await isKept(page, "Acme One");
  await page.locator("#kept").click();
  assert.equal(await page.locator(".kept-list > li").count(), 2);
  await page.locator("#kept-delete-all").click();
  await progress(page, "Step 1 of 6");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  calm();
});

test("names given here stand nowhere else; each is saved as a file of its own", async () => {
  const { page, calm } = await company("Acme One");
  await another(page, "Beta Two");
  await page.locator("#kept").click();
  for (const [was, name] of [["Beta Two", "Project Falcon"], ["Acme One", "Project Heron"]]) {
    await item(page, was).getByRole("button", { name: `Rename: ${was}` }).click();
    await accessible(page, "a name");
    await page.getByLabel("Name in this browser").fill(name);
    await page.keyboard.press("Enter");
    await item(page, name).waitFor();
  }
  const heron = await downloaded(page, () => item(page, "Project Heron").getByRole("button", { name: "Save as a file: Project Heron" }).click());
  const falcon = await downloaded(page, () => item(page, "Project Falcon").getByRole("button", { name: "Save as a file: Project Falcon" }).click());
  assert.equal(JSON.parse(heron.text).format, "tickmark-assessment");
  assert.equal(JSON.parse(heron.text).profile.organisation, "Acme One");
  assert.equal(JSON.parse(falcon.text).format, "tickmark-draft");
  assert.doesNotMatch(heron.text + heron.name + falcon.text + falcon.name, /Project|falcon|heron/);
  const told = await page.evaluate(() => JSON.stringify(document.querySelector("tickmark-assessment").profile));
  assert.doesNotMatch(told, /Project/);
  await page.locator("#kept-leave").click();
  assert.equal(await focused(page), "kept");
  await page.reload();
  await ready(page);
  await page.locator("#kept").click();
  await item(page, "Project Falcon").getByText("in work in this tab").waitFor();
  calm();
});

test("a copy for the next quarter leaves the earlier one as it is, and the report says what moved", async () => {
  const { page, calm } = await visit(place, { prepare: (at) => at.clock.setFixedTime(new Date("2027-02-20T12:00:00Z")) });
  await ready(page);
  const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
  await page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(quick))]);
  await page.locator("article.report").waitFor();
  await isKept(page, quick.profile.organisation);
  const before = JSON.parse((await store(page))["tm:/"]);
  await page.locator("#kept").click();
  await page.getByRole("button", { name: /^Copy for the next quarter/ }).click();
  await page.getByText("This is a copy as of").waitFor();
  assert.equal(await page.getByLabel("Organisation").inputValue(), quick.profile.organisation);
  await page.locator("#step-report").click();
  await page.getByText(`Compared with the assessment as of ${longDate(quick.asOf)}`).waitFor();
  const now = JSON.parse((await store(page))["tm:/"]);
  assert.deepEqual([now.answers, now.asOf, now.evidence], [before.answers, before.asOf, before.evidence]);
  assert.equal((await entered(page)).answers.length, quick.answers.length);
  assert.equal((await entered(page)).asOf, "2027-02-20");
  await page.locator("#kept").click();
  assert.equal(await page.locator(".kept-list > li").count(), 2);
  await page.locator("#kept-leave").click();

  // It is kept with the copy, and with nothing else.
  const compared = () => page.getByText(`Compared with the assessment as of ${longDate(quick.asOf)}`);
  const beside = async () => Object.keys(await store(page)).filter((key) => key.startsWith("tm+"));
  await page.getByText("It is kept in this browser beside this one").waitFor();
  const moved = page.locator("article.report", { hasText: "21 November 2026" });
  await moved.waitFor();
  await page.reload();
  await ready(page);
  await compared().waitFor();
  await moved.waitFor();
  assert.equal((await beside()).length, 1);
  await page.locator("#kept").click();
  await page.getByRole("button", { name: `Open: ${quick.profile.organisation}`, exact: true }).click();
  await page.locator("#step-report").click();
  await page.locator("#compare").waitFor();
  assert.equal(await page.locator("#compared").count(), 0);
  // A copy of the copy compares with that alone, so that nothing grows.
  const copyOf = async (name) => {
    await page.locator("#kept").click();
    await item(page, name).getByRole("button", { name: /^Copy for the next quarter/ }).click();
    await page.getByText("This is a copy as of").waitFor();
  };
  await copyOf("2027");
  assert.equal((await beside()).length, 2);
  const sizes = (await Promise.all((await beside()).map(async (key) => (await store(page))[key].length))).sort((a, b) => a - b);
  assert.ok(sizes[1] <= JSON.stringify(quick).length + 2_000, sizes.join());
  // Taken back with the copy; what is taken away is kept no longer.
  await page.locator("#undo-now").click();
  assert.equal((await beside()).length, 1);
  await page.locator("#kept").click();
  await item(page, "2027").getByRole("button", { name: /^Open/ }).click();
  await page.locator("#step-report").click();
  await compared().waitFor();
  await page.locator("#compare-off").click();
  assert.deepEqual(await beside(), []);
  await isNotKept(page, "compared");
  calm();
});

test("what is kept to compare with may be damaged, and may find no room", async () => {
  const { page, calm } = await visit(place, { prepare: (at) => at.clock.setFixedTime(new Date("2027-02-20T12:00:00Z")) });
  await ready(page);
  const quick = await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8");
  await page.locator("#open").setInputFiles([file("acme.json", quick)]);
  await page.locator("article.report").waitFor();
  const copied = async () => {
    await page.locator("#kept").click();
    await page.getByRole("button", { name: /^Copy for the next quarter/ }).first().click();
    await page.getByText("This is a copy as of").waitFor();
    await page.locator("#step-report").click();
  };
  await copied();
  await page.getByText("It is kept in this browser beside this one").waitFor();
  await isKept(page, '"compared"');
  for (const [damage, why] of [["{", "what is kept of it is no assessment"], ["", ""]]) {
    await page.evaluate((damage) => {
      const key = Object.keys(localStorage).find((one) => one.startsWith("tm+"));
      const record = JSON.parse(localStorage[key]);
      localStorage[key] = damage || JSON.stringify({ ...record, document: { ...record.document, answers: 7 } });
      globalThis.real = record;
    }, damage);
    const record = await page.evaluate(() => globalThis.real);
    await page.reload();
    await ready(page);
    await page.locator("#compare-lost").getByText("What this assessment was compared with cannot be used:").waitFor();
    if (why) await page.locator("#compare-lost").getByText(why).waitFor();
    await page.locator("article.report").waitFor();
    await accessible(page, "a comparison that is damaged");
    await page.evaluate((record) => (localStorage[Object.keys(localStorage).find((one) => one.startsWith("tm+"))] = JSON.stringify(record)), record);
  }
  await page.locator("#compare-drop").click();
  assert.deepEqual(Object.keys(await store(page)).filter((key) => key.startsWith("tm+")), []);
  // Without room, this tab alone has it.
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith("tm+")) throw new DOMException("full", "QuotaExceededError");
      return setItem.call(this, key, text);
    };
  });
  await copied();
  await page.getByText("It is held in this tab alone, and saved nowhere.").waitFor();
  calm();
});

test("a file is opened beside what is there, or in the place of it, or not; nothing is lost", async () => {
  const { page, calm } = await company("Acme One");
  const other = JSON.stringify({ ...(await entered(page)), profile: { ...(await entered(page)).profile, organisation: "Other" } });
  const given = file("other.json", other);
  await page.locator("#open").setInputFiles([given]);
  await page.getByText("It holds a saved assessment of Other: 0 answers").waitFor();
  await accessible(page, "the question where to open a file");
  await picture(page, "placing");
  await page.locator("#sent-leave").click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await page.locator("#open").setInputFiles([given]);
  await page.locator("#sent-beside").click();
  await page.getByText("“Acme One” is kept beside it.").waitFor();
  await page.locator("#facts", { hasText: "Other" }).waitFor();
  await isKept(page, "Acme One");
  await isKept(page, '"Other"');
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await isNotKept(page, '"Other"');
  await page.locator("#open").setInputFiles([given]);
  await page.locator("#sent-replace").click();
  await page.locator("#facts", { hasText: "Other" }).waitFor();
  await isNotKept(page, "Acme One");
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  calm();
});

/** A tab that hears nothing of others, as one that is asleep. */
const deaf = (page) => page.addInitScript(() => addEventListener("storage", (event) => event.stopImmediatePropagation()));
const lockless = (page) => page.addInitScript(() => delete Navigator.prototype.locks);

for (const [how, prepare] of [["", undefined], [", without locks", lockless], [", of which one hears nothing", deaf]]) {
  test(`two tabs change different things at the same moment, and both are kept${how}`, async () => {
    const { page, context, calm } = await company("Acme", how.includes("locks") ? { prepare } : undefined);
    const other = await sibling(context, prepare);
    await question(page, "access-review");
    await question(other, "incident-plan");
    await progress(other, "Question");
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([rungs(page).nth(round).check(), rungs(other).nth(round + 1).check()]);
      const chosen = async () => {
        const draft = JSON.parse((await store(page))["tm:/"]);
        return ["access-review", "incident-plan"].map((id) => draft.answers.quick?.find((one) => one.question === id)?.choice);
      };
      const expected = [(await answerTo(page, "access-review")).choice, (await answerTo(other, "incident-plan")).choice];
      await until(async () => JSON.stringify(await chosen()) === JSON.stringify(expected));
      assert.deepEqual(await chosen(), expected, `round ${round}`);
    }
    // What a tab does not hear of, it sees when it writes next.
    await question(other, "incident-log");
    await rungs(other).nth(0).check();
    await page.waitForFunction(() => document.querySelector("tickmark-assessment").answers.length === 3);
    await other.waitForFunction(() => document.querySelector("tickmark-assessment").answers.length === 3);
    assert.deepEqual(await answerTo(page, "incident-plan"), await answerTo(other, "incident-plan"));
    assert.deepEqual(await answerTo(page, "access-review"), await answerTo(other, "access-review"));
    assert.equal(await page.locator("#undo-now").count() + (await other.locator("#undo-now").count()), 0, "nobody is told of anything that gave way");
    calm();
  });
}

test("profile, register and evidence of two tabs are put together as well", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await sibling(context, deaf);
  await Promise.all([page.getByLabel("People").fill("31"), other.getByLabel("First day").fill("2026-08-01")]);
  await page.locator("#step-evidence").click();
  const accounts = "Konto;Wer;Letzte Anmeldung\n1;ines@acme.example;13/11/2026 08:00\n";
  await page.locator("#files").setInputFiles([file("people.csv", "Name,Work Email,Start Date,End Date,Employment Type\nJane Doe,jane@acme.example,2024-01-10,,Employee\n")]);
  await page.getByRole("article", { name: "Roster of people" }).waitFor();
  await isKept(page, "people.csv");
  await other.locator("#step-evidence").click();
  await other.locator("#files").setInputFiles([file("konten.csv", accounts)]);
  const unknown = other.locator("article.card", { hasText: "konten.csv: what is in it?" });
  await unknown.getByRole("button", { name: /^Read it this way/ }).click();
  await other.getByRole("article", { name: "List of accounts" }).waitFor();
  await other.getByRole("article", { name: "Roster of people" }).waitFor();
  await page.getByRole("article", { name: "List of accounts" }).waitFor();
  const both = await Promise.all([page, other].map(entered));
  assert.deepEqual(both[0].evidence.map(({ id }) => id).sort(), both[1].evidence.map(({ id }) => id).sort());
  assert.deepEqual(both.map(({ profile }) => [profile.headcount, profile.window.start]), [[31, "2026-08-01"], [31, "2026-08-01"]]);
  // One pseudonym stands for one person.
  const numberings = new Set(both[0].evidence.flatMap((entry) => (/person-\d/.test(JSON.stringify(entry)) ? [entry.numbering] : [])));
  assert.ok(numberings.size <= 1, [...numberings].join());
  calm();
});

/** A request that is never answered. */
const held = (name) => (page) => page.route(`**/${name}`, () => undefined);
/** What closed tabs have put aside. */
const asides = async (page) => Object.keys(await store(page)).filter((key) => key.startsWith("tm+"));

for (const [name, what] of [["merging.js", "what puts two tabs together"], ["later.js", "anything beyond the first steps"]]) {
  test(`nothing is lost where a tab is closed while ${what} is fetched`, async () => {
    const { page, context, calm } = await company("Acme");
    const other = await context.newPage();
    await held(name)(other);
    await deaf(other);
    await other.goto(place.address);
    await other.getByLabel("People").waitFor();
    await page.getByLabel("First day").fill("2026-08-01");
    await isKept(page, "2026-08-01");
    await other.getByLabel("People").fill("77");
    // Closed before anything is kept after a pause.
    await other.close({ runBeforeUnload: true });
    await until(async () => (await asides(page)).length > 0);
    assert.equal((await asides(page)).length, 1);
    assert.equal(JSON.parse((await store(page))["tm:/"]).profile.headcount, "25", "put aside, and over nothing");
    await page.getByLabel("Organisation").fill("Acme Holding");
    await isKept(page, "Acme Holding");
    await page.reload();
    await ready(page);
    await isKept(page, '"headcount":"77"');
    await until(async () => (await asides(page)).length === 0);
    const { profile } = await entered(page);
    assert.deepEqual([profile.headcount, profile.window.start, profile.organisation], [77, "2026-08-01", "Acme Holding"]);
    assert.equal(await page.getByLabel("People").inputValue(), "77");
    assert.deepEqual(await asides(page), []);
    assert.equal(await page.locator("#undo-now").count(), 0, "nothing gave way");
    calm();
  });
}

test("of what a closed tab put aside, the later of two answers stands and the other is offered back", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await context.newPage();
  await held("merging.js")(other);
  await deaf(other);
  await other.goto(place.address);
  await other.getByLabel("People").waitFor();
  await other.waitForFunction(() => document.querySelector("tickmark-assessment").result !== null);
  await page.getByLabel("People").fill("31");
  await isKept(page, '"headcount":"31"');
  // Nobody is there who could take it up meanwhile.
  await page.goto("about:blank");
  await other.getByLabel("People").fill("77");
  await other.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("tm+")));
  await other.close();
  await page.goto(place.address);
  await ready(page);
  await page.locator("#undo").getByText("Another tab changed this too, and later").waitFor();
  assert.equal((await entered(page)).profile.headcount, 77);
  await page.locator("#undo-now").click();
  await isKept(page, '"headcount":"31"');
  assert.deepEqual(await asides(page), []);
  calm();
});

test("what was put aside goes with what is deleted, and comes back with it", async () => {
  const { page, context, calm } = await company("Acme One");
  const put = () => page.evaluate(() => localStorage.setItem("tm++abc:/", `null\n${JSON.stringify({ ...JSON.parse(localStorage["tm:/"]), kept: { line: ["x"], at: 1 } })}`));
  await put();
  await page.locator("#delete").click();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.locator("#undo-now").click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await another(page, "Beta Two");
  await put();
  await page.locator("#kept").click();
  assert.equal(await page.locator(".kept-list > li").count(), 2, "it is no assessment of its own");
  await item(page, "Acme One").getByRole("button", { name: /^Delete/ }).click();
  assert.deepEqual(await asides(page), []);
  await page.locator("#undo-now").click();
  assert.equal((await asides(page)).length, 1);
  // What cannot be read of it stays, as something that is damaged.
  await page.evaluate(() => localStorage.setItem("tm++abc:/", "nothing that can be read"));
  await page.locator("#kept-leave").click();
  await page.locator("#kept").click();
  await item(page, "Acme One").getByRole("button", { name: /^Open/ }).click();
  await page.getByText("Something that was kept here is damaged and was left out.").waitFor();
  assert.deepEqual(await asides(page), []);
  await isKept(page, "nothing that can be read");
  await context.close();
  calm();
});

test("where both changed the same answer the later one stands, and the other tab is told and can have its own back", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await sibling(context, deaf);
  for (const one of [page, other]) await question(one, "access-review");
  await rungs(page).nth(1).check();
  const first = (await answerTo(page, "access-review")).choice;
  const text = await page.locator("#answer .option").nth(1).innerText();
  await isKept(page, first);
  await rungs(other).nth(4).check();
  const second = (await answerTo(other, "access-review")).choice;
  await page.waitForFunction((choice) => document.querySelector("tickmark-assessment").answers[0].choice === choice, second);
  const note = page.locator("#undo");
  await note.getByText("Another tab changed this too, and later: answer to “").waitFor();
  assert.ok((await note.innerText()).includes(`Here it was “${text.trim().slice(0, 30)}`), await note.innerText());
  await accessible(page, "an answer that gave way");
  await picture(page, "conflict");
  assert.equal(await other.locator("#undo-now").count(), 0);
  await page.locator("#undo-now").focus();
  await page.keyboard.press("Enter");
  assert.equal((await answerTo(page, "access-review")).choice, first);
  await isKept(page, first);
  calm();
});

test("a tab that slept with something unsaved does not put it over what is newer", async () => {
  const { page, context, calm } = await company("Acme");
  // Asleep: no event, no timer, until it wakes.
  const other = await sibling(context, async (at) => {
    await deaf(at);
    await at.addInitScript(() => {
      const { setTimeout: real } = globalThis;
      const waiting = [];
      globalThis.asleep = false;
      globalThis.setTimeout = (call, ms, ...more) => real(() => (globalThis.asleep ? waiting.push(call) : call(...more)), ms);
      globalThis.wake = () => {
        globalThis.asleep = false;
        for (const call of waiting.splice(0)) call();
      };
    });
  });
  for (const one of [page, other]) await question(one, "access-review");
  await other.evaluate(() => (globalThis.asleep = true));
  await rungs(other).nth(4).check();
  const lost = (await answerTo(other, "access-review")).choice;
  await other.waitForTimeout(500);
  await rungs(page).nth(1).check();
  const newer = (await answerTo(page, "access-review")).choice;
  await isKept(page, newer);
  await other.evaluate(() => globalThis.wake());
  await other.locator("#undo").getByText("Another tab changed this too, and later").waitFor();
  assert.equal((await answerTo(other, "access-review")).choice, newer);
  await page.waitForTimeout(500);
  assert.equal((await answerTo(page, "access-review")).choice, newer);
  await other.locator("#undo-now").click();
  await page.waitForFunction((choice) => document.querySelector("tickmark-assessment").answers[0].choice === choice, lost);
  calm();
});

test("what another tab enters does not move the caret, nor take a blank that was just typed", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await sibling(context);
  const field = page.getByLabel("Organisation");
  await field.fill("Acme Hold");
  await isKept(page, "Acme Hold");
  await field.focus();
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  await other.getByLabel("People").fill("77");
  await page.waitForFunction(() => document.querySelector("tickmark-assessment").profile.headcount === 77);
  await page.keyboard.type("ing");
  assert.equal(await field.inputValue(), "Acme Hold ing");
  calm();
});

test("storage that is full or not allowed is told, and nothing entered is lost", async () => {
  const { page, calm } = await company("Acme One");
  await another(page, "Beta Two");
  await page.evaluate(() => {
    globalThis.real = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByLabel("People").fill("55");
  await page.getByText("Could not save on this device: the browser's storage is full.").waitFor();
  await page.locator("#kept").click();
  await item(page, "Acme One").getByRole("button", { name: "Open: Acme One" }).click();
  await page.locator("#kept-said", { hasText: "What you entered last is not kept yet: the browser's storage is full." }).waitFor();
  await accessible(page, "a list that cannot be gone on from");
  await picture(page, "full");
  await page.locator("#kept-new").click();
  await page.locator("#kept-said").waitFor();
  await item(page, "Acme One").getByRole("button", { name: /^Rename/ }).click();
  await page.getByLabel("Name in this browser").fill("Another name");
  await page.locator("#kept-name-save").click();
  await page.locator("#kept-said", { hasText: "The browser’s storage is full" }).waitFor();
  const saved = await downloaded(page, () => item(page, "Beta Two").getByRole("button", { name: /^Save as a file/ }).click());
  assert.equal(JSON.parse(saved.text).profile.headcount, "55", "what is not kept is in the file");
  await page.evaluate(() => (Storage.prototype.setItem = globalThis.real));
  await item(page, "Acme One").getByRole("button", { name: "Open: Acme One" }).click();
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await isKept(page, '"55"');
  calm();
});

test("a file that has no room beside is not opened beside, and says so", async () => {
  const { page, calm } = await company("Acme One");
  const other = { ...(await entered(page)), profile: { ...(await entered(page)).profile, organisation: "Other" } };
  await page.locator("#open").setInputFiles([file("other.json", JSON.stringify(other))]);
  await page.locator("#sent-beside").waitFor();
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      if (/^tm-/.test(key)) throw new DOMException("full", "QuotaExceededError");
      return setItem.call(this, key, text);
    };
  });
  await page.locator("#sent-beside").click();
  await page.locator("#sent-said", { hasText: "There is no room for another one here" }).waitFor();
  await page.locator("#sent-leave").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme One");
  await page.getByLabel("People").fill("66");
  await isKept(page, '"66"');
  assert.deepEqual(Object.keys(await store(page)).filter((key) => /^tm-/.test(key)), []);
  calm();
});

test("where storage is not allowed there is one assessment, and that is told", async () => {
  const { page, calm } = await visit(place, {
    prepare: (at) =>
      at.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException("no", "SecurityError");
            },
          });
        }
      }),
  });
  await ready(page);
  await introduce(page);
  await page.getByText("Could not save on this device: the browser does not allow storage here.").waitFor();
  await page.locator("#kept").click();
  await item(page, "Acme").getByText("nothing kept yet").waitFor();
  await page.locator("#kept-new").click();
  await page.locator("#kept-said", { hasText: "What you entered last is not kept yet" }).waitFor();
  await page.locator("#kept-leave").click();
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme");
  calm();
});

test("a damaged one is shown as such, can be saved as it is and deleted, and is not written over", async () => {
  const bad = '{"version":2,"profile":{"organisation":"Damaged Ltd"},"answ';
  const { page, calm } = await visit(place, {
    prepare: (at) => at.addInitScript((bad) => localStorage.length === 0 && !sessionStorage.done && (sessionStorage.done = localStorage.setItem("tm:/", bad) ?? "1"), bad),
  });
  await ready(page);
  await page.locator("#step-start").click();
  await item(page, "An assessment that is damaged").getByText("It cannot be read.").waitFor();
  await accessible(page, "a damaged assessment");
  await picture(page, "damaged");
  await introduce(page);
  await page.locator("#step-profile").click();
  await page.getByLabel("Organisation").fill("Fresh");
  await isKept(page, "Fresh");
  assert.equal((await store(page))["tm:/"], bad);
  await page.reload();
  await ready(page);
  await page.locator("#facts", { hasText: "Fresh" }).waitFor();
  await page.locator("#kept").click();
  const damaged = item(page, "An assessment that is damaged");
  const copy = await downloaded(page, () => damaged.getByRole("button", { name: /^Save what is there as a file/ }).click());
  assert.equal(copy.text, bad);
  await damaged.getByRole("button", { name: /^Delete/ }).click();
  assert.equal(await focused(page), "undo-now");
  assert.equal((await store(page))["tm:/"], undefined);
  await page.locator("#undo-now").click();
  await page.locator("#kept-leave").click();
  assert.equal((await store(page))["tm:/"], bad);
  await page.locator("#facts", { hasText: "Fresh" }).waitFor();
  calm();
});

test("of one that is damaged in part, all that there was is set aside before it is written over", async () => {
  const part = { ...OLD, answers: { quick: [...OLD.answers.quick, { question: "vendors", rev: "one" }] }, evidence: [{ id: "only" }] };
  const { page, calm } = await visit(place, {
    prepare: (at) => at.addInitScript((part) => localStorage.length === 0 && localStorage.setItem("tm:/", part), JSON.stringify(part)),
  });
  await ready(page);
  await page.locator("#undo", { hasText: "Something that was kept here is damaged and was left out." }).waitFor();
  await page.locator("#step-profile").click();
  await page.getByLabel("People").fill("44");
  await isKept(page, '"44"');
  await page.locator("#kept").click();
  const copy = await downloaded(page, () => item(page, "An assessment that is damaged").getByRole("button", { name: /^Save what is there/ }).click());
  assert.deepEqual(JSON.parse(copy.text).damaged, part);
  await page.reload();
  await ready(page);
  await page.locator("#kept").click();
  assert.equal(await page.locator(".kept-list > li").count(), 2, "once is enough");
  calm();
});

test("what is damaged while a tab has it in work costs that tab nothing", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await sibling(context);
  await other.evaluate(() => localStorage.setItem("tm:/", "{broken"));
  await page.getByText("What is kept in this browser was damaged from elsewhere.").waitFor();
  await page.getByLabel("People").fill("88");
  await isKept(page, '"88"');
  assert.equal((await store(page))["tm:/"], "{broken");
  calm();
});

test("the last changes are undone and done again, each in words, by button and by keyboard", async () => {
  const { page, calm } = await company("Acme");
  await page.getByLabel("People").fill("30");
  await page.locator("#undo-last", { hasText: "Undo: number of people" }).waitFor();
  await next(page);
  await progress(page, "Question 1 of");
  const asked = await page.locator("#heading").innerText();
  await rungs(page).nth(1).check();
  await rungs(page).nth(3).check();
  await page.locator("#undo-last", { hasText: `Undo: answer to “${asked.slice(0, 40)}` }).waitFor();
  await accessible(page, "undo and redo");
  await picture(page, "undo");
  const choices = async () => (await answerTo(page, "access-review"))?.choice;
  const last = await choices();
  await rungs(page).nth(3).focus();
  await page.keyboard.press("Control+z");
  assert.notEqual(await choices(), last);
  assert.ok(await rungs(page).nth(1).isChecked());
  await page.locator("#said", { hasText: "Undone: answer to" }).waitFor();
  await page.keyboard.press("Control+z");
  assert.equal(await choices(), undefined);
  await page.keyboard.press("Control+Shift+Z");
  await page.keyboard.press("Meta+Shift+Z");
  assert.equal(await choices(), last);
  assert.equal(await page.locator("#redo-last").isVisible(), false);

  // A text field has its own.
  await page.locator("#step-profile").click();
  await page.getByLabel("Organisation").fill("Acme & Co");
  await page.getByLabel("Organisation").press("End");
  await page.keyboard.type("X");
  const before = await choices();
  await page.keyboard.press("Control+z");
  assert.equal(await choices(), before);
  assert.equal(await page.locator("#redo-last").isVisible(), false);
  // From elsewhere, what was typed goes as one.
  await page.locator("#type input").first().focus();
  await page.locator("#undo-last", { hasText: "Undo: organisation" }).waitFor();
  await page.keyboard.press("Control+z");
  assert.equal(await page.getByLabel("Organisation").inputValue(), "Acme");
  await page.locator("#redo-last").click();
  assert.match(await page.getByLabel("Organisation").inputValue(), /^Acme & Co/);
  calm();
});

test("fifty changes and more are undone one by one; a change after that cannot be done again", async () => {
  const { page, calm } = await company("Acme");
  await page.locator("#step-questions").click();
  await progress(page, "Question 1 of");
  for (let n = 0; n < 60; n += 1) await rungs(page).nth(n % 2 ? 1 : 3).check();
  for (let n = 0; n < 59; n += 1) await page.locator("#undo-last").click();
  assert.ok(await rungs(page).nth(3).isChecked());
  await page.locator("#undo-last", { hasText: "answer to" }).click();
  assert.equal(await answerTo(page, "access-review"), undefined);
  for (let n = 0; n < 60; n += 1) await page.locator("#redo-last").click();
  assert.ok(await rungs(page).nth(1).isChecked());
  assert.equal(await page.locator("#redo-last").isVisible(), false);
  assert.equal(await focused(page), "undo-last", "the focus is on what is left");
  await page.locator("#undo-last").click();
  await rungs(page).nth(2).check();
  assert.equal(await page.locator("#redo-last").isVisible(), false);
  calm();
});

test("undo is the tab's own, and leaves alone what another tab has changed since", async () => {
  const { page, context, calm } = await company("Acme");
  const other = await sibling(context);
  await question(page, "access-review");
  await rungs(page).nth(1).check();
  await page.locator("#undo-last", { hasText: "answer to" }).waitFor();
  await other.waitForFunction(() => document.querySelector("tickmark-assessment").answers.length === 1);
  assert.equal(await other.locator("#undo-last", { hasText: "answer to" }).isVisible(), false);
  await question(other, "access-review");
  await rungs(other).nth(4).check();
  const { choice } = await answerTo(other, "access-review");
  await page.waitForFunction((choice) => document.querySelector("tickmark-assessment").answers[0].choice === choice, choice);
  assert.equal(await page.locator("#undo-last", { hasText: "answer to" }).isVisible(), false);
  calm();
});

test("an entry of the register is undone", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  const quick = await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8");
  await page.locator("#open").setInputFiles([file("acme.json", quick)]);
  await page.locator("#register > summary").click();
  const owner = page.locator("[id^='owner-']").first();
  const before = await owner.inputValue();
  await owner.fill("CTO");
  await owner.blur();
  await page.locator("#undo-last", { hasText: "Undo: exception register, " }).click();
  assert.equal(await page.locator("[id^='owner-']").first().inputValue(), before);
  await page.locator("#redo-last", { hasText: "Redo: exception register, " }).click();
  assert.equal(await page.locator("[id^='owner-']").first().inputValue(), "CTO");
  calm();
});

test("the list is used with the keyboard alone", async () => {
  const { page, calm } = await company("Acme One");
  const to = async (id) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focused(page)) === id) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not reach ${id}, from ${await focused(page)}`);
  };
  await to("kept");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Kept in this browser" }).waitFor();
  assert.equal(await focused(page), "heading");
  await to("kept-new");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "How much time do you have?" }).waitFor();
  assert.equal(await focused(page), "heading");
  await to("kept-open-0");
  await page.keyboard.press("Enter");
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  await to("kept");
  await page.keyboard.press("Enter");
  await to("kept-name-0");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "kept-name");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Heron");
  await page.keyboard.press("Enter");
  await item(page, "Heron").waitFor();
  assert.equal(await focused(page), "kept-name-0");
  await to("kept-delete-0");
  await page.keyboard.press("Enter");
  await page.getByText("“Heron” was deleted from this browser.").waitFor();
  assert.equal(await focused(page), "undo-now");
  await page.keyboard.press("Enter");
  await page.locator("#facts", { hasText: "Acme One" }).waitFor();
  calm();
});
