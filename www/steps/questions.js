/** One question a screen: the rungs, what else can be said, the data part, and help. */

import { withRestUnknown } from "../answers.js";
import { button, h } from "../dom.js";
import { errorSummary, labelled, radio, radios } from "../fields.js";
import { t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Answer} Answer
 * @typedef {import("../guide.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.redraw
 * @param {() => void} page.touched  to be called after a change that needs no drawing
 * @param {(id: string) => HTMLElement | null} page.find
 * @param {boolean} page.checked  whether what is missing is to be shown
 * @param {boolean} page.fromReview  whether the reader came to change one answer
 * @param {(answer: Answer) => void} page.answered
 * @returns {Screen}
 */
export function questionStep(session, { redraw, touched, find, checked, fromReview, answered }) {
  const { draft, form, question, questions, later } = session;
  if (!form || !question) {
    const title = session.asking.listed(draft.questionnaire)?.title ?? t("Questions");
    const element = h("div", null, h("h2", { id: "heading" }, title), h("p", null, session.contentError ? t("The questions are not here yet.") : t("Loading the questions…")));
    return { element, next: () => "" };
  }
  const index = questions.indexOf(question);
  const state = session.answering.stateOf(question);
  const answer = state === "changed" ? undefined : session.answering.to(question);
  const missing = checked ? session.answering.problemsOf(question) : [];
  const error = (/** @type {string} */ field) => missing.find((one) => one.field === field)?.text;

  /** @type {import("./parts.js").Part["set"]} */
  const set = (change, field, typed) => {
    answered(session.answering.change(question, change, field, typed));
    touched();
  };
  const restUnknown = () => {
    set(withRestUnknown(question, answer), "rest");
    redraw();
    find("next")?.focus();
  };
  const name = `answer-${question.id}`;
  /**
   * @param {string} value
   * @param {string} text
   * @param {boolean} checked
   * @param {Partial<Answer>} change
   */
  const option = (value, text, checked, change) => {
    const onchange = () => {
      set(change, "rung");
      redraw();
    };
    return radio({ name, value, text, checked, onchange });
  };
  // A setting is looked at on a day: today, unless another one was entered.
  const asOf = question.kind === "fact" && !answer?.asOf && !answer?.choice ? { asOf: session.answering.typedIn(question)?.["as-of"] || draft.asOf } : {};
  const rungs = question.options.map(({ id, text }) =>
    option(id, text, answer?.choice === id, { choice: id, ...asOf }),
  );
  const others = [
    option("unknown", t("I don’t know"), Boolean(answer?.unknown), { unknown: {} }),
    answer?.unknown && whoKnows(answer.unknown, set),
    question.notApplicable && option("not-applicable", t("Does not apply to us"), Boolean(answer?.notApplicable), { notApplicable: { reason: "" } }),
    answer?.notApplicable && whyNot(answer.notApplicable, error("reason"), set),
    option("later", t("I’ll come back to it"), Boolean(answer?.later), { later: true }),
  ];
  const asked = !answer || !(answer.unknown || answer.notApplicable || answer.later);
  const element = h(
    "div",
    null,
    missing.length > 0 && errorSummary(missing, find),
    missing.some((one) => one.rows) && h("p", null, button(t("Mark the rest as not known"), restUnknown, { id: "rest-unknown" })),
    state === "changed" && changed(session.answering.to(question), question),
    radios({
      id: "answer",
      legend: h("h2", { id: "heading" }, question.text),
      hint: [question.hint, ...(later?.limits(question, draft.profile.policies, form.policyValues) ?? [])].filter(Boolean).join(" ") || undefined,
      options: [h("div", { class: "options" }, ...rungs), h("div", { class: "options apart" }, ...others)],
    }),
    asked && (later ? later.dataPart({ session, question, set, error, redraw }) : waiting(question)),
    h(
      "p",
      { class: "small-actions" },
      (answer || session.answering.typedIn(question)) &&
        button(
          t("Clear this answer"),
          () => {
            session.answering.clear(question);
            redraw();
          },
          { class: "link", id: "clear" },
        ),
    ),
    later?.help(question, draft.profile.headcount),
    h("div", { id: "picture" }),
  );
  const next = () => {
    if (fromReview) return t("Back to your answers");
    return index === questions.length - 1 ? t("Check your answers") : t("Continue");
  };
  const count = { at: index + 1, total: questions.length };
  const isOpenEnded = session.asking.isOpenEnded(form, draft.profile.facts) || !session.engine;
  const at = isOpenEnded ? t("Question {at} of about {total}", count) : t("Question {at} of {total}", count);
  return { element, next, progress: `${at} · ${question.section}` };
}

/**
 * What stands in the place of the data part while it is being loaded.
 *
 * @param {import("../tickmark.js").Asked} question
 */
function waiting({ kind }) {
  return kind === "ladder" ? undefined : h("p", { class: "hint" }, t("There is more to say here than that; it is being loaded."));
}

/**
 * @param {{ ask?: string }} unknown
 * @param {import("./parts.js").Part["set"]} set
 */
function whoKnows(unknown, set) {
  return labelled({
    id: "ask",
    label: t("Who would know?"),
    hint: t("A role or a first name. The report lists whom to ask. May be left empty."),
    class: "inset",
    control: h("input", {
      type: "text",
      maxlength: 80,
      value: unknown.ask ?? "",
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        const text = event.target.value.trim();
        set({ unknown: text ? { ask: text } : {} }, "ask");
      },
    }),
  });
}

/**
 * @param {{ reason: string }} notApplicable
 * @param {string | undefined} error
 * @param {import("./parts.js").Part["set"]} set
 */
function whyNot({ reason }, error, set) {
  return labelled({
    id: "reason",
    label: t("Why does it not apply?"),
    hint: t("One sentence. The report lists it, because an auditor will ask."),
    class: "inset",
    error,
    control: h("textarea", {
      rows: 2,
      maxlength: 500,
      required: true,
      value: reason,
      oninput: (/** @type {InputEvent & { target: HTMLTextAreaElement }} */ event) =>
        set({ notApplicable: { reason: event.target.value } }, "reason"),
    }),
  });
}

/**
 * @param {Answer | undefined} answer
 * @param {import("../tickmark.js").Asked} question
 */
function changed(answer, question) {
  const text = question.options.find((one) => one.id === answer?.choice)?.text;
  return h(
    "p",
    { class: "note" },
    t("This question has changed since it was answered; please look at it again."),
    text && ` ${t("Your answer was: {text}", { text })}`,
  );
}
