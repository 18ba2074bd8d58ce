/** Keeps the drafts on the device while they are made, of which each tab has one in work. A guard against a closed tab; the saved file is the record. */

import { readDraft } from "./documents.js";
import { t } from "./words.js";

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {"local" | "session" | "none"} Place  kept for good, until the tab is closed, or not at all
 * @typedef {{ kind: "off" } | { kind: "idle" } | { kind: "saved", at: Date } | { kind: "lost", why: string }} Saved
 */

/**
 * What a record has beside the draft.
 *
 * @typedef {object} Beside
 * @property {string[]} line  this record, last, and those that went into it, each by a name that no other has
 * @property {number} [at]  when something was last entered, in milliseconds since 1970
 * @property {string} [name]  what the reader calls it
 * @property {Record<string, number>} [changed]  when each thing was changed that was changed last, as `at`
 * @property {import("./merging.js").Replaced[]} [replaced]  what gave way to a later change in another tab
 */

const DELAY = 300;
/** So many records that went into one are named: more than two tabs write before one has heard of the other. */
const LINE = 60;

/** The name of something that is new. */
export function fresh() {
  return Math.random().toString(36).slice(2, 10);
}

export class Keeper {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => Draft) | undefined} */
  #pending;
  /** What this tab puts aside has this name. */
  #own = fresh();
  /** Which of the drafts that are kept here this tab has in work; the first has no id. */
  id = "";
  /** What this tab and the storage had in common last. @type {string | null} */
  base = null;
  /** Records of the present draft that this tab knows. @type {Map<string | undefined, string>} */
  seen = new Map();
  /** @type {Beside} */
  beside = { line: [] };
  /** Whether what was to be opened could not be read. It stays where it is. */
  damaged = false;

  /**
   * @param {string} name  of the place: no two elements of a page have the same
   * @param {Place} place
   * @param {(saved: Saved) => void} report  called whenever the state of keeping changes
   * @param {(text: string) => boolean} settle  puts what another tab has kept together with what is here; whether that is done
   */
  constructor(name, place, report, settle) {
    this.name = name;
    this.place = place;
    this.report = report;
    this.settle = settle;
  }

  get enabled() {
    return this.place !== "none";
  }

  /** Throws where the browser does not allow it. */
  get store() {
    return this.place === "session" ? sessionStorage : localStorage;
  }

  /** Where a draft is kept. The first is where releases before there were several kept the only one. */
  key(id = this.id) {
    return `tm${id && `-${id}`}:${this.name}`;
  }

  /** Where releases before that kept it. */
  get earlier() {
    return `tm:red-flags:${this.name}`;
  }

  /** Where it stands what this tab has in work, and what was in work last in any. */
  get last() {
    return `tm.last:${this.name}`;
  }

  /** What is in the storage now. Throws as `store` does. */
  get now() {
    return this.store.getItem(this.key());
  }

  /** Where this tab puts aside what it cannot put together yet with what another has kept: the base, and what is here. */
  get aside() {
    return `tm+${this.id}+${this.#own}:${this.name}`;
  }

  /** Where it is kept what the report compares with. */
  get compared() {
    return `tm+${this.id}+:${this.name}`;
  }

  /** What is kept beside drafts: what tabs have put aside, and what is compared with. @param {string} [of]  of which draft, with `+` behind it; of any, if none */
  others(of = "") {
    return Object.keys(this.store).filter((key) => key.startsWith(`tm+${of}`) && key.replace(/^tm\+\w*\+\w*:/, "") === this.name);
  }

  /** Under which all of it is kept. */
  keys() {
    return Object.keys(this.store).filter((key) => key === this.earlier || key.replace(/^tm([-.]\w+)?:/, "") === this.name);
  }

  /**
   * What this tab had in work, or what was in work last; nothing where nothing is kept.
   *
   * @returns {Draft | undefined}
   */
  read() {
    if (!this.enabled) return undefined;
    try {
      const { store, last } = this;
      const ids = [sessionStorage.getItem(last), store.getItem(last)];
      return this.open(ids.find((id) => id !== null && store.getItem(this.key(id)) !== null) ?? "");
    } catch {
      return undefined;
    }
  }

  /**
   * Goes over to another draft. One that is damaged stays where it is, and a new one is begun.
   *
   * @param {string} id
   * @returns {Draft | undefined}
   */
  open(id) {
    this.id = id;
    this.seen.clear();
    const text = this.store.getItem(this.key()) ?? (id ? null : this.store.getItem(this.earlier));
    const draft = this.known(text);
    this.damaged = !draft && text !== null;
    if (this.damaged) {
      this.id = fresh();
      this.known(null);
    }
    return draft;
  }

  /**
   * This is in the storage now. What of it is a draft.
   *
   * @param {string | null} text
   */
  known(text) {
    const record = parsed(text);
    const { line, ...beside } = record?.kept ?? {};
    this.#hold(text, { ...beside, line: Array.isArray(line) ? line : [] });
    return readDraft(record);
  }

  /**
   * @param {string | null} text
   * @param {Beside} beside
   */
  #hold(text, beside) {
    Object.assign(this, { base: text, beside });
    if (text) this.seen.set(beside.line.at(-1), text);
  }

  /**
   * Keeps the draft soon; the latest call wins.
   *
   * @param {() => Draft} draft
   * @param {number} [at]  when it was changed
   */
  keep(draft, at = Date.now()) {
    if (!this.enabled) return;
    this.#pending = draft;
    this.beside.at = at;
    clearTimeout(this.#timer);
    const flush = () => this.flush();
    // One tab after the other, where the browser can see to that.
    this.#timer = setTimeout(() => (navigator.locks?.request(this.key(), flush) ?? Promise.reject()).catch(flush), DELAY);
  }

  /** Looks at what other tabs have kept, and keeps now whatever is waiting. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.enabled) return;
    try {
      const { now } = this;
      const isSettled = !now || now === this.base || this.settle(now);
      if (!this.#pending) return;
      const kept = { ...this.beside, line: [...this.beside.line, fresh()].slice(-LINE) };
      const text = JSON.stringify({ ...this.#pending(), kept });
      // The tab may be closed before what puts both together is there.
      if (!isSettled) return this.store.setItem(this.aside, `${this.base}\n${text}`);
      this.store.setItem(this.key(), text);
      this.store.removeItem(this.aside);
      this.#pending = undefined;
      this.#hold(text, kept);
      this.point();
      this.report({ kind: "saved", at: new Date() });
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      this.report({
        kind: "lost",
        why: full ? t("the browser's storage is full") : t("the browser does not allow storage here"),
      });
    }
  }

  /** This is what the tab has in work from now on, and what a new tab takes up. */
  point() {
    const { store, last, id } = this;
    sessionStorage.setItem(last, id);
    if ((store.getItem(last) ?? "") !== id) store.setItem(last, id);
  }

  /** Whether something waits to be kept. */
  get waits() {
    return this.#pending !== undefined;
  }

  /** Nothing waits to be kept any more. */
  drop() {
    clearTimeout(this.#timer);
    this.#pending = undefined;
  }

  /**
   * Removes what is kept. Gives the way back.
   *
   * @param {boolean} all  and not the present draft alone
   */
  forget(all) {
    /** @type {[string, string | null][]} */
    const kept = [];
    try {
      // What waits comes back as well; but not what another tab has just deleted.
      if (this.enabled && this.now) this.flush();
      const own = all ? this.keys() : [this.key(), ...(this.id ? [] : [this.earlier])];
      for (const key of this.enabled ? [...own, ...this.others(all ? "" : `${this.id}+`)] : []) {
        kept.push([key, this.store.getItem(key)]);
        this.store.removeItem(key);
      }
    } catch {
      // Storage that cannot be reached holds nothing.
    }
    const { id, base, beside } = this;
    this.drop();
    this.seen.clear();
    this.#hold(null, { line: [] });
    if (all) this.id = "";
    return () => {
      Object.assign(this, { id, base, beside });
      for (const [key, text] of kept) if (text !== null) this.store.setItem(key, text);
    };
  }
}

/** @param {string | null} text */
export function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
