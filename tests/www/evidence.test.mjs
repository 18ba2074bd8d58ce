/** Files that belong together, dropped in Chromium: tested together, names in the tab alone, gone when they are taken out. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, file, introduce, open, ready, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

const PEOPLE = `Name,Work Email,Start Date,End Date,Employment Type
Ines Ruiz,ines@acme.example,2024-01-10,,Employee
Tom Baker,tom@acme.example,2023-05-01,2026-10-02,Employee
`;
const USERS = `First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Last Sign In [READ ONLY],2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY]
Ines,Ruiz,ines@acme.example,Active,2026/11/20 09:12:00,True,True
Tom,Baker,tom@acme.example,Active,2026/09/20 10:00:00,True,True
`;

test("a leaver whose account stayed is found across two files, and nobody is named outside the tab", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE), file("users.csv", USERS)]);
  const roster = page.locator("article.card", { hasText: "people.csv" });
  const users = page.locator("article.card", { hasText: "Google Workspace users" });
  await roster.waitFor();
  await users.getByLabel("On which day was this exported?").fill("2026-11-20");
  await users.getByRole("button", { name: "Use this day" }).click();
  await roster.getByText("still active on 2026-11-20").waitFor();
  await roster.getByText("tom@acme.example").first().waitFor();
  await accessible(page, "files tested together");

  const saved = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(saved, /tom@acme|Tom Baker/);
  assert.match(saved, /person-001/);
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  const report = await page.locator("article.report").textContent();
  assert.doesNotMatch(report, /tom@acme|Tom Baker/);
  assert.match(report, /person-001/);

  await page.locator("#step-evidence").click();
  await page.getByRole("button", { name: "Remove people.csv" }).click();
  await users.getByText("is there the list of people").waitFor();
  assert.equal(await page.getByText("still active on").count(), 0);
  calm();
});
