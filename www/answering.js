/** The answers of a session: what each is, and changing one. No DOM. */

import { isAnswered, isGiven, problems, stateOf } from "./answers.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Asked} Asked
 */

export class Answering {
  #session;
  /** Answers that gave way to one of another kind, to be put back when the reader goes back to it. @type {Map<string, Answer>} */
  #setAside = new Map();

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
  }

  get #draft() {
    return this.#session.draft;
  }

  /** The answers to the chosen questionnaire. */
  get all() {
    return this.#draft.answers[this.#draft.questionnaire] ?? [];
  }

  /** @param {Asked} question */
  to({ id, aliases }) {
    const { all } = this;
    return all.find((one) => one.question === id) ?? all.find((one) => aliases?.includes(one.question));
  }

  /** @param {Asked} question */
  typedIn({ id }) {
    return this.#draft.typed[`${this.#draft.questionnaire}/${id}`];
  }

  /** @param {Asked} question */
  stateOf(question) {
    return stateOf(question, this.to(question), this.typedIn(question), this.#draft.asOf);
  }

  /** @param {Asked} question */
  problemsOf(question) {
    return problems(question, this.to(question), this.typedIn(question), this.#draft.asOf);
  }

  /** The question that was on the screen, or the first that still has to be answered: its id. */
  get firstOpen() {
    const { questions } = this.#session;
    const { question: shown } = this.#draft;
    if (questions.some(({ id }) => id === shown)) return shown;
    return (questions.find((one) => ["open", "problem", "changed"].includes(this.stateOf(one))) ?? questions[0])?.id;
  }

  /** How many questions are answered. */
  get count() {
    return this.#session.questions.filter((question) => isAnswered(this.stateOf(question))).length;
  }

  /**
   * Changes an answer. What says what is so is added to what was said so far, where `undefined` takes a part away;
   * `unknown`, `notApplicable` and `later` take the place of it, and it comes back when the reader goes back.
   *
   * @param {Asked} question
   * @param {Partial<Answer>} change
   * @param {string} field  where it was made
   * @param {Record<string, string>} [typed]  what stands in the fields, while that is no answer yet
   */
  change(question, change, field, typed) {
    const { questionnaire } = this.#draft;
    const key = `${questionnaire}/${question.id}`;
    const before = this.to(question);
    const kind = kindOf(/** @type {Answer} */ (change)) ?? "given";
    const old = before && before.rev === question.rev ? before : undefined;
    if (old) this.#setAside.set(`${key}/${kindOf(old)}`, old);
    const base = old && kindOf(old) === kind ? old : this.#setAside.get(`${key}/${kind}`);
    const said = kind === "given" ? { ...base, ...change } : field === "rung" ? { ...change, ...base } : change;
    /** @type {Answer} */
    const next = { ...said, question: question.id, rev: question.rev };
    if (before?.note) next.note = before.note;
    for (const [name, value] of Object.entries(next)) {
      if (value === undefined) delete next[/** @type {keyof Answer} */ (name)];
    }
    if (typed) this.#draft.typed[key] = typed;
    else if (field !== "rung") delete this.#draft.typed[key];
    this.#put(question, kindOf(next) ? next : undefined);
    return next;
  }

  /** @param {Asked} question */
  clear(question) {
    delete this.#draft.typed[`${this.#draft.questionnaire}/${question.id}`];
    this.#put(question, undefined);
  }

  /**
   * @param {Asked} question
   * @param {Answer | undefined} answer
   */
  #put({ id, aliases }, answer) {
    const others = this.all.filter((one) => one.question !== id && !aliases?.includes(one.question));
    this.#draft.answers[this.#draft.questionnaire] = answer ? [...others, answer] : others;
    this.#session.changed();
  }
}

/**
 * What an answer is, if it is one.
 *
 * @param {Answer} answer
 */
function kindOf(answer) {
  if (answer.unknown) return "unknown";
  if (answer.notApplicable) return "not-applicable";
  if (answer.later) return "later";
  return isGiven(answer) ? "given" : undefined;
}
