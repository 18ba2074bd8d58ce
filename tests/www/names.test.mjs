/** Who stands behind a pseudonym when evidence comes and goes: the report and the key name the right person, or nobody. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { downloaded, file, introduce, open, ready, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const users = (...people) => `First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]
${people.map((one) => `${one},X,${one.toLowerCase()}@acme.example,Active,2026/11/19 10:00:00,False,False\n`).join("")}`;
const ANNA = '"","","person-001","anna@acme.example"\n';
const HEAD = '"file","row","pseudonym","numbering","name"\n';

/** Drops a list of accounts. */
async function drop(page, name, ...people) {
  await page.locator("#files").setInputFiles([file(name, users(...people))]);
  const card = page.locator("article.card", { hasText: name });
  await card.getByText("person-0").or(card.getByText("@acme.example")).first().waitFor();
}

/** Waits until what is kept in the browser has one text and not another. */
async function kept(page, has, hasNot) {
  await page.waitForFunction(
    ([one, none]) => {
      const text = JSON.stringify({ ...localStorage });
      return text.includes(one) && !text.includes(none);
    },
    [has, hasNot],
  );
}

/** Two lists, of which each has an account without a second factor. */
async function two(page) {
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  await drop(page, "toms.csv", "Tom");
  await drop(page, "annas.csv", "Anna");
  await kept(page, "person-002", "person-003");
}

/** The report with names as Markdown, and the key. */
async function named(page) {
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  await page.getByLabel("Names in place of pseudonyms").check();
  await page.locator("article.report").getByText("This copy names people").waitFor();
  const report = await downloaded(page, () => page.locator("#download-md").click());
  const key = await downloaded(page, () => page.locator("#save-key").click());
  // Which numbering it is, is for the page to compare.
  return { report: report.text, saved: key.text, key: key.text.replace(/"[\da-f]{16}",/g, "") };
}

test("after a file was taken out, the report and the key name nobody wrongly", async () => {
  const { page, calm } = await visit(place);
  await two(page);
  await page.getByRole("button", { name: "Remove annas.csv" }).click();
  await kept(page, "toms.csv", "person-002");
  const { report, key } = await named(page);
  assert.match(report, /tom@acme\.example/);
  assert.doesNotMatch(report, /anna@acme/);
  assert.equal(key, `${HEAD}"","","person-001","tom@acme.example"\n`);
  // And when it is back, both are right.
  await page.locator("#step-evidence").click();
  await page.locator("#undo-now").click();
  await kept(page, "person-002", "person-003");
  const again = await named(page);
  assert.match(again.report, /anna@acme\.example/);
  assert.equal(again.key, `${HEAD}${ANNA}"","","person-002","tom@acme.example"\n`);
  calm();
});

test("a key that was opened names those alone who were cited when it was opened", async () => {
  const { page, calm } = await visit(place);
  await two(page);
  const { saved } = await named(page);
  await page.reload();
  await ready(page);
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  await page.locator("#key").setInputFiles([file("key.csv", saved)]);
  await page.getByText("2 names were read.").waitFor();
  // One of two stays, and others come.
  await page.locator("#step-evidence").click();
  await page.getByRole("button", { name: "Remove toms.csv" }).click();
  await drop(page, "more.csv", "Bea");
  const { report, key: now } = await named(page);
  assert.doesNotMatch(report, /tom@/);
  assert.equal(now, `${HEAD}${ANNA}"","","person-002","bea@acme.example"\n`);
  // What comes back has numbers that nobody else has meanwhile.
  await page.locator("#step-evidence").click();
  await page.locator("#undo-now").click();
  await kept(page, "person-003", "person-004");
  assert.equal((await named(page)).key, `${HEAD}${ANNA}"","","person-002","tom@acme.example"\n"","","person-003","bea@acme.example"\n`);
  calm();
});

test("what another tab changed takes the names along", async () => {
  const { page, context, calm } = await visit(place);
  await two(page);
  // The other tab has the draft without the files; it takes all out and reads another that has the very same findings.
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  for (const name of ["toms.csv", "annas.csv"]) await other.getByRole("button", { name: `Remove ${name}` }).click();
  await drop(other, "toms.csv", "Zoe");
  await kept(other, "toms.csv", "annas.csv");
  await page.getByText("annas.csv").first().waitFor({ state: "detached" });
  await page.locator("#step-report").click();
  await page.locator("article.report").getByText("person-001").first().waitFor();
  assert.equal(await page.getByLabel("Names in place of pseudonyms").isDisabled(), true);
  calm();
});
