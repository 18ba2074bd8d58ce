/** One self-check in progress: what was entered, what is asked, and the engine. No DOM. */

import { Answering } from "./answering.js";
import { Asking } from "./asking.js";
import { toAssessment } from "./documents.js";
import { emptyDraft, profileProblems } from "./state.js";
import { Keeper } from "./storage.js";

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./tickmark.js").Engine} Engine
 */

export const UNDO_MS = 10_000;

/**
 * Emits `view` (draw again), `changed` (something was entered), `saved` (the state of keeping changed), `undo` (an offer
 * appeared or went), `engine` (it arrived or failed) and, cancelable, `export` (a file is about to be handed over)
 * and `share` (a link is).
 */
export class Session extends EventTarget {
  asking = new Asking();
  answering = new Answering(this);
  /** Why the chosen questionnaire is not here. @type {import("./asking.js").ContentError | Error | undefined} */
  contentError;
  /** The questionnaire that is being fetched, if one is. */
  obtaining = "";
  /** @type {Engine | undefined} */
  engine;
  /** @type {(Error & { code?: string }) | undefined} */
  engineError;
  /** The steps that come after the questions. @type {typeof import("./later.js") | undefined} */
  later;
  /** @type {import("./storage.js").Saved} */
  saved;
  /** @type {{ text: string, restore: (() => void) | undefined } | undefined} */
  undo;
  /** What happened last, for those who listen to the page. */
  news = "";
  /** Evidence files of this tab, once they can be read. @type {import("./exhibits.js").Exhibits | undefined} */
  exhibits;
  /** A sample in place of the reader's own work, while one is shown. @type {import("./sample.js").Shown | undefined} */
  sample;
  /** Whose reports they look like, where the page says so. @type {import("./tickmark.js").Brand | undefined} */
  brand;
  /** Templates over ours by file name, where the page says so. @type {Record<string, string> | undefined} */
  templates;
  /** What makes the reports, once there is an engine. @type {import("./press.js").Press | undefined} */
  press;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #undoTimer;
  /** The latest result, and what it was worked out from. @type {{ key: string, result: import("./tickmark.js").Result | undefined } | undefined} */
  #worked;

  /** What can be taken back, once that is loaded. @type {import("./past.js").Past | undefined} */
  past;

  /** @param {{ name: string, keep: import("./storage.js").Place, asOf?: string, sealed: () => boolean }} options */
  constructor({ name, keep, asOf, sealed }) {
    super();
    /** Whether nothing can be changed. */
    this.readonly = false;
    /** The formats that are offered as files. @type {string[] | undefined} */
    this.exports = undefined;
    /** The most that is offered for a link: `off`, `score`, `gaps` or `full`. */
    this.share = "full";
    /** The address of the page that opens links, if not this one. */
    this.shareBase = "";
    /** Whether the page allows itself no connection any more. */
    this.sealed = sealed;
    this.saved = keep === "none" ? { kind: "off" } : { kind: "idle" };
    const report = (/** @type {import("./storage.js").Saved} */ saved) => {
      this.saved = saved;
      this.#emit("saved");
    };
    this.keeper = new Keeper(name, keep, report, (text) => this.adopt(text));
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
    this.press ??= new this.later.Press();
    this.past ??= new this.later.Past(this);
    return this.later;
  }

  /** The engine. */
  async load() {
    this.engine ??= await this.asking.teach(await (await this.#comeLater()).load());
    return this.engine;
  }

  /** The later steps, without the engine. */
  tools() {
    return this.#comeLater();
  }

  /** Ends what works beside the page; it starts again when it is needed. */
  rest() {
    clearTimeout(this.#undoTimer);
    this.press?.close();
    this.exhibits?.held.desk.close();
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

  /** The figures of the result, and no text that somebody wrote; nothing while there is none. */
  summary() {
    const result = this.result();
    if (!result) return undefined;
    const { assessment, plan, forecast } = result;
    const { asOf, questionnaire, evidence } = this.draft;
    const { clean, expected, low, high } = forecast.headline;
    return {
      asOf,
      questionnaire: { id: questionnaire, version: this.asking.listed(questionnaire)?.version },
      answered: this.answering.count,
      total: this.questions.length,
      evidence: evidence.length,
      readiness: { low: plan.readiness.low, high: plan.readiness.high },
      score: assessment.score,
      exceptions: { none: clean, expected, low, high },
      gaps: plan.gaps.length,
      redFlags: assessment.redFlags.length,
      contradictions: assessment.contradictions.length,
    };
  }

  /**
   * Takes over what another tab has kept, beside what was changed here. Whether that is done: not before what puts both
   * together is loaded.
   *
   * @param {string} text  the record
   */
  adopt(text) {
    if (this.later) return this.later.adopt(this, text);
    this.#comeLater().then(() => this.keeper.flush(), () => undefined);
    return false;
  }

  /** To be called after every change of the draft. */
  changed() {
    this.keeper.keep(() => this.draft);
    this.#emit("changed");
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
   * What a saved file holds, and why it cannot be opened.
   *
   * @param {File} file
   * @param {() => boolean} isWanted  whether the reader has not gone on elsewhere meanwhile
   */
  async read(file, isWanted) {
    return (await this.#comeLater()).read(this, file, isWanted);
  }

  /**
   * Takes the place of everything entered; can be undone for ten seconds.
   *
   * @param {Draft} draft
   * @param {string} text  what is said about it
   */
  put(draft, text) {
    this.sample?.leave();
    this.#replace(draft, text);
  }

  /**
   * Takes the place of everything entered, by the page and not by the reader.
   *
   * @param {Draft} draft
   */
  take(draft) {
    this.#replace(draft, "");
    this.endUndo();
  }

  /**
   * Forgets what was entered, here and on the device; can be undone for ten seconds.
   *
   * @param {string} text  what is said about it
   * @param {boolean} all  and not the present assessment alone
   */
  deleteAll(text, all) {
    this.sample?.leave();
    const back = this.keeper.forget(all);
    this.#replace(emptyDraft(this.asOf), text, back);
    this.keeper.drop();
    if (this.saved.kind !== "off") this.saved = { kind: "idle" };
    this.#emit("saved");
  }

  /**
   * Puts another draft in the place of the present one. Gives the way back.
   *
   * @param {Draft} draft
   */
  swap(draft) {
    const { draft: before, answering, exhibits } = this;
    const held = exhibits?.held;
    exhibits?.reset();
    this.draft = draft;
    this.answering = new Answering(this);
    this.contentError = undefined;
    return () => {
      this.draft = before;
      this.answering = answering;
      if (exhibits && held) exhibits.held = held;
    };
  }

  /**
   * @param {Draft} draft
   * @param {string} text
   * @param {() => void} [back]  what is done first when it is undone
   */
  #replace(draft, text, back) {
    const restore = this.swap(draft);
    // All of it is as new as its record.
    delete this.keeper.beside.changed;
    this.changed();
    this.offer(
      text,
      () => {
        back?.();
        restore();
      },
      UNDO_MS,
    );
    this.#emit("view");
  }

  /**
   * @param {string} text
   * @param {() => void} [restore]  without it, something is said and nothing offered
   * @param {number} [lifetime]  in milliseconds; without it the offer stands until the next one
   */
  offer(text, restore, lifetime) {
    clearTimeout(this.#undoTimer);
    const undone = () => {
      this.endUndo();
      restore?.();
      this.changed();
      this.#emit("view");
    };
    this.undo = { text, restore: restore && undone };
    if (lifetime) this.#undoTimer = setTimeout(() => this.endUndo(), lifetime);
    this.#emit("undo");
  }

  endUndo() {
    clearTimeout(this.#undoTimer);
    this.undo = undefined;
    this.#emit("undo");
  }
}
