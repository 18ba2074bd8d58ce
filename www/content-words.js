/** What is said of the content in the reader's language where the engine gives English or figures: names of controls, periods. No DOM. */

import { isDate, longDate } from "./dates.js";
import { form as tag, plural, spoken, t } from "./words.js";

/** @typedef {import("./tickmark.js").Form} Form */

/** Names of controls in the language that is spoken, by id. @type {Map<string, string>} */
let names = new Map();

/**
 * Takes the names of controls out of the words that the engine was given.
 *
 * @param {any[]} words
 */
export function learn(words) {
  const domains = words.flatMap(({ catalogue }) => catalogue?.words?.controls ?? []);
  const controls = domains.flatMap((one) => one?.controls ?? []);
  names = new Map(controls.flatMap(({ id, name }) => (typeof id === "string" && typeof name === "string" ? [[id, name]] : [])));
}

/** The name of a control in the language that is spoken; nothing in English, which the engine speaks in reports alone. @param {string} id */
export function controlName(id) {
  return names.get(id);
}

/** A control by its id, with its name behind it where there is one. @param {string} id */
export function controlCalled(id) {
  return [id, names.get(id)].filter(Boolean).join(" ");
}

/**
 * The form with periods as the language says them; in English as reports have them.
 *
 * @param {Form} form
 * @returns {Form}
 */
export function withPeriods(form) {
  if (spoken().startsWith("en")) return form;
  const questions = form.questions.map((one) => (one.periods ? { ...one, periods: one.periods.map((period) => ({ ...period, label: labelOf(period) })) } : one));
  return { ...form, questions };
}

/** @param {{ label: string, end: string }} period */
function labelOf({ label, end }) {
  if (isDate(label)) return longDate(label);
  const [, year = "", quarter = "", month = ""] = /^(\d{4})-(?:Q([1-4])|(\d{2}))$/.exec(label) ?? [];
  if (quarter) return t("{year}-Q{quarter}", { year, quarter });
  if (month) return new Intl.DateTimeFormat(tag(), { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${label}-01T00:00:00Z`));
  const [, months] = /^(\d+) months to /.exec(label) ?? [];
  if (months) return plural(Number(months), "{count} month to {day}", "{count} months to {day}", { day: longDate(end) });
  return label.startsWith("week to ") ? t("week to {day}", { day: longDate(end) }) : label;
}
