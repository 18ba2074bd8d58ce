/** Evidence files of this tab: reading them, and what was read. Loaded together with the engine. No DOM. */

import { problemsOf } from "./engine.js";
import { settings } from "./state.js";

/**
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {{ name: string, problems: Problem[], wanted?: string }} Refused
 * @typedef {ReturnType<Exhibits["empty"]>} Held
 */

const MAX_BYTES = 50 * 1000 * 1000;

export class Exhibits {
  #session;
  /** Files that could not be used. @type {Refused[]} */
  refused = [];
  /** Names of files being read. @type {Set<string>} */
  reading = new Set();
  /** What is held for the files of this tab. @type {Held} */
  held;
  /** Counts how often everything was replaced: a file read for what was there before is not added. */
  #generation = 0;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
    this.held = this.empty();
  }

  empty() {
    return {
      /** The files, by the id of the evidence. @type {Map<string, File>} */
      files: new Map(),
      /** Who stands in which row; never saved. @type {Map<string, { row: number, label: string }[]>} */
      keys: new Map(),
      /** What the engine asked about a file. @type {Map<string, string[]>} */
      asked: new Map(),
    };
  }

  /** Forgets the files, because everything entered was replaced. */
  reset() {
    this.#generation += 1;
    this.held = this.empty();
    this.refused = [];
  }

  /** The evidence has been changed elsewhere. */
  outdate() {
    this.#generation += 1;
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
      this.#session.view();
      // A frame or two later, so that "Reading…" is on the screen before the engine takes the thread.
      await later();
      try {
        await this.#inspect(file);
        this.#session.news = `${file.name} was read.`;
      } catch (error) {
        this.refused.push({ name: file.name, problems: problemsOf(error) });
        this.#session.news = `${file.name} was not used.`;
      }
      this.reading.delete(file.name);
      this.#session.view();
    }
  }

  /**
   * Reads a file of this tab again, with a day that the reader states.
   *
   * @param {Entry} entry
   * @param {string} asOf
   */
  async stateAsOf(entry, asOf) {
    const file = this.held.files.get(entry.id);
    if (!file) return;
    try {
      await this.#inspect(file, asOf);
    } catch (error) {
      this.refused.push({ name: file.name, problems: problemsOf(error) });
    }
    this.#session.view();
  }

  /** Reads again what was read under other settings, as far as the files are still in this tab. */
  async refresh() {
    const now = settings(this.#session.draft);
    const old = new Map(
      this.#session.draft.evidence
        .filter((entry) => this.isStale(entry) && this.held.files.has(entry.id))
        .map((entry) => [entry.id, entry.asOfBasis === "stated" ? entry.asOf : undefined]),
    );
    for (const [id, asOf] of old) {
      try {
        await this.#inspect(/** @type {File} */ (this.held.files.get(id)), asOf);
      } catch {
        // The card keeps saying that it was read for another window.
      }
    }
    return old.size > 0 && now === settings(this.#session.draft);
  }

  /**
   * Whether a file's figures were worked out for another window or other policy values than the present ones.
   *
   * @param {Entry} entry
   */
  isStale(entry) {
    return entry.workpapers.length > 0 && this.#session.draft.readWith[entry.id] !== settings(this.#session.draft);
  }

  /**
   * @param {File} file
   * @param {string} [asOf]
   */
  async #inspect(file, asOf) {
    const large = tooLarge(file);
    if (large) throw { problems: [large] };
    const started = this.#generation;
    const engine = await this.#session.load();
    const bytes = new Uint8Array(await file.arrayBuffer());
    // Nothing is waited for from here on, so that what is added is added to what is there now.
    if (started !== this.#generation) return;
    const assessment = this.#session.assessment();
    if (!assessment) throw new Error("the first step needs a few details before files can be read");
    const inspection = engine.inspect(file.name, bytes, assessment, asOf);
    this.#session.draft.evidence = inspection.evidence;
    for (const { id } of inspection.entries) {
      this.#session.draft.readWith[id] = settings(this.#session.draft);
      this.held.files.set(id, file);
      this.held.keys.set(id, inspection.key);
      this.held.asked.set(id, inspection.questions);
    }
    this.#session.changed();
  }

  /** @param {Entry} entry */
  removeEvidence(entry) {
    const before = this.#session.draft.evidence;
    this.#session.draft.evidence = before.filter((one) => one !== entry);
    this.#session.changed();
    this.#session.offer(`Removed ${entry.file?.name ?? entry.title}.`, () => {
      const missing = before.filter((one) => one === entry || this.#session.draft.evidence.includes(one));
      this.#session.draft.evidence = [...missing, ...this.#session.draft.evidence.filter((one) => !before.includes(one))];
    });
    this.#session.view();
  }

  /** @param {Refused} refused */
  dismiss(refused) {
    this.refused = this.refused.filter((one) => one !== refused);
    this.#session.view();
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
export function problem(code, message, help) {
  return { document: "", at: "", code, message, ...(help && { help }) };
}

function later() {
  return new Promise((done) => setTimeout(done, 30));
}
