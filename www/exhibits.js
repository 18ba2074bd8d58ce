/** Evidence files of this tab: reading them, and what was read. Loaded together with the engine. No DOM. */

import { problemsOf } from "./engine.js";
import { nothing } from "./held.js";
import { noteReadWith, readWith } from "./items.js";
import { isManifest, manifestsFirst } from "./manifests.js";
import { settings } from "./state.js";
import { Unfinished } from "./unfinished.js";
import { plural, t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {import("./tickmark.js").KeyRow} KeyRow
 * @typedef {import("./steps/mapping.js").Open} Open
 * @typedef {{ name: string, problems: Problem[], wanted?: string, file?: File, open?: Open, archive?: string, stopped?: boolean }} Refused  `stopped`: by the reader; `open`: a table of which the reader can say what it is; `archive`: in which it came
 * @typedef {import("./held.js").Held} Held
 */

export class Exhibits {
  #session;
  /** Files that could not be used. @type {Refused[]} */
  refused = [];
  /** Files being read, by name: how many bytes of how many, how to stop, and who shows it. @type {Map<string, { taken: number, size: number, stop: AbortController, told?: (taken: number) => void }>} */
  reading = new Map();
  /** What is held for the files of this tab. @type {Held} */
  held;
  /** Counts how often everything was replaced: a file read for what was there before is not added. */
  #generation = 0;
  /** Counts how often the evidence was changed elsewhere: what is tested meanwhile is tested again. */
  #round = 0;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.#session = session;
    this.unfinished = new Unfinished(session);
    this.held = nothing();
  }

  /** Forgets the files, because everything entered was replaced. */
  reset() {
    this.#generation += 1;
    for (const { stop } of this.reading.values()) stop.abort();
    this.reading = new Map();
    this.held = nothing();
    this.refused = [];
  }

  /**
   * The evidence has been changed elsewhere, where the numbers of people are given anew: names are as well as gone.
   *
   * @param {string[]} gone  digests of files that were removed there
   * @param {boolean} again  whether evidence of both is there, so that what is in this tab has to be numbered beside it
   */
  outdate(gone, again) {
    this.#round += 1;
    this.held.keys.clear();
    this.held.openedKey = [];
    this.#forgetGone();
    for (const digest of gone) this.held.desk.remove(digest).catch(() => undefined);
    if (again) this.#testAgain();
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
        await this.#refuse(file, error, started);
      }
      this.#done(file.name, started);
    }
    if (read.length > 0) await this.#test(started);
    if (read.length > 0 && started === this.#generation) {
      this.#session.news = plural(read.length, "{file} was read.", "{count} files were read.", { file: read[0] ?? "" });
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
    const started = this.#generation;
    this.reading.set(file.name, { taken: 0, size: file.size, stop });
    this.unfinished.begin(file.name, "read");
    this.#session.view();
    const { held } = this;
    const engine = await this.#session.load();
    const manifest = (await isManifest(file)) && new Uint8Array(await file.arrayBuffer());
    if (started !== this.#generation) return false;
    if (manifest) {
      const { evidence } = engine.manifest(manifest, this.#assessment());
      this.#session.draft.evidence = evidence;
      this.#forgetGone();
      this.#session.changed();
      return true;
    }
    const known = this.#listedDay(file.name);
    const told = { ...(known && { asOf: known }), ...said };
    const { evidence } = this.#session.draft;
    const mappings = evidence.flatMap(({ format }) => format?.mapping ?? []);
    const progress = (/** @type {number} */ taken) => {
      if (started !== this.#generation) return;
      const now = this.reading.get(file.name);
      // Drawn once: a button that is replaced while it is pressed is never clicked.
      const isDrawn = now !== undefined && now.taken > 0;
      this.reading.set(file.name, { ...now, taken, size: file.size, stop });
      if (isDrawn) now.told?.(taken);
      else this.#session.view();
    };
    const take = (/** @type {File} */ one, /** @type {import("./evidence-desk.js").Said} */ what) =>
      held.desk.read(one, { ...what, known: mappings }, progress, stop.signal);
    const found = await take(file, told);
    if (found.length === 0 && stop.signal.aborted && started === this.#generation) {
      this.refused.push({ name: file.name, problems: [], stopped: true });
      this.#session.news = stoppedText(file.name);
    }
    for (const { digest, file: member = file, error } of found) {
      if (!digest) {
        await this.#refuse(member, error, started, { archive: file.name });
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

  /**
   * Tests the files of this tab together, and puts what was found into the evidence.
   *
   * @param {number} started
   * @returns {Promise<boolean>}
   */
  async #test(started) {
    const { held } = this;
    const engine = await this.#session.load();
    const round = this.#round;
    const digests = [...held.desk.digests];
    if (digests.length === 0) return false;
    const inspected = await held.desk.results(engine.terms(this.#assessment(), digests));
    // Nothing is waited for from here on, so that what is added is added to what is there now.
    if (started !== this.#generation || held !== this.held) return false;
    if (round !== this.#round) return this.#test(started);
    const results = engine.fileResults(this.#assessment(), inspected);
    this.#session.draft.evidence = results.at(-1)?.evidence ?? this.#session.draft.evidence;
    this.#forgetGone();
    const now = settings(this.#session.draft);
    for (const { entries, key, questions, asksOrder, asksDay, mapping } of results) {
      for (const { id, file } of entries) {
        noteReadWith(this.#session.draft, id, now);
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
    if (!assessment) throw new Error(t("the first step needs a few details before files can be read"));
    return assessment;
  }

  /**
   * @param {File} file
   * @param {unknown} error
   * @param {number} started  for which work it was read: another one is told nothing of it
   * @param {object} [at]
   * @param {Open} [at.open]  its table, as the reader sees it
   * @param {string} [at.archive]  the archive that it is in
   */
  async #refuse(file, error, started, { open: before, archive } = {}) {
    const problems = problemsOf(error);
    const unknown = problems.some(({ code }) => code === "unknown-format") && started === this.#generation;
    const table = before?.table ?? (unknown ? await this.#look(file) : undefined);
    if (started !== this.#generation) return;
    const name = archive ? `${archive}/${file.name}` : file.name;
    const draft = table && this.unfinished.saidOf(name, table);
    const open = before ?? (table && { table, ...(draft && { draft }) });
    this.refused.push({ name, problems, ...(archive && { archive }), ...(open && { file, open }) });
    if (open) this.unfinished.begin(name, "mapped");
    else this.unfinished.end(name);
    this.#session.news = table ? t("{file} is not recognised. Say what its columns are.", { file: name }) : t("{file} was not used.", { file: name });
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
      const used = await this.#read(file, { mapping });
      if (used) await this.#test(started);
      if (used && started === this.#generation) this.#session.news = t("{file} was read.", { file: file.name });
      this.unfinished.end(refused.name);
    } catch (error) {
      await this.#refuse(file, error, started, { ...(open && { open }), ...(archive && { archive }) });
    }
    this.#done(file.name, started);
  }

  /** Nothing more is being read of a file. @param {string} name  @param {number} started */
  #done(name, started) {
    // Another work may be reading a file of that name.
    if (started !== this.#generation) return;
    this.reading.delete(name);
    for (const one of this.unfinished.left((other) => this.reading.has(other) || this.#isMapped(other))) {
      if (one.name === name || one.name.startsWith(`${name}/`)) this.unfinished.end(one.name);
    }
    this.#session.view();
  }

  /** Whether the reader is saying what the columns of a file are. @param {string} name */
  #isMapped(name) {
    return this.refused.some((one) => one.name === name && one.open);
  }

  /** Files over which the page was closed. */
  left() {
    return this.unfinished.left((name) => this.reading.has(name) || this.#isMapped(name));
  }

  /** Lets a file go over which the page was closed. @param {string} name */
  letGo(name) {
    this.unfinished.end(name);
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
      await this.#refuse(file, error, started);
    }
    this.#done(file.name, started);
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
    return entry.workpapers.length > 0 && readWith(this.#session.draft, entry) !== settings(this.#session.draft);
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
    this.#session.offer(t("{file}: one takes the place of the other.", { file: entry.file?.name ?? entry.title }), () => say(undefined));
    this.#session.view();
  }

  /**
   * Who stands behind an entry's rows and pseudonyms, under the numbering that it has now: a number goes to somebody else
   * when evidence comes and goes.
   *
   * @param {Entry} entry
   * @returns {KeyRow[] | undefined}
   */
  keyOf({ id, numbering: now }) {
    return this.held.keys.get(id)?.filter(({ pseudonym, numbering }) => pseudonym === undefined || numbering === now);
  }

  /** Forgets what is held for evidence that is there no more. */
  #forgetGone() {
    const { files, keys, asked, mappings, opened, days, orders } = this.held;
    const { evidence, readWith } = this.#session.draft;
    const ids = new Set(evidence.map(({ id }) => id));
    for (const id of Object.keys(readWith)) if (!ids.has(id)) delete readWith[id];
    for (const held of [files, keys, asked, mappings, opened, days, orders]) {
      for (const id of [...held.keys()]) if (!ids.has(id)) held.delete(id);
    }
  }

  /** @param {Entry} entry */
  removeEvidence(entry) {
    const before = this.#session.draft.evidence;
    const file = this.held.files.get(entry.id);
    const by = readWith(this.#session.draft, entry);
    this.#session.draft.evidence = before.filter((one) => one !== entry);
    this.#forgetGone();
    this.#session.changed();
    this.#session.offer(t("Removed {file}.", { file: entry.file?.name ?? entry.title }), () => this.#putBack(entry, before, file, by));
    this.#session.view();
    const digest = entry.file?.sha256;
    if (digest && this.held.desk.digests.has(digest)) this.#takeOut(digest);
  }

  /**
   * Puts evidence back where it was. Its id may have been given to other evidence meanwhile, and so may the numbers of
   * its people: what is in this tab is tested again.
   *
   * @param {Entry} entry
   * @param {Entry[]} before
   * @param {File | undefined} file
   * @param {string | undefined} by  what it was read with
   */
  #putBack(entry, before, file, by) {
    const now = this.#session.draft.evidence;
    const digest = entry.file?.sha256;
    if (digest && now.some((one) => one.file?.sha256 === digest)) return;
    const taken = new Set(now.map(({ id }) => id));
    let { id } = entry;
    for (let number = 2; taken.has(id); number++) id = `${entry.id}-${number}`;
    const ahead = new Set(before.slice(0, before.indexOf(entry)).map((one) => one.id));
    const place = now.filter((one) => ahead.has(one.id)).length;
    const back = { ...entry, id };
    this.#session.draft.evidence = [...now.slice(0, place), back, ...now.slice(place)];
    if (by !== undefined) noteReadWith(this.#session.draft, id, by);
    if (!file) {
      this.#testAgain();
      return;
    }
    this.held.files.set(id, file);
    this.state(back, {});
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

  /** Tests again, beside evidence that came back and has pseudonyms of its own. */
  async #testAgain() {
    await this.#test(this.#generation).catch(() => false);
    this.#session.view();
  }

  /** @param {Refused} refused */
  dismiss(refused) {
    this.refused = this.refused.filter((one) => one !== refused);
    this.unfinished.end(refused.name);
    this.#session.view();
  }
}

/** What is said of a file that the reader stopped. @param {string} name */
export function stoppedText(name) {
  return t("{file} was not read to its end; nothing of it is used.", { file: name });
}
