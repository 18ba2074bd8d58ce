/** Every answer by section, to be looked over and changed. */

import { button, h, mark } from "../dom.js";
import { inWords } from "../answer-words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Asked} Asked
 * @typedef {import("../guide.js").Screen} Screen
 * @typedef {"all" | "open" | "unknown" | "later" | "not-applicable" | "flag"} Filter
 */

/** @type {Record<Filter, string>} */
const FILTERS = {
  all: "All",
  open: "Not answered",
  unknown: "Don’t know",
  later: "Come back",
  "not-applicable": "Does not apply",
  flag: "Answers to look at",
};

/** @type {Record<import("../answers.js").State, [string, string]>} */
const MARKS = {
  open: ["", "not answered"],
  changed: ["!", "to be looked at again"],
  problem: ["!", "something is missing"],
  later: ["…", "to come back to"],
  unknown: ["?", "not known"],
  "not-applicable": ["–", "does not apply"],
  given: ["○", "stated"],
};

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
  const filters = Object.entries(FILTERS).map(([key, text]) => {
    const filter = /** @type {Filter} */ (key);
    const toggle = () => {
      kept.filter = filter;
      redraw();
    };
    const pressed = kept.filter === filter ? "true" : "false";
    return button(`${text} (${found[filter].length})`, toggle, { class: "small", id: `filter-${filter}`, "aria-pressed": pressed });
  });
  const shown = found[kept.filter];
  const sections = [...new Set(shown.map((one) => one.section))];
  const element = h(
    "div",
    null,
    h("h2", { id: "heading" }, "Check your answers"),
    h("p", { class: "lead" }, `${session.answering.count} of ${questions.length} questions are answered. Change whatever is not right; nothing is final.`),
    questions.length === 0 && h("p", null, session.contentError ? "The questions are not here yet." : "Loading the questions…"),
    told(session),
    found.open.length + found.later.length > 0 &&
      h("p", null, button("Go through the open ones", goThrough, { id: "go-through" })),
    h("div", { class: "toolbar", role: "group", "aria-label": "Show" }, ...filters),
    redFlags &&
      h(
        "p",
        { class: "hint", id: "red-flags" },
        `Red flags in the report: ${redFlags.length}`,
        redFlags.length > 0 && ". They can rest on several answers together, on what is open, or on evidence.",
      ),
    shown.length === 0 && questions.length > 0 && h("p", null, "There is none of these."),
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
        form.hidden.length === 1 ? "One question is" : `${form.hidden.length} questions are`,
        " left out because of what you said about your company. Answers to them are kept.",
      ),
    h("div", { id: "picture" }),
  );
  return { element, next: () => "Continue to evidence" };
}

/**
 * @param {Session} session
 * @param {Asked} question
 * @param {boolean | undefined} flag  whether the answer that is to be looked at is “don’t know”; absent if none is
 * @param {(id: string) => void} change
 */
function row(session, question, flag, change) {
  const state = session.answering.stateOf(question);
  const [symbol, words] = MARKS[state];
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
        symbol ? mark(symbol, `${words}:`) : "",
        said.length > 0 ? said.join(" ") : "Not answered yet.",
        state === "changed" && " The question has changed since; please look at it again.",
      ),
      ...missing.map(({ text }) => h("p", { class: "error" }, text)),
      flag !== undefined &&
        h("p", { class: "flag" }, flag ? "Find out: not knowing counts as a red flag." : "An auditor would ask about this first."),
    ),
    button("Change", () => change(question.id), { class: "link", id: `change-${question.id}`, "aria-label": `Change: ${question.text}` }),
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
    h("p", null, "These answers were made with an earlier version of the questionnaire. Nothing was dropped:"),
    h(
      "ul",
      null,
      ...renamed.map(({ to }) => h("li", null, `Carried over: ${text(to)}`)),
      ...review.map((id) => h("li", null, `To be looked at again, because the question has changed: ${text(id)}`)),
      ...retired.map(({ id, replacedBy }) =>
        h("li", null, `No longer asked: ${id}.${replacedBy.length > 0 ? ` Instead: ${replacedBy.map(text).join("; ")}` : ""}`),
      ),
    ),
  );
}
