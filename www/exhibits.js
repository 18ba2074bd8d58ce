/** Evidence files of this tab: reading them, and what was read. Loaded together with the engine. No DOM. */

import { problemsOf } from "./engine.js";
import { Desk } from "./evidence-desk.js";
import { settings } from "./state.js";

/**
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {import("./steps/mapping.js").Open} Open
 * @typedef {{ name: string, problems: Problem[], wanted?: string, file?: File, open?: Open, archive?: string }} Refused  `open`: a table of which the reader can say what it is; `archive`: in which it came
 * @typedef {ReturnType<Exhibits["empty"]>} Held
 */

/** Largest file that is looked at for a manifest of evidence, in bytes. */
const LARGEST_MANIFEST = 5_000_000;

export class Exhibits {
  #session;
  /** Files that could not be used. @type {Refused[]} */
  refused = [];
  /** Files being read, by name: how many bytes of how many, and how to stop. @type {Map<string, { taken: number, size: number, stop: AbortController }>} */
  reading = new Map();
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
      /** What reads and tests the files. */
      desk: new Desk(),
      /** The files, by the id of the evidence. @type {Map<string, File>} */
      files: new Map(),
      /** The files, by their digest. @type {Map<string, File>} */
      byDigest: new Map(),
      /** What the reader said of a file, by its digest. @type {Map<string, import("./evidence-desk.js").Said>} */
      said: new Map(),
      /** Who stands in which row or behind which pseudonym; never saved. @type {Map<string, { row?: number, pseudonym?: string, label: string }[]>} */
      keys: new Map(),
      /** Names by pseudonym from a key that was opened; never saved. @type {Map<string, string>} */
      openedKey: new Map(),
      /** Whether the report names people; never saved. */
      naming: false,
      /** What the engine asked about a file. @type {Map<string, string[]>} */
      asked: new Map(),
      /** What the columns of a file were read as, where that can be changed. @type {Map<string, Mapping>} */
      mappings: new Map(),
      /** Evidence of which the reader is saying what its columns are. @type {Map<string, Open>} */
      opened: new Map(),
      /** Evidence of which the day has to be said. @type {Set<string>} */
      days: new Set(),
      /** Evidence whose dates need to be told whether the day stands first. @type {Set<string>} */
      orders: new Set(),
    };
  }

  /** Forgets the files, because everything entered was replaced. */
  reset() {
    this.#generation += 1;
    for (const { stop } of this.reading.values()) stop.abort();
    this.held = this.empty();
    this.refused = [];
  }

  /** The evidence has been changed elsewhere. */
  outdate() {
    this.#generation += 1;
  }

  /**
   * Reads dropped files, one after the other, and tests all files of this tab together.
   *
   * @param {Iterable<File>} files
   */
  async addFiles(files) {
    const started = this.#generation;
    const read = [];
    for (const file of await manifestsFirst([...files])) {
      if (started !== this.#generation) return;
      this.refused = this.refused.filter((one) => one.name !== file.name && one.archive !== file.name);
      try {
        if (await this.#read(file)) read.push(file.name);
      } catch (error) {
        await this.#refuse(file, error);
      }
      this.reading.delete(file.name);
      this.#session.view();
    }
    if (read.length > 0) await this.#test(started);
    if (read.length > 0 && started === this.#generation) {
      this.#session.news = read.length === 1 ? `${read[0]} was read.` : `${read.length} files were read.`;
    }
    this.#session.view();
  }

  /**
   * Takes in one file; whether it is used.
   *
   * @param {File} file
   * @param {import("./evidence-desk.js").Said} [said]
   */
  async #read(file, said) {
    const stop = new AbortController();
    this.reading.set(file.name, { taken: 0, size: file.size, stop });
    this.#session.view();
    const { held } = this;
    const engine = await this.#session.load();
    if (await isManifest(file)) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { evidence } = engine.manifest(bytes, this.#assessment());
      this.#session.draft.evidence = evidence;
      this.#session.changed();
      return true;
    }
    const known = this.#listedDay(file.name);
    const told = { ...(known && { asOf: known }), ...said };
    const { evidence } = this.#session.draft;
    const mappings = evidence.flatMap(({ format }) => format?.mapping ?? []);
    const progress = (/** @type {number} */ taken) => {
      this.reading.set(file.name, { taken, size: file.size, stop });
      this.#session.view();
    };
    const take = (/** @type {File} */ one, /** @type {import("./evidence-desk.js").Said} */ what) =>
      held.desk.read(one, { ...what, known: mappings }, progress, stop.signal);
    const found = await take(file, told);
    for (const { digest, file: member = file, error } of found) {
      if (!digest) {
        await this.#refuse(member, error, { archive: file.name });
        continue;
      }
      // The very file was said to be something else than its columns look like.
      const before = told.mapping ?? evidence.find((one) => digest === one.file?.sha256)?.format?.mapping;
      const what = { ...told, ...(before && { mapping: before }) };
      if (before && !told.mapping) await take(member, what);
      held.byDigest.set(digest, member);
      held.said.set(digest, what);
    }
    return found.some(({ digest }) => digest);
  }

  /**
   * The day that a manifest gives for a file of this name.
   *
   * @param {string} name
   */
  #listedDay(name) {
    return this.#session.draft.evidence.find((one) => !one.format && one.file?.name === name)?.asOf;
  }

  /** Tests the files of this tab together, and puts what was found into the evidence. @param {number} started */
  async #test(started) {
    const { held } = this;
    const engine = await this.#session.load();
    const digests = [...held.desk.digests];
    if (digests.length === 0) return false;
    const found = await held.desk.results(engine.terms(this.#assessment(), digests));
    // Nothing is waited for from here on, so that what is added is added to what is there now.
    if (started !== this.#generation || held !== this.held) return false;
    const results = engine.fileResults(this.#assessment(), found);
    this.#session.draft.evidence = results.at(-1)?.evidence ?? this.#session.draft.evidence;
    const now = settings(this.#session.draft);
    for (const { entries, key, questions, asksOrder, asksDay, mapping } of results) {
      for (const { id, file } of entries) {
        this.#session.draft.readWith[id] = now;
        const source = file?.sha256 && held.byDigest.get(file.sha256);
        if (source) held.files.set(id, source);
        held.keys.set(id, key);
        held.asked.set(id, questions);
        if (mapping) held.mappings.set(id, mapping);
        else held.mappings.delete(id);
        for (const [set, asks] of /** @type {[Set<string>, boolean][]} */ ([[held.orders, asksOrder], [held.days, asksDay]])) {
          if (asks) set.add(id);
          else set.delete(id);
        }
      }
    }
    this.#session.changed();
    return true;
  }

  #assessment() {
    const assessment = this.#session.assessment();
    if (!assessment) throw new Error("the first step needs a few details before files can be read");
    return assessment;
  }

  /**
   * @param {File} file
   * @param {unknown} error
   * @param {object} [at]
   * @param {Open} [at.open]  its table, as the reader sees it
   * @param {string} [at.archive]  the archive that it is in
   */
  async #refuse(file, error, { open: before, archive } = {}) {
    const problems = problemsOf(error);
    const unknown = problems.some(({ code }) => code === "unknown-format");
    const table = before?.table ?? (unknown ? await this.#look(file) : undefined);
    const name = archive ? `${archive}/${file.name}` : file.name;
    this.refused.push({ name, problems, ...(archive && { archive }), ...(table && { file, open: before ?? { table } }) });
    this.#session.news = table ? `${name} is not recognised. Say what its columns are.` : `${name} was not used.`;
  }

  /** @param {File} file */
  async #look(file) {
    return this.held.desk.look(file).catch(() => undefined);
  }

  /**
   * Reads a file that was not recognised, with what the reader says of its columns.
   *
   * @param {Refused} refused
   * @param {Mapping} mapping
   */
  async map(refused, mapping) {
    const { file, open, archive } = refused;
    if (!file) return;
    const started = this.#generation;
    this.refused = this.refused.filter((one) => one !== refused);
    try {
      if (await this.#read(file, { mapping })) await this.#test(started);
      this.#session.news = `${file.name} was read.`;
    } catch (error) {
      await this.#refuse(file, error, { ...(open && { open }), ...(archive && { archive }) });
    }
    this.reading.delete(file.name);
    this.#session.view();
  }

  /** Opens or closes the columns of a file of this tab, to change how it is read. @param {Entry} entry */
  async change(entry) {
    const file = this.held.files.get(entry.id);
    const table = file && !this.held.opened.delete(entry.id) ? await this.#look(file) : undefined;
    if (table) this.held.opened.set(entry.id, { table });
    this.#session.view();
  }

  /**
   * Reads a file of this tab again, with what the reader says of it.
   *
   * @param {Entry} entry
   * @param {import("./evidence-desk.js").Said} said
   */
  async state(entry, said) {
    const file = this.held.files.get(entry.id);
    const digest = entry.file?.sha256;
    if (!file || !digest) return;
    const started = this.#generation;
    this.held.opened.delete(entry.id);
    try {
      await this.#read(file, { ...this.held.said.get(digest), ...said });
      await this.#test(started);
    } catch (error) {
      await this.#refuse(file, error);
    }
    this.reading.delete(file.name);
    this.#session.view();
  }

  /** Tests again what was tested under other settings, as far as the files are still in this tab. */
  async refresh() {
    const now = settings(this.#session.draft);
    const stale = this.#session.draft.evidence.some((entry) => this.isStale(entry) && this.held.files.has(entry.id));
    if (!stale) return false;
    try {
      const tested = await this.#test(this.#generation);
      return tested && now === settings(this.#session.draft);
    } catch {
      // The card keeps saying that it was read for another window.
      return false;
    }
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
   * One file takes the place of another, which then counts for nothing. Can be undone.
   *
   * @param {Entry} entry
   * @param {Entry} before
   */
  async supersede(entry, before) {
    const say = async (/** @type {string | undefined} */ of) => {
      const { evidence } = this.#session.draft;
      this.#session.draft.evidence = evidence.map((one) => {
        if (one.id !== entry.id) return one;
        const { supersedes, ...rest } = one;
        return of === undefined ? rest : { ...rest, supersedes: of };
      });
      this.#session.changed();
      await this.#test(this.#generation).catch(() => false);
      this.#session.view();
    };
    await say(before.id);
    this.#session.offer(`${entry.file?.name ?? entry.title}: one takes the place of the other.`, () => say(undefined));
    this.#session.view();
  }

  /** @param {Entry} entry */
  removeEvidence(entry) {
    const before = this.#session.draft.evidence;
    const file = this.held.files.get(entry.id);
    this.#session.draft.evidence = before.filter((one) => one !== entry);
    this.#session.changed();
    this.#session.offer(`Removed ${entry.file?.name ?? entry.title}.`, () => {
      const missing = before.filter((one) => one === entry || this.#session.draft.evidence.includes(one));
      this.#session.draft.evidence = [...missing, ...this.#session.draft.evidence.filter((one) => !before.includes(one))];
      if (file) this.addFiles([file]);
    });
    this.#session.view();
    const digest = entry.file?.sha256;
    if (digest && this.held.desk.digests.has(digest)) this.#takeOut(digest);
  }

  /** Takes a file out; the others are tested without it. @param {string} digest */
  async #takeOut(digest) {
    const started = this.#generation;
    try {
      await this.held.desk.remove(digest);
      await this.#test(started);
    } catch {
      // The file is gone with the worker that held it.
    }
    this.#session.view();
  }

  /** @param {Refused} refused */
  dismiss(refused) {
    this.refused = this.refused.filter((one) => one !== refused);
    this.#session.view();
  }
}

/** A list of evidence, as JSON or as a table. */
const LISTS = /"tickmark-evidence"|^(?=[^\n]*\bid\b)(?=[^\n]*\btitle\b)(?=[^\n]*\bkind\b)[^\n]*\b(file\.name|source\.system|format)\b/i;

/** @param {File} file */
async function isManifest(file) {
  return file.size <= LARGEST_MANIFEST && LISTS.test(await file.slice(0, 4096).text());
}

/**
 * Manifests say which day a file shows that does not say it itself.
 *
 * @param {File[]} files
 */
async function manifestsFirst(files) {
  const are = await Promise.all(files.map(isManifest));
  return [...files.filter((_, i) => are[i]), ...files.filter((_, i) => !are[i])];
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
