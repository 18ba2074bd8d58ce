/**
 * The page's own sentences in the reader's language. English stands in the code and is the key; other languages are
 * files of the release or come from the host. A page has one language, whatever number of elements it holds.
 */

/**
 * Sentences by their English text; a sentence with a count has a form for each category of the language's plural.
 *
 * @typedef {Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>} Messages
 */

/**
 * A language of the release, as the build makes it: the page's sentences, and what there is of the content: `start` for the
 * list of questionnaires and the first questions, `locale` for the engine, `full` and the like for questionnaires that are fetched.
 *
 * @typedef {{ messages: Messages, content: Record<string, () => Promise<{ default: any }>> }} Language
 */

/** @type {Messages} */
let messages = {};
let language = "en";

/**
 * From now on, what is drawn is in this language.
 *
 * @param {string} tag  of the language, as in `lang`
 * @param {Messages} said  what is missing stays in English
 */
export function speak(tag, said) {
  language = tag;
  messages = said;
}

/** The tag of the language that is spoken. */
export function spoken() {
  return language;
}

/** Whether it is written from right to left. */
export function isRightToLeft() {
  return /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language);
}

/** The tag for numbers, days and lists. English has days before months, as the report has. */
export function form() {
  return language.startsWith("en") ? "en-GB" : language;
}

/**
 * A sentence of the page.
 *
 * @param {string} text  in English; `{name}` stands for a value
 * @param {Record<string, string | number>} [values]  numbers are written as the language writes them
 * @returns {string}
 */
export function t(text, values) {
  const said = messages[text];
  return filled(typeof said === "string" ? said : text, values);
}

/**
 * A sentence with a count.
 *
 * @param {number} count
 * @param {string} one  in English, for one: `{count} file`
 * @param {string} other  in English, for any other number, and the key: `{count} files`
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function plural(count, one, other, values) {
  const said = messages[other];
  const found = typeof said === "object" ? said?.[new Intl.PluralRules(form()).select(count)] ?? said?.other : undefined;
  return filled(found ?? (count === 1 ? one : other), { count, ...values });
}

/**
 * A sentence that was said, with elements in the places that were left in it.
 *
 * @template T
 * @param {string} text  with `{name}` for each of them
 * @param {Record<string, T>} values
 * @returns {(string | T)[]}
 */
export function woven(text, values) {
  return text.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? (values[part] ?? part) : part));
}

/**
 * A number as the language writes it.
 *
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(value, options) {
  return new Intl.NumberFormat(form(), options).format(value);
}

/** A list in a sentence: the last one after “and”. @param {Iterable<string>} items */
export function list(items) {
  return new Intl.ListFormat(form()).format(items);
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} [values]
 */
function filled(text, values) {
  return values
    ? text.replace(/\{(\w+)\}/g, (whole, name) => {
        const value = values[name] ?? whole;
        return typeof value === "number" ? number(value) : value;
      })
    : text;
}
