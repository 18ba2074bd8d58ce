/** One self-check in progress: what was entered, what is asked, and the engine. No DOM. */

import { isGiven, isAnswered, problems, stateOf } from "./answers.js";
import { Asking } from "./asking.js";
import { toAssessment } from "./documents.js";
import { emptyDraft, profileProblems } from "./state.js";
import { Keeper } from "./storage.js";

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./tickmark.js").Engine} Engine
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {{ questionnaire: string, question: string, field: string, answer: Answer | undefined, typed: Record<string, string> | undefined }} Change
 */

const UNDO_MS = 10_000;

/**
 * Emits `view` (draw again), `saved` (the state of keeping changed), `undo` (an offer appeared or went) and `engine`
 * (it arrived or failed).
 */
export class Session extends EventTarget {
  asking = new Asking();
  /** Why the chosen questionnaire is not here. @type {import("./asking.js").ContentError | Error | undefined} */
  contentError;
  /** The questionnaire that is being fetched, if one is. */
  obtaining = "";
  /** The last change of an answer, which can be taken back. @type {Change | undefined} */
  lastChange;
  /** @type {Engine | undefined} */
  engine;
  /** @type {(Error & { code?: string }) | undefined} */
  engineError;
  /** The steps that come after the questions. @type {typeof import("./later.js") | undefined} */
  later;
  /** @type {import("./storage.js").Saved} */
  saved;
  /** @type {{ text: string, restore: () => void } | undefined} */
  undo;
  /** What happened last, for those who listen to the page. */
  news = "";
  /** Evidence files of this tab, once they can be read. @type {import("./exhibits.js").Exhibits | undefined} */
  exhibits;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #undoTimer;
  /** Answers that gave way to one of another kind, to be put back when the reader goes back to it. @type {Map<string, Answer>} */
  #setAside = new Map();
  /** The latest result, and what it was worked out from. @type {{ key: string, result: import("./tickmark.js").Result | undefined } | undefined} */
  #worked;

  /** @param {{ key: string, earlier: string, keep: boolean, asOf?: string, sealed: () => boolean }} options */
  constructor({ key, earlier, keep, asOf, sealed }) {
    super();
    /** Whether the page allows itself no connection any more. */
    this.sealed = sealed;
    this.saved = keep ? { kind: "idle" } : { kind: "off" };
    this.keeper = new Keeper(key, earlier, keep, (saved) => {
      this.saved = saved;
      this.#emit("saved");
    });
    this.asOf = asOf;
    /** @type {Draft} */
    this.draft = this.keeper.read() ?? emptyDraft(asOf);
  }

  /** To be drawn again. */
  view() {
    this.#emit("view");
  }

  /** @param {string} type */
  #emit(type) {
    this.dispatchEvent(new Event(type));
  }

  /** The steps and tools that come with the engine. A failed load is tried again by the next call. */
  async #comeLater() {
    this.later ??= await import("./later.js");
    this.exhibits ??= new this.later.Exhibits(this);
    return this.later;
  }

  /** The engine. */
  async load() {
    this.engine ??= await (await this.#comeLater()).load();
    return this.engine;
  }

  /** Loads the engine and the later steps; emits once they are there or cannot be had. */
  async start() {
    try {
      await this.load();
      this.engineError = undefined;
    } catch (error) {
      this.engineError = /** @type {Error} */ (error);
    }
    this.#emit("engine");
  }

  /** What the engine works out of the assessment; nothing while that cannot be. */
  result() {
    const document = this.assessment();
    if (!this.engine || !document) return undefined;
    const key = JSON.stringify(document);
    if (key !== this.#worked?.key) {
      try {
        this.#worked = { key, result: this.engine.assess(document) };
      } catch {
        // The report says what cannot be worked out, and why.
        this.#worked = { key, result: undefined };
      }
    }
    return this.#worked.result;
  }

  /** Takes over what another tab of this page has kept; the screen stays where it is. */
  adopt() {
    const kept = this.keeper.read();
    if (!kept) return;
    const { step, question, questionnaire } = this.draft;
    this.exhibits?.outdate();
    // Another tab may work on another questionnaire, which this one may not have.
    this.draft = { ...kept, step, question, questionnaire, chosen: this.draft.chosen || kept.chosen };
    this.#emit("view");
  }

  /** To be called after every change of the draft. */
  changed() {
    this.keeper.keep(() => this.draft);
  }

  /**
   * @param {import("./state.js").Step} step
   * @param {string} [question]
   */
  go(step, question) {
    this.draft.step = step;
    if (question !== undefined) this.draft.question = question;
    if (step !== "start") this.draft.chosen = true;
    this.changed();
  }

  /**
   * Changes over to another questionnaire. Answers are kept by questionnaire, so none is touched.
   *
   * @param {string} questionnaire
   */
  choose(questionnaire) {
    this.draft.questionnaire = questionnaire;
    this.draft.question = "";
    this.contentError = undefined;
    this.changed();
  }

  /** Fetches what the chosen questionnaire needs; what went wrong stands in `contentError`. */
  async obtain() {
    const { questionnaire } = this.draft;
    this.contentError = undefined;
    this.obtaining = questionnaire;
    this.#emit("view");
    try {
      await this.asking.obtain(questionnaire, this.sealed(), () => this.load());
    } catch (error) {
      if (this.draft.questionnaire === questionnaire) this.contentError = /** @type {Error} */ (error);
    }
    if (this.obtaining === questionnaire) this.obtaining = "";
    this.#emit("view");
  }

  /**
   * What to ask; the questions are missing until they are known.
   *
   * @returns {import("./tickmark.js").Form | undefined}
   */
  get form() {
    return this.asking.form(this.draft, this.engine, this.assessment(true));
  }

  get questions() {
    return this.form?.questions ?? [];
  }

  /** Whether the questions of the chosen questionnaire have still to be fetched. */
  get isMissing() {
    return this.asking.isMissing(this.draft.questionnaire);
  }

  /** The present question, or the first one. */
  get question() {
    const { questions } = this;
    return questions.find((one) => one.id === this.draft.question) ?? questions[0];
  }

  /** The answers to the chosen questionnaire. */
  get answers() {
    return this.draft.answers[this.draft.questionnaire] ?? [];
  }

  /** @param {Asked} question */
  answerTo({ id, aliases }) {
    const { answers } = this;
    return answers.find((one) => one.question === id) ?? answers.find((one) => aliases?.includes(one.question));
  }

  /** @param {Asked} question */
  typedIn({ id }) {
    return this.draft.typed[`${this.draft.questionnaire}/${id}`];
  }

  /** @param {Asked} question */
  stateOf(question) {
    return stateOf(question, this.answerTo(question), this.typedIn(question), this.draft.asOf);
  }

  /** @param {Asked} question */
  problemsOf(question) {
    return problems(question, this.answerTo(question), this.typedIn(question), this.draft.asOf);
  }

  /** How many questions are answered. */
  get answered() {
    return this.questions.filter((question) => isAnswered(this.stateOf(question))).length;
  }

  /**
   * Changes an answer. What says what is so is added to what was said so far, where `undefined` takes a part away;
   * `unknown`, `notApplicable` and `later` take the place of it, and it comes back when the reader goes back.
   *
   * @param {Asked} question
   * @param {Partial<Answer>} change
   * @param {string} field  where it was made: further changes there are one with it
   * @param {Record<string, string>} [typed]  what stands in the fields, while that is no answer yet
   */
  answer(question, change, field, typed) {
    const { questionnaire } = this.draft;
    const key = `${questionnaire}/${question.id}`;
    const before = this.answerTo(question);
    this.#remember(question.id, field, before);
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
    if (typed) this.draft.typed[key] = typed;
    else if (field !== "rung") delete this.draft.typed[key];
    this.#put(question, kindOf(next) ? next : undefined);
    return next;
  }

  /** @param {Asked} question */
  clear(question) {
    this.#remember(question.id, "clear", this.answerTo(question));
    delete this.draft.typed[`${this.draft.questionnaire}/${question.id}`];
    this.#put(question, undefined);
  }

  /** Takes the last change of an answer back; doing it twice does it again. */
  undoAnswer() {
    const change = this.lastChange;
    if (!change) return;
    const { questionnaire, question, answer, typed } = change;
    this.#remember(question, "undo", this.draft.answers[questionnaire]?.find((one) => one.question === question));
    const others = (this.draft.answers[questionnaire] ?? []).filter((one) => one.question !== question);
    this.draft.answers[questionnaire] = answer ? [...others, answer] : others;
    const key = `${questionnaire}/${question}`;
    if (typed) this.draft.typed[key] = typed;
    else delete this.draft.typed[key];
    this.news = "The last change was taken back.";
    this.changed();
  }

  /**
   * @param {string} question
   * @param {string} field
   * @param {Answer | undefined} answer
   */
  #remember(question, field, answer) {
    const { questionnaire, typed } = this.draft;
    const last = this.lastChange;
    const goesOn = last?.questionnaire === questionnaire && last.question === question && last.field === field;
    if (goesOn && !["rung", "undo", "clear"].includes(field)) return;
    this.lastChange = { questionnaire, question, field, answer, typed: typed[`${questionnaire}/${question}`] };
  }

  /**
   * @param {Asked} question
   * @param {Answer | undefined} answer
   */
  #put({ id, aliases }, answer) {
    const others = this.answers.filter((one) => one.question !== id && !aliases?.includes(one.question));
    this.draft.answers[this.draft.questionnaire] = answer ? [...others, answer] : others;
    this.changed();
  }

  /**
   * The assessment document, or nothing while the profile is not complete.
   *
   * @param {boolean} [unordered]  with answers in any order
   * @returns {import("./tickmark.js").Assessment | undefined}
   */
  assessment(unordered = false) {
    const listed = this.asking.listed(this.draft.questionnaire);
    if (!listed) return undefined;
    const values = this.asking.policyValues;
    if (profileProblems(this.draft, values).length > 0) return undefined;
    return toAssessment(this.draft, listed, unordered ? [] : this.questions);
  }

  /** Whether answers to other questionnaires are kept, which an assessment document has no place for. */
  get hasOthers() {
    const { answers, questionnaire } = this.draft;
    return Object.entries(answers).some(([id, given]) => id !== questionnaire && given.length > 0);
  }

  /** Everything entered, whatever it is complete for. */
  everything() {
    return { format: "tickmark-draft", ...this.draft };
  }

  /** What "save" writes: the assessment, or the draft while there is none. */
  document() {
    return this.assessment() ?? this.everything();
  }

  /**
   * Takes the place of everything entered, unless the file has problems: then they are told and nothing changes.
   *
   * @param {File} file
   * @param {() => boolean} isWanted  whether the reader has not gone on elsewhere meanwhile
   */
  async open(file, isWanted) {
    const { read } = await this.#comeLater();
    const opened = await read(this, file, isWanted);
    if (opened.draft) this.#replace(opened.draft, [`Opened ${file.name}.`, opened.left].filter(Boolean).join(" "));
    return opened;
  }

  /** Forgets everything, here and on the device; can be undone for ten seconds. */
  deleteAll(text = "Everything on this device was deleted.") {
    this.#replace(emptyDraft(this.asOf), text);
    this.keeper.forget();
    if (this.saved.kind !== "off") this.saved = { kind: "idle" };
    this.#emit("saved");
  }

  /**
   * @param {Draft} draft
   * @param {string} text
   */
  #replace(draft, text) {
    const { draft: before, exhibits } = this;
    const held = exhibits?.held;
    exhibits?.reset();
    this.draft = draft;
    this.#setAside = new Map();
    this.lastChange = undefined;
    this.contentError = undefined;
    this.changed();
    this.offer(
      text,
      () => {
        this.draft = before;
        if (exhibits && held) exhibits.held = held;
      },
      UNDO_MS,
    );
    this.#emit("view");
  }

  /**
   * @param {string} text
   * @param {() => void} restore
   * @param {number} [lifetime]  in milliseconds; without it the offer stands until the next one
   */
  offer(text, restore, lifetime) {
    clearTimeout(this.#undoTimer);
    this.undo = {
      text,
      restore: () => {
        this.endUndo();
        restore();
        this.changed();
        this.#emit("view");
      },
    };
    if (lifetime) this.#undoTimer = setTimeout(() => this.endUndo(), lifetime);
    this.#emit("undo");
  }

  endUndo() {
    clearTimeout(this.#undoTimer);
    this.undo = undefined;
    this.#emit("undo");
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
