/** The exception register in the page: who closes which gap, by when, and which risk is accepted meanwhile. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { accessible, axeFinds, downloaded, file, open, ready, visit } from "./harness.mjs";

const quick = JSON.parse(await readFile(new URL("../../examples/acme/quick.json", import.meta.url), "utf8"));
const HOSTILE = "<script>globalThis.was = 1</script><img src=x onerror=alert(1)>";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** A page with the report of the example, and what management says of its gaps. */
async function opened(register = [], settings = {}) {
  const seen = await visit(place, settings);
  await ready(seen.page);
  await seen.page.locator("#open").setInputFiles([file("acme.json", JSON.stringify({ ...quick, register }))]);
  await seen.page.locator("article.report").waitFor();
  return seen;
}

const unfold = async (page) => {
  await page.locator("#register > summary").click();
  await page.locator("#name-AC-02", { hasText: "Multi-factor authentication enforced" }).waitFor();
};
const report = (page, text) => page.locator("article.report:not([aria-busy])", { hasText: text }).waitFor();
const kept = (page) =>
  page.evaluate(() => {
    const [key] = Object.keys(localStorage);
    return JSON.parse(localStorage.getItem(key) ?? "null")?.register;
  });
const saved = async (page) => JSON.parse((await downloaded(page, () => page.locator("#save").click())).text);

/** Waits until what is kept on the device has this register. */
async function keeps(page, register) {
  await page.waitForFunction((wanted) => Object.values(localStorage).some((one) => JSON.stringify(JSON.parse(one).register) === wanted), JSON.stringify(register));
  assert.deepEqual(await kept(page), register);
}

test("owner, status and day are entered with the keyboard alone, and are in report, file and storage", async () => {
  const { page, calm } = await opened();
  assert.match(await page.locator("#register-count").innerText(), /^44 gaps; 44 without an owner, 44 without a day\.$/);
  await page.locator("#register > summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("#name-AC-02", { hasText: "Multi-factor authentication enforced" }).waitFor();
  const legends = await page.locator(".gap legend").allInnerTexts();
  assert.match(legends[0], /^1\. AC-02 Multi-factor authentication enforced critical$/);
  assert.equal(legends.length, 10);

  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement.id), "owner-AC-02");
  await page.keyboard.type("Head of IT");
  await page.keyboard.press("Tab");
  await page.keyboard.type("In");
  await page.keyboard.press("Tab");
  await page.keyboard.type("01312027");
  await keeps(page, [{ control: "AC-02", status: "in-progress", owner: "Head of IT", due: "2027-01-31" }]);
  await report(page, "Head of IT");
  assert.match(await page.locator("#register-count").innerText(), /^44 gaps; 43 without an owner, 43 without a day\.$/);
  const line = page.locator("article.report tr", { hasText: "Head of IT" }).last();
  assert.match((await line.locator("td").allTextContents()).join(" | "), /AC-02 Multi-factor.* \| Head of IT \| 31 January 2027 \| in progress$/);
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement.id), "due-AC-02", "the focus stays");
  assert.deepEqual(await page.locator("#owners option").evaluateAll((all) => all.map((one) => one.value)), ["Head of IT"]);
  assert.deepEqual((await saved(page)).register, [{ control: "AC-02", status: "in-progress", owner: "Head of IT", due: "2027-01-31" }]);

  await page.reload();
  await ready(page);
  await report(page, "Head of IT");
  await unfold(page);
  assert.equal(await page.locator("#owner-AC-02").inputValue(), "Head of IT");
  assert.equal(await page.locator("#status-AC-02").inputValue(), "in-progress");

  await page.locator("#owner-AC-02").fill("");
  await page.locator("#status-AC-02").selectOption("open");
  await page.locator("#due-AC-02").fill("");
  await keeps(page, []);
  assert.equal("register" in (await saved(page)), false, "an entry that says nothing vanishes");

  await page.locator("#register-all").click();
  assert.equal(await page.locator(".gap").count(), 44);
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement.id.slice(0, 6)), "owner-");
  calm();
});

test("an accepted risk without a reason is kept, told at its field and left out of the report", async () => {
  const { page, calm } = await opened();
  await unfold(page);
  await page.locator("#more-AC-02 > summary").click();
  await page.locator("#until-AC-02").fill("2027-02-28");
  await page.locator("#by-AC-02").fill("CEO");
  await page.locator("#on-AC-02").fill("2026-11-20");
  await page.locator("#more-AC-02").getByText("Say why the risk is accepted. Until then the report leaves the acceptance out.").waitFor();
  await keeps(page, [{ control: "AC-02", accepted: { until: "2027-02-28", by: "CEO", on: "2026-11-20" } }]);
  await page.locator("#register-count", { hasText: "One acceptance is not complete, and left out of the report." }).waitFor();
  await accessible(page, "register, with what has to be put right");
  await page.getByText("Leaves out 1 accepted risk whose reason or last day has to be put right.").first().waitFor();
  assert.equal("register" in (await saved(page)), false);
  assert.equal(await page.locator("#reason-AC-02").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("#reason-AC-02").getAttribute("aria-describedby"), "reason-AC-02-error");

  await page.reload();
  await ready(page);
  await page.locator("#register > summary").click();
  await page.locator("#more-AC-02[open]").waitFor();
  await page.locator("#reason-AC-02").fill("Three people, one device each.");
  await page.locator("#owner-AC-02").focus();
  await page.getByText("Risk accepted until 28 Feb 2027.").first().waitFor();
  assert.equal(await page.locator("#more-AC-02 .error").count(), 0);
  await report(page, "Three people, one device each.");

  await page.locator("#until-AC-02").fill("2026-11-19");
  await page.locator("#until-AC-02").blur();
  await page.locator("#more-AC-02").getByText("This day comes before the risk was accepted, 20 Nov 2026. Enter a later one.").waitFor();
  assert.equal("register" in (await saved(page)), false);
  await page.locator("#until-AC-02").fill("2027-02-28");
  await report(page, "Three people, one device each.");

  await page.locator("#clear-AC-02").click();
  await keeps(page, []);
  await page.locator("#undo", { hasText: "What was said of AC-02 was cleared." }).waitFor();
  await page.locator("#undo-now").click();
  assert.equal(await page.locator("#reason-AC-02").inputValue(), "Three people, one device each.");
  calm();
});

test("what is overdue or has run out is said in words and with a sign; last quarter's register is carried over", async () => {
  const entries = [
    { control: "AC-02", owner: "Head of IT", due: "2026-11-01" },
    { control: "AC-06", accepted: { reason: "Small team", until: "2026-10-01" } },
    { control: "AC-04", status: "closed" },
    { control: "HR-05", owner: "People lead", status: "closed" },
  ];
  const { page, calm } = await opened(entries);
  await unfold(page);
  const notes = (id) => page.locator(`#notes-${id}`).innerText();
  assert.match(await notes("AC-02"), /✗\s*.*Overdue since 1 Nov 2026\./s);
  assert.match(await notes("AC-06"), /✗\s*.*The acceptance ran out on 1 Oct 2026: the gap is open again\./s);
  assert.match(await notes("AC-04"), /\?\s*.*Called closed, and nothing that was given shows it\./s);
  assert.match(await page.locator("#register-count").innerText(), /1 overdue\.[^]*One acceptance has run out\./);
  await accessible(page, "register");
  await axeFinds(page, "register", 1280, "dark");
  await axeFinds(page, "register", 320, "light");
  await page.setViewportSize({ width: 1280, height: 900 });

  // The next quarter begins with this file and another day.
  await page.locator("#step-profile").click();
  await page.getByLabel("Day of this assessment").fill("2027-02-20");
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  const later = await saved(page);
  assert.equal(later.asOf, "2027-02-20");
  assert.deepEqual(later.register, entries);
  calm();
});

test("texts are texts, in the page and in every file", async () => {
  const { page, calm } = await opened();
  await unfold(page);
  await page.locator("#owner-AC-02").fill(HOSTILE);
  await page.locator("#more-AC-02 > summary").click();
  await page.locator("#response-AC-02").fill(`${HOSTILE}\n| a | b |\n# heading`);
  await page.locator("#reason-AC-02").fill(HOSTILE);
  await page.locator("#until-AC-02").fill("2027-02-28");
  await report(page, "globalThis.was");
  const html = await downloaded(page, () => page.locator("#download-html").click());
  assert.doesNotMatch(html.text, /<script|<img/i);
  assert.match(html.text, /&lt;script/);
  const markdown = await downloaded(page, () => page.locator("#download-md").click());
  assert.doesNotMatch(markdown.text, /(^|[^\\`])<script/m);
  assert.equal(await page.locator("article.report script, article.report img, .registered script, .registered img").count(), 0);
  assert.equal(await page.evaluate(() => globalThis.was), undefined);
  assert.match(JSON.stringify((await saved(page)).register), /<script>/);
  calm();
});

test("read-only, the register can be looked at and not changed", async () => {
  const { page, calm } = await opened([{ control: "AC-02", owner: "Head of IT", response: "We roll it out." }]);
  await page.evaluate(() => document.querySelector("tickmark-assessment").setAttribute("readonly", ""));
  await unfold(page);
  await page.locator("#more-AC-02 > summary").click();
  assert.equal(await page.locator("#owner-AC-02").inputValue(), "Head of IT");
  for (const id of ["owner", "status", "due", "response", "clear"]) assert.equal(await page.locator(`#${id}-AC-02`).isDisabled(), true, id);
  calm();
});

test("a damaged record costs no more than itself", async () => {
  const { page, calm } = await opened([{ control: "AC-02", owner: "Head of IT" }]);
  await keeps(page, [{ control: "AC-02", owner: "Head of IT" }]);
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage);
    const draft = JSON.parse(localStorage.getItem(key));
    draft.register = [{ control: "AC-02", owner: "Head of IT", due: "soon" }, { control: "AC-06", owner: 3 }, { control: "AC-04", accepted: null }, null, "x"];
    draft.reader = "nobody";
    localStorage.setItem(key, JSON.stringify(draft));
  });
  // Away at once, so that the page does not keep what it has in its place.
  await page.goto("about:blank");
  await page.goto(place.address);
  await ready(page);
  await report(page, "Head of IT");
  calm();
});
