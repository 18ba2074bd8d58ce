/** Another language in the wasm module: questions in its words, and everything else as it is. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { engine, memory } from "./engine.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const json = (path) => JSON.parse(read(path));
/** What the site ships as a script, as the document that it holds. */
const shipped = (name) => read(`dist/site/locales/de-${name}.js`).replace(/^export default /, "").replace(/;\s*$/, "");
const words = (name) => shipped(name);

const acme = json("examples/acme/quick.json");
const full = json("examples/acme/full.json");

/** Keys whose values people read: `WORDS` in src/input/locale.rs, and names that the form has under keys of its own. */
const WORDS = new Set(
  [...read("src/input/locale.rs").split("pub const WORDS")[1].split("];")[0].matchAll(/"(\w+)"/g)].map(([, key]) => key),
);
for (const key of ["framework", "section"]) WORDS.add(key);

/** The same without its words. */
function blank(value, readable = false) {
  if (typeof value === "string") return readable ? "" : value;
  if (Array.isArray(value)) return value.map((part) => blank(part, readable));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, blank(part, readable || WORDS.has(key))]));
}

/** What is asked of companies, and what comes of their answers. */
const asked = () => [engine.questionnaire("quick"), engine.questionnaire("red-flags"), engine.form(acme)];
const made = () => [
  engine.assess(acme),
  engine.advice(acme),
  engine.check(acme),
  engine.report(acme, "md"),
  engine.report(acme, "html"),
  engine.summary(acme, true, true),
  engine.terms(acme, []),
];

const english = asked();
const results = made();

test("questions are put in German, and ids, numbers, conditions and digests are the same", () => {
  engine.speak(words("locale"));
  const german = asked();
  assert.deepEqual(blank(german), blank(english));
  assert.equal(german[0].title, "Prüfungsreife in zehn Minuten");
  for (const [i, { text, hint, options, help }] of german[0].questions.entries()) {
    const before = english[0].questions[i];
    assert.notEqual(text, before.text);
    assert.notEqual(help.why, before.help.why);
    if (hint) assert.notEqual(hint, before.hint);
    for (const [j, option] of options.entries()) assert.notEqual(option.text, before.options[j].text, option.text);
  }
  const [, , form] = german;
  for (const key of ["facts", "policyValues", "cadences"]) {
    for (const [i, one] of form[key].entries()) {
      const of = (list) => list[i].text ?? list[i].name;
      assert.notEqual(of(form[key]), of(english[2][key]), one.id);
    }
  }
  assert.equal(form.questions[0].section, "Zugriff");
  engine.speak(undefined);
  assert.deepEqual(asked(), english);
});

test("results, reports and what is passed on are the same bytes in any language", () => {
  engine.speak(JSON.parse(words("locale")));
  assert.deepEqual(made(), results);
  engine.speak(undefined);
});

test("a report is in the language that is spoken where it is asked for, and the same as on the command line", () => {
  const inGerman = (format) => engine.report(acme, format, undefined, { language: "de" });
  const unknown = (language, known) =>
    assert.throws(() => engine.report(acme, "md", undefined, { language }), ({ problems: [{ code, message }] }) => {
      assert.deepEqual([code, message], ["unknown-name", `the report is not there in \`${language}\`; known: ${known}`]);
      return true;
    });
  engine.speak(words("locale"));
  unknown("de", "en");
  engine.speak(words("report"));
  const said = inGerman("md");
  assert.match(said, /^# Lückenbericht SOC 2: Acme\n/);
  assert.match(said, /\n## Haftungsausschluss\n/);
  assert.match(inGerman("html"), /<html lang="de">/);
  assert.match(inGerman("fragment"), /aria-label="Tabelle 1: /);
  assert.deepEqual(engine.verify(said, acme, undefined, { language: "de" }).first, undefined);
  assert.ok(engine.verify(said, acme).first, "an English one is another copy");
  unknown("fr", "en, de");
  assert.deepEqual([engine.report(acme, "md"), engine.report(acme, "md", undefined, { language: "en" })], [results[3], results[3]]);
  const id = (text) => /SHA-256 (\w{64}) (?:over|über)/.exec(text)[1];
  assert.equal(id(said), id(results[3]));
  engine.speak(undefined);
  unknown("de", "en");
});

test("the words of a questionnaire that is fetched add up, whichever comes first", () => {
  const content = json("dist/site/questionnaires/full.json");
  // No full questionnaire yet: its words wait for it.
  engine.speak(words("full"));
  assert.deepEqual(asked(), english, "words of something else");
  engine.provide(content);
  const first = engine.questionnaire("full");
  assert.equal(first.title, "Alle Kontrollen");
  engine.speak(words("locale"));
  const both = [engine.questionnaire("full"), engine.form(full), engine.questionnaire("quick")];
  engine.speak(undefined);
  const plain = [engine.questionnaire("full"), engine.form(full), engine.questionnaire("quick")];
  assert.equal(plain[0].title, content.questionnaires[0].title);
  assert.deepEqual(blank(both), blank(plain));
  engine.speak(words("locale"));
  engine.speak(words("full"));
  engine.provide(content);
  assert.deepEqual([engine.questionnaire("full"), engine.form(full), engine.questionnaire("quick")], both);
  engine.speak(undefined);
});

test("words that do not fit are refused, and nothing changes", () => {
  engine.speak(words("locale"));
  const before = asked();
  const german = () => JSON.parse(words("locale"));
  const changed = (change) => {
    const value = german();
    change(value);
    return value;
  };
  for (const [bad, at, code] of [
    ["", "", "empty-file"],
    ["{", "", "truncated"],
    [{}, "/format", "wrong-document"],
    [json("dist/site/questionnaires/full.json"), "/format", "wrong-document"],
    [null, "/format", "wrong-document"],
    [() => 1, "", "empty-file"],
    [changed((v) => (v.version = 2)), "/version", "newer-version"],
    [changed((v) => (v.questionnaires[0].sha256 = "0")), "/questionnaires/0/sha256", "wrong-document"],
    [changed((v) => (v.questionnaires[0].words.questions[0].id = "x")), "/questionnaires/0/words/questions/0/id", "unknown-name"],
    [changed((v) => (v.questionnaires[0].words.questions[0].rev = 2)), "/questionnaires/0/words/questions/0/rev", "wrong-shape"],
    [changed((v) => v.questionnaires[0].words.questions.pop()), "/questionnaires/0/words/questions", "wrong-shape"],
    [changed((v) => (v.catalogue.words.controls[0].controls[0].kind = "document")), "/catalogue/words/controls/0/controls/0/kind", "wrong-shape"],
    [changed((v) => (v.catalogue.words.more = {})), "/catalogue/words/more", "unknown-key"],
  ]) {
    let error;
    assert.throws(() => engine.speak(bad), (thrown) => ((error = thrown), true), at);
    assert.equal(error.name, "TickmarkError");
    assert.deepEqual([error.problems[0].document, error.problems[0].at, error.problems[0].code], ["locale", at, code]);
    assert.deepEqual(asked(), before, at);
  }
  engine.speak(undefined);
});

test("speaking again and again takes no more memory", () => {
  const text = words("locale");
  const often = (times) => {
    for (let i = 0; i < times; i++) {
      engine.speak(text);
      engine.form(acme);
    }
    return memory.buffer.byteLength;
  };
  const now = often(5);
  assert.equal(often(40), now);
  engine.speak(undefined);
});

test("what the page shows before the engine is there exists in German, in the same shape", () => {
  const start = json("dist/site/questionnaires/start.json");
  const german = JSON.parse(shipped("start"));
  assert.deepEqual(blank(german), blank(start));
  assert.deepEqual(german.questionnaires.map(({ title }) => title), ["Prüfungsreife in zehn Minuten", "Sechs Warnzeichen", "Alle Kontrollen"]);
});
