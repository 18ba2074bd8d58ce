/** Files for other tools, made in the page: the bytes of the command line, by hand and by the page around, and nothing is requested. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible as allOf, file, open, ready, visit } from "./harness.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const native = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "debug", "tickmark");
const quick = JSON.parse(await readFile(join(root, "examples/acme/quick.json"), "utf8"));
const HOSTILE = "=1+1\u202e,\"<script>globalThis.was = 1</script>\r\n$(rm -rf ~)";
const hostile = {
  ...quick,
  profile: { ...quick.profile, organisation: `${HOSTILE} Acme` },
  answers: quick.answers.map((answer) => ({ ...answer, note: HOSTILE })),
  register: [{ control: "AC-02", status: "in-progress", owner: HOSTILE, due: "2026-12-15", response: HOSTILE }],
};
const ENDINGS = {
  "csv-register": "register.csv",
  "csv-pbc": "requests.csv",
  "csv-jira": "jira.csv",
  "csv-linear": "linear.csv",
  "csv-asana": "asana.csv",
  "csv-controls": "controls.csv",
  ics: "ics",
  "md-issues": "issues.zip",
  "oscal-ar": "oscal-ar.json",
  "oscal-poam": "oscal-poam.json",
};

let place;
before(async () => (place = await open()));
after(() => place.close());

/** What the command line writes. */
function commanded(assessment, format) {
  assert.ok(existsSync(native), `${native} is built by \`cargo test\``);
  mkdirSync(join(root, "dist/native"), { recursive: true });
  const saved = join(root, "dist/native/exports-page.json");
  writeFileSync(saved, JSON.stringify(assessment));
  const { stdout, stderr, status } = spawnSync(native, ["assess", saved, "--format", format], { maxBuffer: 64e6 });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

/** A page on whose report step the assessment stands, with the list of files open. */
async function reporting(document = quick, visiting = {}) {
  const at = await visit(place, visiting);
  const { page } = at;
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("#open").setInputFiles([file("own.json", JSON.stringify(document))]);
  await page.locator("article.report").waitFor();
  await ready(page);
  await page.locator("#exports > summary").click();
  await page.locator("#export-csv-register").waitFor();
  return at;
}

/** Without the report, which stands below and has tests of its own. */
async function accessible(page, where) {
  for (const report of await page.locator("article.report").all()) await report.evaluate((one) => (one.hidden = true));
  await allOf(page, where);
  for (const report of await page.locator("article.report").all()) await report.evaluate((one) => (one.hidden = false));
}

/** The assessment as the page saves it, which is what the command line gets. */
const saved = (page) => page.evaluate(() => document.querySelector("tickmark-assessment").assessment);

async function bytesOf(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const [title, document] of [["acme", quick], ["hostile texts", hostile]]) {
  test(`${title}: each file is that of the command line, made without a connection`, async () => {
    const { page, context, requests, calm } = await reporting(document);
    const assessment = await saved(page);
    // From here on there is no network, and nothing asks for one.
    const asked = requests.length;
    await context.setOffline(true);
    for (const [format, ending] of Object.entries(ENDINGS)) {
      const { name, bytes } = await bytesOf(page, () => page.locator(`#export-${format}`).click());
      assert.match(name, new RegExp(`^soc2-readiness-[a-z0-9-]+-2026-11-21\\.${ending}$`));
      assert.ok(bytes.equals(commanded(assessment, format)), format);
      await page.locator("#exports-said", { hasText: `downloaded as ${name}` }).waitFor();
    }
    assert.equal(requests.length, asked);
    assert.equal(await page.evaluate(() => globalThis.was), undefined);
    calm();
  });
}

test("the list says what each is for, is used by keyboard, and fits", async () => {
  const { page, calm } = await reporting();
  await accessible(page, "files for other tools");
  const text = await page.locator("#exports").innerText();
  assert.match(text, /People have their pseudonyms/);
  assert.match(text, /tickmark assess FILE --format xlsx/);
  assert.equal(await page.locator("#exports li button").count(), 10);
  for (const row of await page.locator("#exports li .aside").allInnerTexts()) assert.ok(row.length > 40 && row.endsWith("."), row);
  await page.locator("#exports > summary").focus();
  await page.keyboard.press("Tab");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /\.register\.csv$/);
  const active = await page.evaluate(() => document.querySelector("tickmark-assessment").shadowRoot.activeElement?.id);
  assert.equal(active, "export-csv-register", "the focus stays");
  calm();
});

test("a file that cannot be made is told in a sentence, and the report stays", async () => {
  const { page, troubles } = await visit(place, { prepare: (page) => page.route("**/exchange-module.js", (route) => route.abort()) });
  await page.getByLabel(/Ten-minute/).waitFor();
  await page.locator("#open").setInputFiles([file("own.json", JSON.stringify(quick))]);
  await page.locator("article.report").waitFor();
  await page.locator("#exports > summary").click();
  await page.locator("#export-ics").click();
  await page.locator("#exports-wrong", { hasText: "Calendar (iCalendar) cannot be made:" }).waitFor();
  assert.match(await page.locator("#exports-wrong").innerText(), /A part of this page could not be loaded/);
  assert.equal(await page.locator("#exports-said").innerText(), "");
  assert.equal(await page.locator("article.report").count(), 1);
  const refused = await page.evaluate(() => document.querySelector("tickmark-assessment").exportAs("pdf").catch(({ code, message }) => [code, message]));
  assert.equal(refused[0], "unknown-format");
  assert.match(refused[1], /csv-register, csv-pbc, .*oscal-poam are/);
  assert.deepEqual(troubles.filter((one) => !/ERR_FAILED/.test(one)), []);
});

test("the page around takes a file, chooses which are offered, and asks for one itself", async () => {
  const { page, calm } = await reporting();
  await page.evaluate(() => {
    document.addEventListener("tickmark-before-export", (event) => {
      event.preventDefault();
      const { format, filename, getBlob } = event.detail;
      globalThis.told = getBlob().then(async (blob) => ({ format, filename, type: blob.type, size: blob.size }));
    });
  });
  await page.locator("#export-ics").click();
  await page.locator("#exports-said", { hasText: "Calendar (iCalendar): done." }).waitFor();
  const told = await page.evaluate(() => globalThis.told);
  const assessment = await saved(page);
  assert.deepEqual(told, { format: "ics", filename: "soc2-readiness-acme-2026-11-21.ics", type: "text/calendar", size: commanded(assessment, "ics").length });
  for (const format of ["csv-controls", "oscal-ar"]) {
    const own = await page.evaluate(async (format) => {
      const made = await document.querySelector("tickmark-assessment").exportAs(format);
      return [made.name, made.type, [...new Uint8Array(await made.arrayBuffer())]];
    }, format);
    assert.equal(own[0], `soc2-readiness-acme-2026-11-21.${ENDINGS[format]}`);
    assert.ok(Buffer.from(own[2]).equals(commanded(assessment, format)), format);
  }
  const offered = async (exports) => {
    await page.evaluate((exports) => (document.querySelector("tickmark-assessment").exports = exports), exports);
    if ((await page.locator("#exports").count()) === 0) return [];
    if (!(await page.locator("#exports").evaluate((one) => one.open))) await page.locator("#exports > summary").click();
    await page.locator("#exports li").first().waitFor();
    return page.locator("#exports li button").evaluateAll((all) => all.map((one) => one.id));
  };
  assert.deepEqual(await offered("html csv-jira ics"), ["export-csv-jira", "export-ics"]);
  assert.deepEqual(await offered("html md json"), []);
  await page.evaluate(() => Object.assign(document.querySelector("tickmark-assessment"), { exports: null, readOnly: true }));
  await page.locator("#exports > summary").waitFor();
  await page.evaluate(() => (globalThis.told = undefined));
  if (!(await page.locator("#exports").evaluate((one) => one.open))) await page.locator("#exports > summary").click();
  await page.locator("#export-csv-pbc").click();
  await page.waitForFunction(() => globalThis.told);
  calm();
});

test("templates of the page are used, refused with file and line, and stopped after ten seconds while the page goes on", async () => {
  const { page, troubles } = await reporting();
  const check = (templates) => page.evaluate((templates) => (document.querySelector("tickmark-assessment").templates = templates), templates);
  await check({ "gaps.md": "## Our own words for gaps\n\nThere are {{ gaps | length }}.\n" });
  await page.locator("article.report:not([aria-busy])", { hasText: "Our own words for gaps" }).waitFor();
  await check({ "gaps.md": "## Gaps\n\n{{ nobody.knows }}\n" });
  const told = page.getByText(/gaps\.md:3:/).first();
  await told.waitFor();
  const disclaimer = await page.evaluate(() => document.querySelector("tickmark-assessment").exportAs("md").catch((error) => error.message));
  assert.match(disclaimer, /gaps\.md:3:/);
  const loop = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}{% if a == 5000 %}x{% endif %}{% endfor %}{% endfor %}{% endfor %}";
  await check({ "gaps.md": loop });
  const began = Date.now();
  const stopped = await page.evaluate(() => document.querySelector("tickmark-assessment").exportAs("html").catch((error) => [error.code, error.message]));
  assert.deepEqual(stopped[0], "template-stopped", String(stopped));
  assert.match(stopped[1], /^The templates \(gaps\.md\) took more than 10 seconds and were stopped/);
  assert.ok(Date.now() - began > 9_000);
  // The page goes on, with ours again.
  await check(null);
  await page.locator("article.report:not([aria-busy])").waitFor();
  assert.doesNotMatch(await page.locator("article.report").innerText(), /Our own words/);
  assert.deepEqual(troubles, []);
});
