/** Step 2: one question a screen. */

import { button, h } from "../dom.js";
import { errorSummary, labelled, radio, radios } from "../fields.js";
import { answerTo, isComplete, setAnswer } from "../state.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Answer} Answer
 * @typedef {import("../tickmark.js").Question} Question
 * @typedef {import("../tickmark-assessment.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.redraw
 * @param {(id: string) => HTMLElement | null} page.find
 * @param {boolean} page.checked  whether what is missing is to be shown
 * @param {(index: number) => void} page.goTo
 * @param {(answer: Answer) => void} page.answered
 * @returns {Screen}
 */
export function questionStep(session, { redraw, find, checked, goTo, answered }) {
  const { draft, questionnaire } = session;
  if (!questionnaire) {
    const element = h("div", null, h("h2", { id: "heading" }, "Six questions"), h("p", null, "Loading the questions…"));
    return { element, next: "" };
  }
  const { questions } = questionnaire;
  const index = Math.min(draft.question, questions.length - 1);
  const question = /** @type {Question} */ (questions[index]);
  const answer = answerTo(draft, question.id);
  const missing = checked && problems(answer).length > 0;

  /** @param {Omit<Answer, "question" | "rev">} value */
  const set = (value) => {
    const next = { question: question.id, rev: question.rev, ...value };
    setAnswer(draft, question.id, next);
    session.changed();
    answered(next);
  };

  const name = `answer-${question.id}`;
  const choices = question.options.map((option) =>
    radio({
      name,
      value: option.id,
      text: option.text,
      checked: answer?.choice === option.id,
      onchange: () => {
        set({ choice: option.id });
        redraw();
      },
    }),
  );
  const unknown = radio({
    name,
    value: "unknown",
    text: "I don’t know",
    checked: Boolean(answer?.unknown),
    onchange: () => {
      set({ unknown: {} });
      redraw();
    },
  });
  const notApplicable = radio({
    name,
    value: "not-applicable",
    text: "Does not apply to us",
    checked: Boolean(answer?.notApplicable),
    onchange: () => {
      set({ notApplicable: { reason: "" } });
      redraw();
    },
  });
  const ask =
    answer?.unknown &&
    labelled({
      id: "ask",
      label: "Who would know?",
      hint: "A role or a first name. The report lists whom to ask. May be left empty.",
      class: "inset",
      control: h("input", {
        type: "text",
        maxlength: 80,
        value: answer.unknown.ask ?? "",
        oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
          const text = event.target.value.trim();
          set({ unknown: text ? { ask: text } : {} });
        },
      }),
    });
  const reason =
    answer?.notApplicable &&
    labelled({
      id: "reason",
      label: "Why does it not apply?",
      hint: "One sentence. The report lists it, because an auditor will ask.",
      class: "inset",
      error: missing ? problems(answer)[0]?.text : undefined,
      control: h("textarea", {
        rows: 2,
        maxlength: 500,
        required: true,
        value: answer.notApplicable.reason,
        oninput: (/** @type {InputEvent & { target: HTMLTextAreaElement }} */ event) =>
          set({ notApplicable: { reason: event.target.value } }),
      }),
    });

  const element = h(
    "div",
    null,
    overview(questions, index, session, goTo),
    missing && errorSummary(problems(answer), find),
    radios({
      id: "answer",
      legend: h("h2", { id: "heading" }, question.text),
      hint: question.hint,
      options: [
        h("div", { class: "options" }, ...choices),
        h("div", { class: "options apart" }, unknown, ask, question.notApplicable && notApplicable, reason),
      ],
    }),
    answer &&
      button(
        "Clear this answer",
        () => {
          setAnswer(draft, question.id, undefined);
          session.changed();
          redraw();
        },
        { class: "link", id: "clear" },
      ),
    help(question),
  );
  const last = index === questions.length - 1;
  const next = answer ? (last ? "Continue to evidence" : "Continue") : "Come back later";
  return { element, next, progress: `Question ${index + 1} of ${questions.length}` };
}

/**
 * What keeps an answer from being counted.
 *
 * @param {Answer | undefined} answer
 */
export function problems(answer) {
  return answer && !isComplete(answer) ? [{ field: "reason", text: "Say why the question does not apply." }] : [];
}

/**
 * The state of an answer: its mark in the legend and its words.
 *
 * @param {Answer | undefined} answer
 * @returns {[string, string]}
 */
export function stateOf(answer) {
  if (!answer) return ["", "open"];
  if (answer.unknown) return ["?", "not known"];
  if (answer.notApplicable) return isComplete(answer) ? ["–", "does not apply"] : ["", "a reason is missing"];
  return ["○", "stated"];
}

/**
 * @param {Question[]} questions
 * @param {number} current
 * @param {Session} session
 * @param {(index: number) => void} goTo
 */
function overview(questions, current, session, goTo) {
  const items = questions.map((question, index) => {
    const [symbol, words] = stateOf(answerTo(session.draft, question.id));
    return h(
      "li",
      null,
      h(
        "button",
        {
          type: "button",
          id: `question-${index + 1}`,
          onclick: () => goTo(index),
          "aria-current": index === current && "true",
          "aria-label": `Question ${index + 1}, ${words}`,
        },
        String(index + 1),
        h("span", { class: "state", "aria-hidden": "true" }, symbol || "·"),
      ),
    );
  });
  return h("nav", { class: "overview", "aria-label": "Questions" }, h("ol", null, ...items));
}

/** @param {Question} question */
function help(question) {
  const { why, auditorAsks, goodLooksLike, goesWrong } = question.help;
  return h(
    "details",
    { class: "help" },
    h("summary", null, "What this means, and what an auditor asks for"),
    h("h3", null, "Why it matters"),
    h("p", null, why),
    h("h3", null, "What the auditor will ask for"),
    h("ul", null, ...auditorAsks.map((item) => h("li", null, item))),
    h("h3", null, "What good looks like"),
    h("p", null, goodLooksLike),
    h("h3", null, "How it goes wrong"),
    h("p", null, goesWrong),
    h("p", { class: "hint" }, `Controls: ${question.controls.join(", ")}`),
  );
}
