/** Answers: whether they can be counted, and what is missing in them. */

import { isDate, longDate } from "./dates.js";
import { isWhole } from "./state.js";
import { list, t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {Record<string, string>} Typed  what stands in the fields of a question
 * @typedef {"open" | "changed" | "problem" | "later" | "unknown" | "not-applicable" | "given"} State
 * @typedef {object} Missing
 * @property {string} field
 * @property {string} text
 * @property {boolean} [rows]  whether rows of a list are missing, which can be marked as not known
 */

const LARGEST_COUNT = 10_000_000;

/**
 * Whether anything is said about what is so.
 *
 * @param {Answer} answer
 */
export function isGiven(answer) {
  const { choice, periods, population, asOf, last, systems } = answer;
  return Boolean(choice || periods?.length || population || asOf || last || systems?.length);
}

/**
 * Whether an answer can stand in a document of that day.
 *
 * @param {Answer} answer
 * @param {string} asOf
 */
export function counts(answer, asOf) {
  const { notApplicable, unknown, later } = answer;
  const said = [isGiven(answer), unknown, notApplicable, later].filter(Boolean).length === 1;
  return said && (!notApplicable || notApplicable.reason.trim() !== "") && lastDay(answer) <= asOf;
}

/**
 * The latest day that an answer speaks of, or "".
 *
 * @param {Answer} answer
 */
export function lastDay({ asOf = "", population, last }) {
  const on = last && "on" in last ? last.on : "";
  return [asOf, population?.until ?? "", on].sort().at(-1) ?? "";
}

/**
 * What keeps an answer from being counted as it was meant.
 *
 * @param {Asked} question
 * @param {Answer | undefined} answer
 * @param {Typed | undefined} typed
 * @param {string} asOf
 * @returns {Missing[]}
 */
export function problems(question, answer, typed, asOf) {
  if (answer?.notApplicable && answer.notApplicable.reason.trim() === "") {
    return [{ field: "reason", text: t("Say why the question does not apply.") }];
  }
  if (answer && !isGiven(answer)) return [];
  /** @type {Missing[]} */
  const found = [];
  // Beside "never", a day only waits to be restored.
  const never = answer?.last && "never" in answer.last;
  if (typed && !never) found.push(...fields(question, typed, asOf).problems);
  const rows = openRows(question, answer);
  const [first] = rows;
  if (first) found.push({ field: first.field, text: t("Choose an answer for {rows} too; “I don’t know” is one.", { rows: listed(rows) }), rows: true });
  if (found.length === 0 && answer && lastDay(answer) > asOf) {
    const text = t("This answer speaks of {day}, which is after the day of the assessment.", { day: longDate(lastDay(answer)) });
    found.push({ field: DAY_FIELD[question.kind] ?? "answer", text });
  }
  return found;
}

/**
 * Rows of a list without an answer, where others have one: nobody but the reader can say that they are not known.
 *
 * @param {Asked} question
 * @param {Answer | undefined} answer
 */
function openRows({ items = [], periods = [] }, answer) {
  const { systems = [], periods: said = [] } = answer ?? {};
  const open = systems.length > 0 ? items.filter(({ id }) => !systems.some((one) => one.system === id)) : [];
  const over = said.length > 0 ? periods.filter((one) => one.over && !said.some(({ period }) => period === one.id)) : [];
  return [
    ...open.map(({ id, text }) => ({ id, field: `system-${id}`, text })),
    ...over.map(({ id, label }) => ({ id, field: `period-${id}`, text: label })),
  ];
}

/** @param {{ text: string }[]} rows */
function listed(rows) {
  return list(rows.map(({ text }) => t("“{text}”", { text })));
}

/**
 * The change that says of every row without an answer that it is not known.
 *
 * @param {Asked} question
 * @param {Answer | undefined} answer
 * @returns {Partial<Answer>}
 */
export function withRestUnknown(question, answer) {
  const rows = new Set(openRows(question, answer).map(({ id }) => id));
  const { systems = [], periods = [] } = answer ?? {};
  if (systems.length > 0) {
    return {
      systems: (question.items ?? []).flatMap(({ id }) => {
        const state = rows.has(id) ? "unknown" : systems.find((one) => one.system === id)?.state;
        return state ? [{ system: id, state }] : [];
      }),
    };
  }
  return {
    periods: (question.periods ?? []).flatMap(({ id }) => {
      const state = rows.has(id) ? "unknown" : periods.find((one) => one.period === id)?.state;
      return state ? [{ period: id, state }] : [];
    }),
  };
}

/** @type {Partial<Record<import("./tickmark.js").QuestionKind, string>>} */
const DAY_FIELD = { population: "total", fact: "as-of", date: "last" };

/**
 * The data part that typed fields give; absent while something is missing or impossible, which is then told.
 *
 * @param {Asked} question
 * @param {Typed} typed
 * @param {string} asOf
 * @returns {{ data: Partial<Answer>, problems: Missing[] }}
 */
export function fields(question, typed, asOf) {
  /** @type {Missing[]} */
  const found = [];
  if (question.kind === "population") {
    const { total = "", conforming = "", unknown = "" } = typed;
    if (total === "" && conforming === "" && unknown === "") return { data: { population: undefined }, problems: [] };
    if (total === "" || !isWhole(total, 0, LARGEST_COUNT)) {
      found.push({ field: "total", text: t("Enter how many there were as a whole number; 0 is one.") });
    } else if (!unknown && total !== "0" && (conforming === "" || !isWhole(conforming, 0, LARGEST_COUNT))) {
      found.push({ field: "conforming", text: t("Enter how many of them as a whole number, or say that you don’t know.") });
    } else if (!unknown && total !== "0" && Number(conforming) > Number(total)) {
      found.push({ field: "conforming", text: t("At most all {total} of them can; you entered {conforming}.", { total: Number(total), conforming: Number(conforming) }) });
    }
    const { counted } = question;
    if (found.length > 0 || !counted) return { data: { population: undefined }, problems: found };
    const known = Number(total) === 0 ? { conforming: 0 } : unknown ? {} : { conforming: Number(conforming) };
    return { data: { population: { ...counted, total: Number(total), ...known } }, problems: [] };
  }
  const field = question.kind === "date" ? "last" : "as-of";
  const day = typed[field] ?? "";
  if (day !== "" && !isDate(day)) found.push({ field, text: t("Enter the day in full, or leave it empty.") });
  if (isDate(day) && day > asOf) {
    found.push({ field, text: t("Enter a day that is not after the day of the assessment, {day}.", { day: longDate(asOf) }) });
  }
  const usable = found.length === 0 && day !== "";
  if (question.kind === "date") return { data: { last: usable ? { on: day } : undefined }, problems: found };
  return { data: { asOf: usable ? day : undefined }, problems: found };
}

/**
 * @param {Asked} question
 * @param {Answer | undefined} answer
 * @param {Typed | undefined} typed
 * @param {string} asOf
 * @returns {State}
 */
export function stateOf(question, answer, typed, asOf) {
  if (problems(question, answer, typed, asOf).length > 0) return "problem";
  if (!answer) return "open";
  if (answer.rev < question.rev) return "changed";
  if (answer.later) return "later";
  if (answer.unknown) return "unknown";
  return answer.notApplicable ? "not-applicable" : "given";
}

/** Whether a state is an answer. @param {State} state */
export function isAnswered(state) {
  return state === "given" || state === "unknown" || state === "not-applicable";
}
