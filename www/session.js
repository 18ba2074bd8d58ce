/** One self-check in progress: what was entered, the questionnaire, the engine and the files of this tab. No DOM. */

import { load, problemsOf } from "./engine.js";
import {
  emptyDraft,
  fromAssessment,
  profileProblems,
  readDraft,
  settings,
  toAssessment,
} from "./state.js";
import { Keeper } from "./storage.js";

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./tickmark.js").Engine} Engine
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./tickmark.js").Questionnaire} Questionnaire
 * @typedef {{ name: string, problems: Problem[] }} Refused
 */

export const MAX_BYTES = 50 * 1000 * 1000;
const UNDO_MS = 10_000;

/**
 * Emits `view` (draw again), `saved` (the state of keeping changed), `undo` (an offer appeared or went) and `engine`
 * (it arrived or failed).
 */
export class Session extends EventTarget {
  /** @type {Questionnaire | undefined} */
  questionnaire;
  /** @type {Engine | undefined} */
  engine;
  /** @type {(Error & { code?: string }) | undefined} */
  engineError;
  /** @type {import("./storage.js").Saved} */
  saved;
  /** @type {{ text: string, restore: () => void } | undefined} */
  undo;
  /** What happened last, for those who listen to the page. */
  news = "";
  /** Files that could not be used. @type {Refused[]} */
  refused = [];
  /** Names of files being read. @type {Set<string>} */
  reading = new Set();
  /** Files of this tab, by the id of the evidence. @type {Map<string, File>} */
  files = new Map();
  /** Who stands in which row, by the id of the evidence; never saved. @type {Map<string, { row: number, label: string }[]>} */
  keys = new Map();
  /** What the engine asked about a file, by the id of the evidence. @type {Map<string, string[]>} */
  questions = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #undoTimer;
  /** Counts how often everything was replaced: a file read for what was there before is not added. */
  #generation = 0;

  /** @param {{ key: string, keep: boolean, asOf?: string }} options */
  constructor({ key, keep, asOf }) {
    super();
    this.saved = keep ? { kind: "idle" } : { kind: "off" };
    this.keeper = new Keeper(key, keep, (saved) => {
      this.saved = saved;
      this.#emit("saved");
    });
    this.asOf = asOf;
    /** @type {Draft} */
    this.draft = this.keeper.read() ?? emptyDraft(asOf);
  }

  /** @param {string} type */
  #emit(type) {
    this.dispatchEvent(new Event(type));
  }

  /** Loads the engine; emits once it is there or cannot be had. */
  async start() {
    try {
      this.engine = await load();
      this.engineError = undefined;
    } catch (error) {
      this.engineError = /** @type {Error} */ (error);
    }
    this.#emit("engine");
  }

  /** Takes over what another tab of this page has kept; the screen stays where it is. */
  adopt() {
    const kept = this.keeper.read();
    if (!kept) return;
    const { step, question } = this.draft;
    this.#generation += 1;
    this.draft = { ...kept, step, question };
    this.#emit("view");
  }

  /** To be called after every change of the draft. */
  changed() {
    this.keeper.keep(() => this.draft);
  }

  /**
   * @param {import("./state.js").Step} step
   * @param {number} [question]
   */
  go(step, question) {
    this.draft.step = step;
    if (question !== undefined) this.draft.question = question;
    this.changed();
  }

  /** The assessment document, or nothing while the first step is not complete. */
  assessment() {
    if (!this.questionnaire || profileProblems(this.draft).length > 0) return undefined;
    return toAssessment(this.draft, this.questionnaire);
  }

  /** What "save" writes: the assessment, or the draft while there is none. */
  document() {
    return this.assessment() ?? { format: "tickmark-draft", ...this.draft };
  }

  /**
   * Takes the place of everything entered, unless the file has problems: then they are returned and nothing changes.
   *
   * @param {File} file
   * @returns {Promise<Problem[]>}
   */
  async open(file) {
    const large = tooLarge(file);
    if (large) return [large];
    /** @type {any} */
    let document;
    try {
      document = JSON.parse(await file.text());
    } catch {
      return [problem("not-json", "this is not a saved assessment: it cannot be read as JSON, or it is cut short")];
    }
    if (document?.format === "tickmark-draft") {
      const draft = readDraft(document);
      if (!draft) return [problem("wrong-shape", "this draft was saved by another version and cannot be read")];
      this.#replace(draft, `Opened ${file.name}.`);
      return [];
    }
    try {
      const engine = this.engine ?? (await load());
      const problems = engine.check(document);
      if (problems.length > 0) return problems;
    } catch (error) {
      return problemsOf(error);
    }
    const wanted = this.questionnaire?.id;
    if (wanted && document.questionnaire.id !== wanted) {
      const found = document.questionnaire.id;
      return [problem("other-questionnaire", `this file answers "${found}"; this page asks "${wanted}"`)];
    }
    const draft = fromAssessment(document);
    draft.step = "report";
    this.#replace(draft, `Opened ${file.name}.`);
    return [];
  }

  /** Forgets everything, here and on the device; can be undone for ten seconds. */
  deleteAll() {
    this.#replace(emptyDraft(this.asOf), "Everything on this device was deleted.");
    this.keeper.forget();
    if (this.saved.kind !== "off") this.saved = { kind: "idle" };
    this.#emit("saved");
  }

  /**
   * @param {Draft} draft
   * @param {string} text
   */
  #replace(draft, text) {
    const before = [this.draft, this.files, this.keys, this.questions];
    this.#generation += 1;
    this.draft = draft;
    this.files = new Map();
    this.keys = new Map();
    this.questions = new Map();
    this.refused = [];
    this.changed();
    this.#offer(
      text,
      () => {
        [this.draft, this.files, this.keys, this.questions] = /** @type {any} */ (before);
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
  #offer(text, restore, lifetime) {
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

  /**
   * Reads dropped files, one after the other.
   *
   * @param {Iterable<File>} files
   */
  async addFiles(files) {
    for (const file of files) {
      this.refused = this.refused.filter((one) => one.name !== file.name);
      this.reading.add(file.name);
      this.#emit("view");
      // A frame or two later, so that "Reading…" is on the screen before the engine takes the thread.
      await later();
      try {
        await this.#inspect(file);
        this.news = `${file.name} was read.`;
      } catch (error) {
        this.refused.push({ name: file.name, problems: problemsOf(error) });
        this.news = `${file.name} was not used.`;
      }
      this.reading.delete(file.name);
      this.#emit("view");
    }
  }

  /**
   * Reads a file of this tab again, with a day that the reader states.
   *
   * @param {Entry} entry
   * @param {string} asOf
   */
  async stateAsOf(entry, asOf) {
    const file = this.files.get(entry.id);
    if (!file) return;
    try {
      await this.#inspect(file, asOf);
    } catch (error) {
      this.refused.push({ name: file.name, problems: problemsOf(error) });
    }
    this.#emit("view");
  }

  /** Reads again what was read under other settings, as far as the files are still in this tab. */
  async refresh() {
    const now = settings(this.draft);
    const old = new Map(
      this.draft.evidence
        .filter((entry) => this.isStale(entry) && this.files.has(entry.id))
        .map((entry) => [entry.id, entry.asOfBasis === "stated" ? entry.asOf : undefined]),
    );
    for (const [id, asOf] of old) {
      try {
        await this.#inspect(/** @type {File} */ (this.files.get(id)), asOf);
      } catch {
        // The card keeps saying that it was read for another window.
      }
    }
    return old.size > 0 && now === settings(this.draft);
  }

  /**
   * Whether a file's figures were worked out for another window or other policy values than the present ones.
   *
   * @param {Entry} entry
   */
  isStale(entry) {
    return entry.workpapers.length > 0 && this.draft.readWith[entry.id] !== settings(this.draft);
  }

  /**
   * @param {File} file
   * @param {string} [asOf]
   */
  async #inspect(file, asOf) {
    const large = tooLarge(file);
    if (large) throw { problems: [large] };
    const started = this.#generation;
    const engine = this.engine ?? (await load());
    const bytes = new Uint8Array(await file.arrayBuffer());
    // Nothing is waited for from here on, so that what is added is added to what is there now.
    if (started !== this.#generation) return;
    const assessment = this.assessment();
    if (!assessment) throw new Error("the first step needs a few details before files can be read");
    const inspection = engine.inspect(file.name, bytes, assessment, asOf);
    this.draft.evidence = inspection.evidence;
    for (const { id } of inspection.entries) {
      this.draft.readWith[id] = settings(this.draft);
      this.files.set(id, file);
      this.keys.set(id, inspection.key);
      this.questions.set(id, inspection.questions);
    }
    this.changed();
  }

  /** @param {Entry} entry */
  removeEvidence(entry) {
    const before = this.draft.evidence;
    this.draft.evidence = before.filter((one) => one !== entry);
    this.changed();
    this.#offer(`Removed ${entry.file?.name ?? entry.title}.`, () => {
      const missing = before.filter((one) => one === entry || this.draft.evidence.includes(one));
      this.draft.evidence = [...missing, ...this.draft.evidence.filter((one) => !before.includes(one))];
    });
    this.#emit("view");
  }

  /** @param {Refused} refused */
  dismiss(refused) {
    this.refused = this.refused.filter((one) => one !== refused);
    this.#emit("view");
  }
}

/** @param {File} file */
function tooLarge(file) {
  if (file.size <= MAX_BYTES) return undefined;
  const size = Math.ceil(file.size / 1_000_000);
  return problem(
    "too-large",
    `this file has ${size} MB; files up to 50 MB are read here`,
    "Export a shorter period or fewer columns. The file was not opened.",
  );
}

/**
 * @param {string} code
 * @param {string} message
 * @param {string} [help]
 * @returns {Problem}
 */
function problem(code, message, help) {
  return { document: "", at: "", code, message, ...(help && { help }) };
}

function later() {
  return new Promise((done) => setTimeout(done, 30));
}
