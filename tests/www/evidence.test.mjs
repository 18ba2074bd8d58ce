/** Files that belong together, dropped in Chromium: tested together, names in the tab alone, gone when they are taken out. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
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
  const roster = page.getByRole("article", { name: "Roster of people" });
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

test("names stand in the report by choice, and the key is a file of its own", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE), file("users.csv", USERS)]);
  const users = page.locator("article.card", { hasText: "Google Workspace users" });
  await users.getByLabel("On which day was this exported?").fill("2026-11-20");
  await users.getByRole("button", { name: "Use this day" }).click();
  await page.getByText("still active on 2026-11-20").first().waitFor();
  await page.locator("#step-report").click();
  const report = page.locator("article.report");
  await report.waitFor();
  await accessible(page, "choice of names");
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  const saved = async (id) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const choice = page.getByLabel("Names in place of pseudonyms");
  assert.doesNotMatch((await saved("download-md")).text, /tom@acme/);
  await choice.check();
  await report.getByText("This copy names people").waitFor();
  await report.getByText("tom@acme.example").first().waitFor();
  const named = await saved("download-md");
  assert.match(named.name, /\.with-names\.md$/);
  assert.match(named.text, /tom@acme\.example/);
  assert.doesNotMatch((await saved("save")).text, /tom@acme|Tom Baker/);
  const key = await saved("save-key");
  assert.match(key.name, /\.key\.csv$/);
  assert.match(key.text, /^"file","row","pseudonym","numbering","name"\n"","","person-001","[\da-f]{16}","tom@acme\.example"\n$/);
  assert.doesNotMatch(await kept(), /tom@acme|Tom Baker/);

  // Another day: the names are gone, and come back with the key.
  await page.reload();
  await ready(page);
  await page.locator("#step-report").click();
  await report.waitFor();
  assert.equal(await choice.isDisabled(), true);
  await page.getByText("No pseudonym has a name in this tab").waitFor();
  await page.locator("#key").setInputFiles([file("wrong.csv", PEOPLE)]);
  await page.getByText("this is no key").waitFor();
  await page.locator("#key").setInputFiles([file("other.csv", key.text.replace(/[\da-f]{16}/, "0123456789abcdef"))]);
  await page.getByText("this key is of other evidence").waitFor();
  await page.locator("#key").setInputFiles([file("key.csv", key.text)]);
  await page.getByText("One name was read.").waitFor();
  await choice.check();
  await report.getByText("tom@acme.example").first().waitFor();
  await accessible(page, "a report with names");
  assert.doesNotMatch(await kept(), /tom@acme|Tom Baker/);
  calm();
});

test("once the page says that everything has loaded, files are read without a network", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#locked", { hasText: "Everything has loaded" }).waitFor();
  await page.context().setOffline(true);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE)]);
  await page.getByRole("article", { name: "Roster of people" }).waitFor();
  await page.context().setOffline(false);
  calm();
});

test("a corrected export takes the place of the one before, and back", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  const drop = async (...files) => page.locator("#files").setInputFiles(files);
  await drop(file("people.csv", PEOPLE), file("users.csv", USERS));
  const users = page.locator("article.card", { hasText: "Google Workspace users" });
  await users.getByLabel("On which day was this exported?").fill("2026-11-20");
  await users.getByRole("button", { name: "Use this day" }).click();
  await page.getByText("still active on 2026-11-20").first().waitFor();
  await drop(file("people.csv", PEOPLE.replace(",2026-10-02,", ",,")));
  const newer = page.getByRole("button", { name: "It takes the place of the other" });
  await newer.waitFor();
  await newer.click();
  await page.getByText("Counts for nothing:").waitFor();
  await page.getByText("still active on 2026-11-20").waitFor({ state: "detached" });
  await accessible(page, "one file in place of another");
  await page.locator("#undo-now").click();
  await newer.waitFor();
  assert.equal(await page.getByText("Counts for nothing:").count(), 0);
  calm();
});

test("the focus stays where something was done, or where it can be undone", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE), file("konten.csv", LEDGER), file("no.png", "\x89PNG\r\n\x1a\n")]);
  await page.getByRole("article", { name: "Roster of people" }).waitFor();
  const focused = () => page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.outerHTML ?? "nothing");
  const press = async (name) => {
    await page.getByRole("button", { name }).focus();
    await page.keyboard.press("Enter");
  };
  await press("Dismiss no.png");
  assert.match(await focused(), /<h[23]/);
  await press("Change how it is read: people.csv");
  await page.getByRole("group", { name: "How people.csv is read" }).waitFor();
  assert.match(await focused(), /How people\.csv is read/);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  await press("Cancel, people.csv");
  await page.getByRole("button", { name: "Change how it is read: people.csv" }).waitFor();
  assert.match(await focused(), /<h[23]|Change how it is read/);
  await press("Remove people.csv");
  await page.getByText("Removed people.csv.").waitFor();
  assert.match(await focused(), /undo-now/);
  calm();
});

const LEDGER = `Konto;Wer;Letzte Anmeldung;Zustand;Bemerkung
1;ines@acme.example;13/11/2026 08:00;aktiv;
2;tom@acme.example;02/10/2026 09:30;aktiv;geht bald
3;eva@acme.example;unbekannt;gesperrt;
`;

test("a table that nothing recognises is mapped by the reader, read again by itself, and read otherwise later", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([file("people.csv", PEOPLE), file("konten.csv", LEDGER)]);
  const unknown = page.locator("article.card", { hasText: "konten.csv: what is in it?" });
  await unknown.waitFor();
  // Suggested by names and by what stands in the cells; nothing is tested yet.
  assert.equal(await unknown.getByLabel("What is it a list of?").inputValue(), "accounts");
  assert.equal(await unknown.getByLabel("Login", { exact: true }).inputValue(), "Wer");
  assert.equal(await unknown.getByLabel("Last login").inputValue(), "Letzte Anmeldung");
  const rows = unknown.getByRole("region", { name: "How the first rows read" });
  await rows.getByText("2026-11-13T08:00:00").waitFor();
  await rows.getByText("not understood").waitFor();
  // What was said of its columns is kept, what stands in them is not.
  assert.equal(await page.evaluate(() => /ines@|aktiv/.test(JSON.stringify({ ...localStorage }))), false);
  await accessible(page, "a table being mapped");
  // What is wrong is said before anything is read.
  await unknown.getByLabel("Login", { exact: true }).selectOption("");
  await unknown.getByText("No column is one of Login, Email").waitFor();
  await unknown.getByRole("button", { name: "Read it this way: konten.csv" }).click();
  assert.equal(await unknown.count(), 1);
  await unknown.getByLabel("Login", { exact: true }).selectOption("Wer");
  await unknown.getByLabel("Words that mean nothing").fill("unbekannt");
  await unknown.getByLabel("Words that mean nothing").blur();
  await rows.getByText("nothing").waitFor();
  if (process.env.PICTURES) await pictures(page, unknown, process.env.PICTURES);
  await unknown.getByRole("button", { name: "Read it this way: konten.csv" }).click();

  const accounts = page.getByRole("article", { name: "List of accounts" });
  await accounts.getByText("mapped by you").waitFor();
  await accounts.getByLabel("On which day was this exported?").fill("2026-11-20");
  await accounts.getByRole("button", { name: "Use this day" }).click();
  await page.getByText("still active on 2026-11-20").first().waitFor();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes("mapping"));
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.match(kept, /"mapping\\?":/);
  assert.match(kept, /Letzte Anmeldung/);
  assert.doesNotMatch(kept, /tom@acme|geht bald/);

  // The next file with these columns asks nothing.
  await page.locator("#files").setInputFiles([file("konten-q4.csv", LEDGER.replace("geht bald", "ist fort"))]);
  const next = page.locator("article.card", { hasText: "konten-q4.csv" });
  await next.getByText("mapped by you").waitFor();

  // What was found by name can be read otherwise, too.
  const roster = page.getByRole("article", { name: "Roster of people" });
  await roster.getByText("read by the names of its columns").waitFor();
  await roster.getByRole("button", { name: "Change how it is read: people.csv" }).click();
  assert.equal(await roster.getByLabel("Last day", { exact: true }).inputValue(), "End Date");
  await accessible(page, "columns of a list");
  await roster.getByLabel("Last day", { exact: true }).selectOption("");
  await roster.getByRole("button", { name: "Read it this way: people.csv" }).click();
  await roster.getByText("mapped by you").waitFor();
  await roster.getByText("has no column of last days").waitFor();
  calm();
});

test("a table inside an archive is mapped like any other, and what stands beside it is read", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  const zip = archive([["lists/konten.csv", LEDGER], ["people.csv", PEOPLE]]);
  await page.locator("#files").setInputFiles([{ name: "export.zip", mimeType: "application/zip", buffer: zip }]);
  const unknown = page.locator("article.card", { hasText: "export.zip/lists/konten.csv: what is in it?" });
  await unknown.waitFor();
  await page.getByRole("article", { name: "Roster of people" }).waitFor();
  assert.equal(await unknown.getByLabel("Login", { exact: true }).inputValue(), "Wer");
  await unknown.getByRole("region", { name: "How the first rows read" }).getByText("2026-11-13T08:00:00").waitFor();
  await unknown.getByRole("button", { name: /^Read it this way/ }).click();
  const accounts = page.getByRole("article", { name: "List of accounts" });
  await accounts.getByText("mapped by you").waitFor();
  assert.equal(await unknown.count(), 0);
  // A file of an archive is read again with what is said of it.
  await accounts.getByLabel("On which day was this exported?").fill("2026-11-20");
  await accounts.getByRole("button", { name: "Use this day" }).click();
  await page.getByText("still active on 2026-11-20").first().waitFor();
  // Dropped again, the archive asks nothing.
  await page.locator("#files").setInputFiles([{ name: "export.zip", mimeType: "application/zip", buffer: zip }]);
  await page.getByText("export.zip was read.").first().waitFor({ state: "attached" });
  assert.equal(await page.locator("article.card", { hasText: "what is in it?" }).count(), 0);
  calm();
});

test("a list of JSON objects that nothing recognises is mapped by its keys", async () => {
  const { page, calm } = await visit(place);
  await ready(page);
  await introduce(page);
  await page.locator("#step-evidence").click();
  const list = [
    { Wer: "ines@acme.example", letzte: { Anmeldung: "2026-11-13T08:00:00" }, Zustand: "aktiv" },
    { Wer: "tom@acme.example", Zustand: "aktiv", letzte: null },
  ];
  await page.locator("#files").setInputFiles([file("konten.json", JSON.stringify({ rows: list }))]);
  const unknown = page.locator("article.card", { hasText: "konten.json: what is in it?" });
  await unknown.waitFor();
  assert.equal(await unknown.getByLabel("What is it a list of?").inputValue(), "accounts");
  await unknown.getByLabel("Last login").selectOption("letzte.Anmeldung");
  await unknown.getByRole("region", { name: "How the first rows read" }).getByText("2026-11-13T08:00:00").waitFor();
  await unknown.getByRole("button", { name: "Read it this way: konten.json" }).click();
  await page.getByRole("article", { name: "List of accounts" }).getByText("mapped by you").waitFor();
  // The next one asks nothing, be it lines.
  await page.locator("#files").setInputFiles([file("konten.ndjson", list.map((one) => `${JSON.stringify({ ...one, neu: 1 })}\n`).join(""))]);
  await page.locator("article.card", { hasText: "konten.ndjson" }).getByText("mapped by you").waitFor();
  calm();
});

/** A zip archive of texts as they are. @param {[string, string][]} files */
function archive(files) {
  const numbers = (...fields) => Buffer.concat(fields.map(([value, size]) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  }));
  const [bodies, entries] = [[], []];
  let at = 0;
  for (const [path, text] of files) {
    const [name, body] = [Buffer.from(path), Buffer.from(text)];
    // Version, flags, method, time, day (1980-01-01), checksum, sizes packed and unpacked, length of the name and of more.
    const facts = [[20, 2], [0, 2], [0, 2], [0, 2], [33, 2], [checksum(body), 4], [body.length, 4], [body.length, 4], [name.length, 2], [0, 2]];
    const local = Buffer.concat([numbers([0x04034b50, 4], ...facts), name, body]);
    bodies.push(local);
    entries.push(Buffer.concat([numbers([0x02014b50, 4], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name]));
    at += local.length;
  }
  const list = Buffer.concat(entries);
  const count = /** @type {[number, number]} */ ([files.length, 2]);
  return Buffer.concat([...bodies, list, numbers([0x06054b50, 4], [0, 2], [0, 2], count, count, [list.length, 4], [at, 4], [0, 2])]);
}

/** CRC-32. @param {Buffer} bytes */
function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** For the eye: the card wide, narrow and dark. */
async function pictures(page, card, folder) {
  for (const [name, width, colorScheme] of [["wide", 1280, "light"], ["narrow", 320, "dark"], ["dark", 1280, "dark"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await card.screenshot({ path: `${folder}/${name}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: null });
}
