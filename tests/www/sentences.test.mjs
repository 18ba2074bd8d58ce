/** Every sentence of the page can be had in other languages, and every language that is there has all of them, and no others. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { open, visit } from "./harness.mjs";
import { said } from "./sentences.mjs";

const locales = new URL("../../www/locales/", import.meta.url);
/** Pages whose HTML is put into other languages. */
const PAGES = ["index.html", "calculator.html"];

/** Calls that are given a sentence and do not have it written there, with the reason. */
const GIVEN = new Map([
  ["calculator.js: t(notes.get(note) ?? \"\")", "a note of the page's HTML"],
  ["site-words.js: t(title)", "the title of a page"],
  ["site-words.js: t(text.slice(1))", "a name in the HTML of a page"],
  ["site-words.js: t(text)", "a sentence in the HTML of a page"],
  ["sample.js: t(about)", "what the page around says of its sample: ABOUT in build-sample.mjs"],
]);

/** Texts that look like words and are for no reader, with the reason. */
const NOT_SAID = new Map([
  ["carrying.js the profile is not complete", "is caught where it is thrown"],
  ["equipment.js Control+Z Meta+Z", "names of keys, for programs"],
  ["equipment.js Control+Shift+Z Meta+Shift+Z", "names of keys, for programs"],
  ["exporting.js tickmark assess FILE --format xlsx", "a command"],
  ["respondents-desk.js Refusal", "name of a class"],
  ["asking.js ContentError", "name of a class"],
  ["calculator.js Content-Security-Policy", "name of a header"],
  ["dom.js mark bad", "classes"],
  ["engine.js EngineError", "name of a class"],
  ["handing.js DocumentError", "name of a class"],
  ["press.js no engine", "is caught where it is thrown"],
  ["site.js Content-Security-Policy", "name of a header"],
  ["supply.js Content-Type", "name of a header"],
  ["steps/register.js {% for l in § %}\n- {{ l.control }}: {{ l.severity }}: {{ l.name }}\n{% endfor %}", "a template for the engine"],
]);

const found = said();
let place;
/** What stands in the HTML. @type {string[]} */
let standing = [];
before(async () => {
  place = await open();
  for (const path of PAGES) {
    const { page, context } = await visit(place, { path, settings: { javaScriptEnabled: true, locale: "en-US" } });
    standing.push(
      ...(await page.evaluate(async () => {
        const { read } = await import("./site-words.js");
        return [...read().map(({ text }) => text.replace(/^@/, "")), document.title];
      })),
    );
    await context.close();
  }
  const [, about] = /^const ABOUT = "(.+)";$/m.exec(await readFile(new URL("../../www/build-sample.mjs", import.meta.url), "utf8"));
  standing.push(about);
});
after(() => place.close());

test("the parser sees what is said", () => {
  assert.ok(found.keys.size > 500, `${found.keys.size} sentences`);
  assert.equal(found.keys.get("{count} files were read.")?.one, "{file} was read.");
});

test("a sentence is written where it is said", () => {
  assert.deepEqual(found.dynamic.filter((one) => !GIVEN.has(one)), []);
  for (const one of GIVEN.keys()) assert.ok(found.dynamic.includes(one), `no longer there: ${one}`);
});

test("no text for a reader goes past t and plural", () => {
  const bare = found.loose.map((one) => one.replace(/^([^:]+):\d+ /, "$1 "));
  assert.deepEqual(bare.filter((one) => !NOT_SAID.has(one)), []);
  for (const one of NOT_SAID.keys()) assert.ok(bare.includes(one), `no longer there: ${one}`);
});

test("the languages of the release are the files that are there", async () => {
  const { LANGUAGES } = await import("../../www/supply.js");
  const files = (await readdir(locales)).map((name) => name.replace(/\.json$/, "")).sort();
  assert.deepEqual([...LANGUAGES].sort(), files);
});

for (const file of await readdir(locales)) {
  const tag = file.replace(/\.json$/, "");
  test(`${file} has every sentence, with its places and its numbers, and no other`, async () => {
    const text = await readFile(new URL(file, locales), "utf8");
    /** @type {Record<string, string | Record<string, string>>} */
    const messages = JSON.parse(text);
    const wanted = new Set([...found.keys.keys(), ...standing]);
    assert.deepEqual([...wanted].filter((key) => !(key in messages)), [], "missing");
    assert.deepEqual(Object.keys(messages).filter((key) => !wanted.has(key)), [], "no longer said");
    assert.equal(text.match(/^ {2}"/gm).length, wanted.size, "a sentence twice");
    const places = (one) => [...new Set(one.match(/\{\w+\}/g) ?? [])].sort();
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    for (const [key, value] of Object.entries(messages)) {
      const one = found.keys.get(key)?.one;
      if (one === undefined) {
        assert.equal(typeof value, "string", key);
        assert.deepEqual(places(value), places(key), key);
        continue;
      }
      assert.deepEqual(Object.keys(value).sort(), [...pluralCategories].sort(), key);
      const allowed = new Set([...places(key), ...places(one)]);
      for (const [category, form] of Object.entries(value)) {
        assert.ok(places(form).every((place) => allowed.has(place)), `${key}: ${form}`);
        if (category === "other") assert.deepEqual(places(form), places(key), key);
      }
    }
  });

  test(`${file} keeps to our words`, async () => {
    const text = await readFile(new URL(file, locales), "utf8");
    for (const value of Object.values(JSON.parse(text)).flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)))) {
      assert.equal(value.trim(), value, "a blank at an end");
      assert.doesNotMatch(value, /\.\.\.|\s{2}/, value);
      if (tag !== "de") continue;
      assert.doesNotMatch(value, /bestanden|durchgefallen|konform|zertifi|compliant|erfüllt/i, value);
      assert.doesNotMatch(value, /“[^“„]*”|"/, `quotation marks: ${value}`);
      assert.doesNotMatch(value, /\b(du|dein|deine)\b/i, value);
    }
  });
}
