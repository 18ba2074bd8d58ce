/**
 * The page's own sentences in the reader's language. English stands in the code and is the key; other languages are
 * files of the release or come from the host. A page has one language, whatever number of elements it holds.
 */

/**
 * Sentences by their English text; a sentence with a count has a form for each category of the language's plural.
 *
 * @typedef {Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>} Messages
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

/**
 * A sentence of the page.
 *
 * @param {string} text  in English; `{name}` stands for a value
 * @param {Record<string, string | number>} [values]
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
  const form = typeof said === "object" ? said[new Intl.PluralRules(language).select(count)] ?? said.other : undefined;
  return filled(form ?? (count === 1 ? one : other), { count, ...values });
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} [values]
 */
function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) : text;
}
