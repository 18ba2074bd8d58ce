/** What is asked: the questionnaires that can be chosen, the content that was fetched for one, and its form. No DOM. */

import { forForm } from "./documents.js";
import { content, start } from "./supply.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {import("./tickmark.js").Engine} Engine
 * @typedef {import("./tickmark.js").Form} Form
 * @typedef {import("./tickmark.js").Start} Start
 * @typedef {import("./state.js").Draft} Draft
 */

/** A questionnaire whose content is not here. */
export class ContentError extends Error {
  /**
   * @param {"sealed" | "unreachable"} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = "ContentError";
    this.code = `questionnaire-${code}`;
    this.sealed = code === "sealed";
  }
}

export class Asking {
  /** The list of questionnaires, with the form of the first one, without help and periods: all there is before the engine. @type {Start | undefined} */
  #start;
  /** The same in the language of the page, where there is one. @type {Start | undefined} */
  #said;
  /** What there is in the language of the page. @type {import("./words.js").Language["content"]} */
  #content = {};
  /** @type {Form | undefined} */
  #form;
  /** Whose form that is, and what it was made from. */
  #made = "";
  /** Ids of the questionnaires whose content was handed to the engine. @type {Set<string>} */
  #provided = new Set();
  /** Where the list came from, if not from the usual place; content lies beside it. @type {string | undefined} */
  #source;

  /**
   * Loads the list. Throws when it cannot be had.
   *
   * @param {string} [source]
   */
  async begin(source) {
    this.#source = source;
    this.#start = await start(source);
  }

  /**
   * Has questions come in the language of the page, as far as there are any in it; the others come in English. A list that
   * came from elsewhere is in the language in which it came.
   *
   * @param {import("./words.js").Language["content"]} content
   * @param {Engine | undefined} engine
   */
  async speak(content, engine) {
    this.#content = content;
    const said = this.#source ? undefined : (await content.start?.().catch(() => undefined))?.default;
    if (content !== this.#content) return;
    this.#said = said;
    if (engine) await this.teach(engine);
  }

  /**
   * Gives the engine the words of the language; it has them until it is given others, or nothing.
   *
   * @param {Engine} engine
   */
  async teach(engine) {
    const names = Object.keys(this.#content).filter((name) => name !== "start" && !this.isMissing(name));
    const parts = await Promise.all(names.map((name) => this.#content[name]?.().catch(() => undefined)));
    engine.speak?.(undefined);
    // Words that do not fit the content leave it in English.
    for (const part of parts) if (part) attempt(() => engine.speak?.(part.default));
    this.#made = "";
    return engine;
  }

  get list() {
    return this.#of?.questionnaires ?? [];
  }

  get #of() {
    return this.#start && (this.#said ?? this.#start);
  }

  /** The company's own values that can be stated; why each default comes with the engine. @returns {Omit<import("./tickmark.js").PolicyValue, "reason">[]} */
  get policyValues() {
    return this.#of?.form.policyValues ?? [];
  }

  /** @param {string} id */
  listed(id) {
    return this.list.find((one) => one.id === id);
  }

  /** Whether the content of a questionnaire has still to be fetched. @param {string} id */
  isMissing(id) {
    return Boolean(this.listed(id)?.content) && !this.#provided.has(id);
  }

  /**
   * Fetches the content of a questionnaire, if the engine does not carry it.
   *
   * @param {string} id
   * @param {boolean} sealed  whether the page allows itself no connection any more
   * @param {() => Promise<Engine>} load
   */
  async obtain(id, sealed, load) {
    const listed = this.listed(id);
    if (!listed?.content || !this.isMissing(id)) return;
    if (sealed) throw new ContentError("sealed", t("“{title}” has not been loaded, and this page has closed its connections.", { title: listed.title }));
    const unreachable = () => new ContentError("unreachable", t("“{title}” could not be loaded.", { title: listed.title }));
    /** @type {unknown} */
    let found;
    try {
      found = await content(listed.content, this.#source);
    } catch {
      throw unreachable();
    }
    const engine = await load();
    const ids = attempt(() => engine.provide(found));
    if (!ids?.includes(id) || engine.questionnaire(id)?.sha256 !== listed.sha256) throw unreachable();
    this.#provided.add(id);
    await this.teach(engine);
  }

  /**
   * The form for a draft: from the engine, or the one that came first while there is no engine.
   *
   * @param {Draft} draft
   * @param {Engine | undefined} engine
   * @param {Assessment | undefined} assessment  what the draft is as a document, once it is one
   * @returns {Form | undefined}
   */
  form(draft, engine, assessment) {
    const listed = this.listed(draft.questionnaire);
    const first = this.#of?.form;
    if (!listed || !first) return undefined;
    // What of it is missing is shown by later steps alone.
    const early = /** @type {Form} */ (listed === this.list[0] ? first : { ...first, questions: [], cadences: [] });
    if (!engine || this.isMissing(listed.id)) return early;
    const document = forForm(draft, listed);
    if (assessment) document.answers = assessment.answers;
    const key = JSON.stringify(document);
    if (key !== this.#made) {
      try {
        this.#form = engine.form(document);
      } catch {
        document.answers = [];
        this.#form = attempt(() => engine.form(document)) ?? early;
      }
      this.#made = key;
    }
    return this.#form;
  }

  /**
   * Whether more or fewer questions may be asked once more is known about the company.
   *
   * @param {Form} form
   * @param {Record<string, string[]>} facts
   */
  isOpenEnded({ questions }, facts) {
    return questions.some(({ when }) => when?.some(({ fact }) => !facts[fact]?.length));
  }
}

/**
 * @template T
 * @param {() => T} work
 */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
