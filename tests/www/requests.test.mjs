/** The auditor's own list in the page: pasted, looked at, put right, kept, and in what is written. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, downloaded, file, open, ready, visit } from "./harness.mjs";

const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const HOSTILE = "=HYPERLINK(\"http://x\") <img src=x onerror=alert(1)>";
const LIST = [
  "Request #\tDescription\tDue Date\tOwner\tComment",
  "R-1\tEvidence of the periodic user access reviews with reviewer and sign-off\t10/13/2026\tHead of IT\tx",
  "R-2\tComplete list of leavers, see CC6.2\tsoon\t\t",
  "R-3\tWalk us through the lobby\t\t\t",
  `R-4\t"${HOSTILE.replaceAll('"', '""')}"\t\t\t`,
  "R-5\t\t\t\t",
].join("\n");

let place;
before(async () => (place = await open()));
after(() => place.close());

/** A page with the example, in the step in which the list is. */
async function opened(more = {}, settings = {}) {
  const seen = await visit(place, settings);
  await seen.page.locator("#open").setInputFiles([file("acme.json", JSON.stringify({ ...quick, ...more }))]);
  await seen.page.locator("article.report").waitFor();
  // Whatever comes then comes without a connection.
  await seen.page.waitForSelector("meta[data-locked]", { state: "attached" });
  await list(seen.page);
  return seen;
}

/** Goes to the list, and opens it where it is closed. */
async function list(page) {
  await page.locator("#step-evidence").click();
  if (!(await page.locator("#auditor-requests").evaluate((one) => one.open))) await page.locator("#auditor-requests > summary").click();
  await page.locator("#requests-text").waitFor();
}

async function paste(page, text) {
  await page.locator("#requests-text").fill(text);
  await page.locator("#requests-read").click();
}

const saved = async (page) => JSON.parse((await downloaded(page, () => page.locator("#save").click())).text);
const kept = async (page) => {
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  return (await saved(page)).auditorRequests;
};
const active = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);
const item = (page, at) => page.locator("#requests-list > li").nth(at);

test("a list is pasted, what was read and what was not is shown, and it is confirmed, put right and undone with the keyboard", async () => {
  const { page, calm } = await opened();
  assert.equal(await page.locator("#requests-count").innerText(), "(optional; none so far)");
  await page.locator("#requests-text").fill(LIST);
  await page.locator("#requests-read").focus();
  await page.keyboard.press("Enter");
  await page.locator("#requests-said", { hasText: "4 requests were read. 2 have controls that are suggested, for you to look at. 2 have no control yet." }).waitFor();
  assert.equal(await page.locator("#requests-count").innerText(), "(4 requests)");
  assert.deepEqual(await page.locator("#requests-remarks li").allInnerTexts(), [
    "Columns that are not read: \"Comment\".",
    "Row 3: in column 3 stands no day, so none was taken; allowed: 2026-10-02, 2 October 2026, 2.10.2026.",
    "Row 6 asks for nothing, and was left out.",
  ]);
  assert.equal(await item(page, 0).locator("p").first().innerText(), "R-1 Evidence of the periodic user access reviews with reviewer and sign-off");
  assert.match(await item(page, 0).innerText(), /due 13 Oct 2026 · Head of IT/);
  assert.match(await item(page, 0).innerText(), /△\s*suggested\s+AC-04 /);
  assert.match(await item(page, 0).innerText(), /Suggested because the list says: .*access/);
  assert.match(await item(page, 1).innerText(), /Suggested because the list says: CC6\.2/);
  assert.match(await item(page, 2).innerText(), /No control was found for it\./);
  assert.equal(await item(page, 3).locator("p").first().innerText(), `R-4 ${HOSTILE}`);

  // Confirmed: the focus goes on to the next one that is open.
  await page.locator("#ask-0-confirm").focus();
  await page.keyboard.press("Enter");
  assert.equal(await active(page), "ask-1-confirm");
  assert.equal(await page.locator("#ask-0-confirm").count(), 0);
  await page.locator("#undo-last", { hasText: "Undo: the auditor’s requests" }).waitFor();

  // Put right.
  await page.locator("#ask-2-change").focus();
  await page.keyboard.press("Enter");
  assert.equal(await active(page), "ask-2-control");
  await page.locator("#ask-2-control").selectOption("AC-01");
  await page.locator("#ask-2-away-AC-01").waitFor();
  await page.locator("#ask-2-status").fill("handed over");
  await page.locator("#ask-2-due").fill("2026-12-01");
  await page.locator("#ask-2-done").click();
  assert.equal(await active(page), "ask-2-change");
  assert.match(await item(page, 2).innerText(), /due 1 Dec 2026 · handed over/);
  await page.locator("#ask-3-remove").click();
  await page.locator("#requests-said").waitFor();
  assert.equal(await page.locator("#requests-list > li").count(), 3);

  // One step each, back to nothing and forth again.
  for (let step = 0; step < 6; step += 1) await page.locator("#undo-last").click();
  assert.equal(await page.locator("#requests-count").innerText(), "(optional; none so far)");
  for (let step = 0; step < 6; step += 1) await page.locator("#redo-last").click();
  assert.equal(await page.locator("#requests-count").innerText(), "(3 requests)");

  const requests = await kept(page);
  assert.deepEqual(requests.map(({ id, confirmed = false }) => [id, confirmed]), [["R-1", true], ["R-2", false], ["R-3", true]]);
  assert.deepEqual(requests[2], { id: "R-3", request: "Walk us through the lobby", controls: ["AC-01"], confirmed: true, status: "handed over", due: "2026-12-01" });
  calm();
});

test("it is there after a reload and in a file, it stands in report and exports, and a newer list keeps what was confirmed", async () => {
  const { page, calm } = await opened();
  await paste(page, LIST);
  await page.locator("#ask-0-confirm").click();
  await page.locator("#step-report").click();
  const report = page.locator("article.report:not([aria-busy])", { hasText: "Usually asked for, and not in that list:" });
  await report.waitFor();
  // Chapters that are not on the screen have no inner text.
  const text = (await report.textContent()).replace(/\s+/g, " ");
  assert.match(text, /R-1 ?Evidence of the periodic user access reviews/);
  assert.ok(text.includes(HOSTILE));
  assert.equal(await report.locator("img").count(), 0);
  const document = await saved(page);
  assert.equal(document.auditorRequests.length, 4);
  await page.locator("#exports > summary").click();
  const table = await downloaded(page, () => page.locator("#export-csv-pbc").click());
  assert.match(table.text.split("\n")[1], /^"?R-1"?,/);
  assert.match(table.text, /"'=HYPERLINK/);
  const days = await downloaded(page, () => page.locator("#export-ics").click());
  assert.match(days.text, /DTSTART;VALUE=DATE:20261013/);

  await page.reload();
  await ready(page);
  assert.deepEqual(await kept(page), document.auditorRequests);
  await list(page);
  await paste(page, `${LIST.replace("leavers", "joiners")}\nR-6\tBackups\t\t\t`);
  await page.locator("#requests-said", { hasText: "5 requests were read." }).waitFor();
  assert.deepEqual((await kept(page)).map(({ confirmed = false }) => confirmed), [true, false, false, false, false]);

  const other = await visit(place);
  await ready(other.page);
  await other.page.locator("#open").setInputFiles([file("acme.json", JSON.stringify(document))]);
  await other.page.locator("article.report").waitFor();
  assert.deepEqual((await saved(other.page)).auditorRequests, document.auditorRequests);
  other.calm();
  calm();
});

test("a file is read in the encodings of spreadsheets, what is no list is refused with what is allowed, and nothing of it is taken", async () => {
  const { page, calm } = await opened();
  const choose = (name, content) => page.locator("#requests-file").setInputFiles([file(name, content)]);
  await choose("list.csv", Buffer.from("1;Pr\xfcfung der Zugriffe;2.10.2026\r\n2;Firewall;\r\n", "latin1"));
  await page.locator("#requests-count", { hasText: "(2 requests)" }).waitFor();
  assert.match(await item(page, 0).innerText(), /1 Prüfung der Zugriffe/);
  assert.match(await page.locator("#requests-remarks").innerText(), /taken were column 1 for the id, 2 for the request, 3 for the day/);
  for (const [content, said] of [
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0xff]), "A spreadsheet saves a table as \"CSV UTF-8\"."],
    [`request\n${"a\n".repeat(2001)}`, "The list has 2001 rows; up to 2000 are read."],
    ["name;size\na;b\n", "Name it request in the first row"],
    [Buffer.alloc(4_000_001, "x"), "This file has 5 MB; lists up to 4 MB are read."],
  ]) {
    await choose("other.csv", content);
    await page.locator("#requests-wrong", { hasText: said }).waitFor();
  }
  await page.locator("#requests-text").fill(" ");
  await page.locator("#requests-read").click();
  await page.locator("#requests-wrong", { hasText: "There is nothing in the list." }).waitFor();
  assert.equal(await active(page), "requests-text");
  assert.equal(await page.locator("#requests-list > li").count(), 2);
  calm();
});

test("one is added by hand, all are confirmed or removed at once, and both can be had back", async () => {
  const { page, calm } = await opened();
  await paste(page, LIST);
  await page.locator("#requests-own > summary").click();
  await page.locator("#own-request").fill("Approval of the incident response plan, \"signed\"");
  await page.locator("#own-id").fill("R-1");
  await page.locator("#own-add").click();
  await page.locator("#requests-wrong", { hasText: "There is a request R-1 already" }).waitFor();
  await page.locator("#own-id").fill("");
  await page.locator("#own-due").fill("2026-12-24");
  await page.locator("#own-add").click();
  await page.locator("#requests-said", { hasText: "Request 5 was added." }).waitFor();
  assert.match(await item(page, 4).innerText(), /5 Approval of the incident response plan, "signed"\s+due 24 Dec 2026\s+△\s*suggested\s+IR-01/);

  await page.locator("#requests-confirm").click();
  assert.equal(await page.locator("#requests-list .mark", { hasText: "△" }).count(), 0);
  await page.locator("#undo-now").click();
  assert.equal(await page.locator("#ask-4-confirm").count(), 1);
  await page.locator("#requests-clear").click();
  assert.equal(await page.locator("#requests-count").innerText(), "(optional; none so far)");
  await page.locator("#undo-now").click();
  assert.equal(await page.locator("#requests-count").innerText(), "(5 requests)");
  calm();
});

test("one by hand that the engine would call as another is refused, and so is one too many", async () => {
  const { page, calm } = await opened();
  const rows = Array.from({ length: 1999 }, (_, at) => `${at + 2}\tEvidence number ${at + 2}`);
  await page.locator("#requests-file").setInputFiles([file("list.tsv", `Request #\tDescription\nPBC 1\tFirewall rules\n${rows.join("\n")}`)]);
  await page.locator("#requests-count", { hasText: "(2,000 requests)" }).waitFor();
  await page.locator("#requests-own > summary").click();
  await page.locator("#own-request").fill("Another");
  for (const id of ["PBC  1", "PBC\u200b 1", "PBC 1"]) {
    await page.locator("#own-id").fill(id);
    await page.locator("#own-add").click();
    await page.locator("#requests-wrong", { hasText: "There is a request PBC 1 already; give this one another number." }).waitFor();
    assert.equal(await active(page), "own-id");
    assert.equal(await page.locator("#own-request").inputValue(), "Another", "what was typed is there still");
  }
  await page.locator("#own-id").fill("PBC  2");
  await page.locator("#own-add").click();
  await page.locator("#requests-wrong", { hasText: "There are 2,000 requests already, and no more are kept; remove one first." }).waitFor();
  assert.equal(await page.locator("#requests-count").innerText(), "(2,000 requests)");
  await page.locator("#ask-1-remove").click();
  await page.locator("#own-add").click();
  await page.locator("#requests-said", { hasText: "Request PBC 2 was added." }).waitFor();
  assert.equal(await page.locator("#requests-count").innerText(), "(2,000 requests)");
  const requests = await kept(page);
  assert.deepEqual([requests.length, requests[0].id, requests.at(-1).id], [2000, "PBC 1", "PBC 2"]);
  calm();
});

test("ids that are names of what every object has are ids like others, also after a reload", async () => {
  const { page, calm } = await opened();
  const ids = ["constructor", "toString", "valueOf", "__proto__", "hasOwnProperty"];
  await paste(page, ids.map((id) => `${id}\tEvidence of the periodic user access reviews with reviewer and sign-off, ${id}\t2026-12-01`).join("\n").replace(/^/, "Request #\tDescription\tDue\n"));
  await page.locator("#requests-count", { hasText: "(5 requests)" }).waitFor();
  await page.locator("#requests-own > summary").click();
  await page.locator("#own-request").fill("Something else");
  await page.locator("#own-add").click();
  await page.locator("#requests-count", { hasText: "(6 requests)" }).waitFor();
  await page.reload();
  await ready(page);
  await list(page);
  assert.equal(await page.locator("#requests-list > li").count(), 6);
  for (const [at, id] of ids.entries()) {
    assert.match(await item(page, at).innerText(), new RegExp(`^${id} Evidence`));
    await page.locator(`#ask-${at}-confirm`).click();
  }
  assert.deepEqual((await kept(page)).slice(0, 5).map(({ id, confirmed }) => [id, confirmed]), ids.map((id) => [id, true]));
  calm();
});

/** A draft with these requests. */
const draft = (auditorRequests) => ({
  format: "tickmark-draft",
  version: 2,
  chosen: true,
  step: "profile",
  questionnaire: "quick",
  asOf: quick.asOf,
  profile: { organisation: "Acme", type: "2", start: "2026-09-15", length: "6", headcount: "25", categories: ["security"], auditorRequests },
  answers: {},
});
const GOOD = { id: "1", request: "Firewall rules", due: "2026-12-01", controls: ["AC-01"], confirmed: true };
const BAD = [null, 5, "1", { id: 2, request: "A number" }, { id: "3" }, { ...GOOD, id: "4", due: 20261201 }, { ...GOOD, id: "5", controls: "AC-01" }, { ...GOOD, id: "6", controls: [null] }, { ...GOOD, id: "7", owner: {} }];

test("requests of a draft that are none are left out, and it is said how many; the others are there", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await page.locator("#open").setInputFiles([file("draft.json", JSON.stringify(draft([BAD[0], GOOD, ...BAD.slice(1)])))]);
  await page.getByText("Opened draft.json. 9 of the auditor’s requests in it could not be read and were left out.").waitFor();
  await list(page);
  assert.equal(await page.locator("#requests-count").innerText(), "(1 request)");
  assert.deepEqual(await kept(page), [GOOD]);
  calm();
});

test("requests that are kept in the browser and are none are set aside, and of two with one number one can be removed", async () => {
  const record = draft([GOOD, null, { ...GOOD, request: "The same number" }]);
  const { page, calm } = await visit(place, {
    prepare: (at) => at.addInitScript((text) => localStorage.length === 0 && localStorage.setItem("tm:/", text), JSON.stringify(record)),
  });
  await ready(page);
  await page.getByText("Something that was kept here is damaged and was left out.").waitFor();
  await list(page);
  assert.equal(await page.locator("#requests-list > li").count(), 2);
  await page.locator("#ask-1-remove").click();
  assert.equal(await page.locator("#requests-count").innerText(), "(1 request)");
  assert.match(await item(page, 0).innerText(), /Firewall rules/);
  calm();
});

test("a long list is shown a hundred at a time", async () => {
  const { page, calm } = await opened();
  await paste(page, Array.from({ length: 205 }, (_, at) => `${at + 1}\tEvidence number ${at + 1}`).join("\n"));
  await page.locator("#requests-count", { hasText: "(205 requests)" }).waitFor();
  assert.equal(await page.locator("#requests-list > li").count(), 100);
  await page.locator("#requests-more", { hasText: "Show 105 more" }).click();
  assert.equal(await active(page), "ask-100-change");
  assert.equal(await page.locator("#requests-list > li").count(), 200);
  calm();
});

test("what one tab reads is there in the other", async () => {
  const { page, context, calm } = await opened();
  const other = await context.newPage();
  await other.goto(place.address);
  await ready(other);
  await paste(page, LIST);
  await page.locator("#requests-count", { hasText: "(4 requests)" }).waitFor();
  await other.locator("#step-evidence").click();
  await other.locator("#requests-count", { hasText: "(4 requests)" }).waitFor();
  calm();
});

test("in German nothing of the panel is left in English but what the engine says of rows", async () => {
  const { page, calm } = await opened({}, { settings: { locale: "de-DE" } });
  await page.locator("#auditor-requests > summary", { hasText: "Anforderungsliste des Prüfers" }).waitFor();
  await paste(page, LIST);
  await page.locator("#requests-said", { hasText: "4 Anforderungen wurden gelesen." }).waitFor();
  assert.equal(await page.locator("#requests-remarks ul").getAttribute("lang"), "en");
  assert.match(await item(page, 0).innerText(), /fällig am 13\. Okt\. 2026/);
  assert.match(await item(page, 0).innerText(), /vorgeschlagen\s+AC-04 /);
  await page.locator("#ask-0-change").click();
  const text = await page.locator("#auditor-requests").evaluate((one) => {
    const copy = one.cloneNode(true);
    for (const part of copy.querySelectorAll("[lang=en], option, li > p:first-child, fieldset > p:first-of-type")) part.remove();
    return copy.textContent;
  });
  assert.doesNotMatch(text, /\b(the|request|list|control|due|confirm|remove|change|number|add)\b/i);
  calm();
});

test("axe finds nothing in it, and it fits into 320 pixels", async () => {
  const { page, calm } = await opened();
  await accessible(page, "no list");
  await paste(page, `${LIST}\nR-7\t${"word".repeat(60)}\t\t\t`);
  await page.locator("#requests-count", { hasText: "(5 requests)" }).waitFor();
  await page.locator("#requests-own > summary").click();
  await page.locator("#ask-0-change").click();
  await page.locator("#ask-0-done").waitFor();
  await accessible(page, "a list");
  calm();
});
