/** Every answer by section, to be looked over and changed. */

import { button, h, mark } from "../dom.js";
import { inWords } from "../answer-words.js";
import { sectionsPart } from "./sections.js";
import { list, number, plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Asked} Asked
 * @typedef {import("../guide.js").Screen} Screen
 * @typedef {"all" | "open" | "unknown" | "later" | "not-applicable" | "flag"} Filter
 */

/** @returns {Record<Filter, string>} */
const filterNames = () => ({
  all: t("All"),
  open: t("Not answered"),
  unknown: t("Don’t know"),
  later: t("Come back"),
  "not-applicable": t("Does not apply"),
  flag: t("Answers to look at"),
});

/** @returns {Record<import("../answers.js").State, [string, string]>} */
const marks = () => ({
  open: ["", ""],
  changed: ["!", t("to be looked at again:")],
  problem: ["!", t("something is missing:")],
  later: ["…", t("to come back to:")],
  unknown: ["?", t("not known:")],
  "not-applicable": ["–", t("does not apply:")],
  given: ["○", t("stated:")],
});

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.redraw
 * @param {(id: string) => void} page.change  goes to a question and comes back afterwards
 * @param {() => void} page.goThrough  goes through what is open and comes back afterwards
 * @param {{ filter: Filter }} page.kept  what this step remembers
 * @returns {Screen}
 */
export function reviewStep(session, { redraw, change, goThrough, kept }) {
  const { questions, form } = session;
  const { flaggedAnswers = [], redFlags } = session.result()?.assessment ?? {};
  const flagged = new Map(flaggedAnswers.map(({ question, unknown }) => [question, unknown]));
  /** @type {Record<Filter, Asked[]>} */
  const found = { all: questions, open: [], unknown: [], later: [], "not-applicable": [], flag: [] };
  for (const question of questions) {
    const state = session.answering.stateOf(question);
    if (state === "open" || state === "changed" || state === "problem") found.open.push(question);
    else if (state !== "given") found[state].push(question);
    if (flagged.has(question.id)) found.flag.push(question);
  }
  const filters = Object.entries(filterNames()).map(([key, text]) => {
    const filter = /** @type {Filter} */ (key);
    const toggle = () => {
      kept.filter = filter;
      redraw();
    };
    const pressed = kept.filter === filter ? "true" : "false";
    return button(`${text} (${number(found[filter].length)})`, toggle, { class: "small", id: `filter-${filter}`, "aria-pressed": pressed });
  });
  const shown = found[kept.filter];
  const sections = [...new Set(shown.map((one) => one.section))];
  const element = h(
    "div",
    null,
    h("h2", { id: "heading" }, t("Check your answers")),
    h("p", { class: "lead" }, t("{count} of {total} questions are answered. Change whatever is not right; nothing is final.", { count: session.answering.count, total: questions.length })),
    questions.length === 0 && h("p", null, session.contentError ? t("The questions are not here yet.") : t("Loading the questions…")),
    told(session),
    sectionsPart(session),
    found.open.length + found.later.length > 0 &&
      h("p", null, button(t("Go through the open ones"), goThrough, { id: "go-through" })),
    h("div", { class: "toolbar", role: "group", "aria-label": t("Show") }, ...filters),
    redFlags &&
      h(
        "p",
        { class: "hint", id: "red-flags" },
        redFlags.length === 0
          ? t("Red flags in the report: {count}", { count: 0 })
          : t("Red flags in the report: {count}. They can rest on several answers together, on what is open, or on evidence.", { count: redFlags.length }),
      ),
    shown.length === 0 && questions.length > 0 && h("p", null, t("There is none of these.")),
    ...sections.map((name) =>
      h(
        "section",
        { class: "answers" },
        h("h3", null, name),
        h("ul", null, ...shown.filter((one) => one.section === name).map((one) => row(session, one, flagged.get(one.id), change))),
      ),
    ),
    form && form.hidden.length > 0 &&
      h(
        "p",
        { class: "hint" },
        plural(form.hidden.length, "One question is left out because of what you said about your company. Answers to them are kept.", "{count} questions are left out because of what you said about your company. Answers to them are kept."),
      ),
    h("div", { id: "picture" }),
  );
  return { element, next: () => t("Continue to evidence") };
}

/**
 * @param {Session} session
 * @param {Asked} question
 * @param {boolean | undefined} flag  whether the answer that is to be looked at is “don’t know”; absent if none is
 * @param {(id: string) => void} change
 */
function row(session, question, flag, change) {
  const state = session.answering.stateOf(question);
  const [symbol, words] = marks()[state];
  const said = inWords(question, session.answering.to(question));
  const missing = session.answering.problemsOf(question);
  return h(
    "li",
    null,
    h(
      "div",
      null,
      h("p", { class: "asked" }, question.text),
      h(
        "p",
        null,
        symbol ? mark(symbol, words) : "",
        said.length > 0 ? said.join(" ") : t("Not answered yet."),
        state === "changed" && ` ${t("The question has changed since; please look at it again.")}`,
      ),
      ...missing.map(({ text }) => h("p", { class: "error" }, text)),
      flag !== undefined &&
        h("p", { class: "flag" }, flag ? t("Find out: not knowing counts as a red flag.") : t("An auditor would ask about this first.")),
    ),
    button(t("Change"), () => change(question.id), { class: "link", id: `change-${question.id}`, "aria-label": t("Change: {question}", { question: question.text }) }),
  );
}

/**
 * What became of answers to an earlier version of the questionnaire.
 *
 * @param {Session} session
 */
function told({ form, questions }) {
  const { renamed = [], review = [], retired = [] } = form?.migration ?? {};
  if (renamed.length + review.length + retired.length === 0) return undefined;
  const text = (/** @type {string} */ id) => questions.find((one) => one.id === id)?.text ?? id;
  return h(
    "div",
    { class: "note" },
    h("p", null, t("These answers were made with an earlier version of the questionnaire. Nothing was dropped:")),
    h(
      "ul",
      null,
      ...renamed.map(({ to }) => h("li", null, t("Carried over: {question}", { question: text(to) }))),
      ...review.map((id) => h("li", null, t("To be looked at again, because the question has changed: {question}", { question: text(id) }))),
      ...retired.map(({ id, replacedBy }) =>
        h("li", null, replacedBy.length > 0 ? t("No longer asked: {id}. Instead: {questions}", { id, questions: list(replacedBy.map(text)) }) : t("No longer asked: {id}.", { id })),
      ),
    ),
  );
}
