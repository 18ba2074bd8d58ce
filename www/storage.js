/** Keeps the draft on the device while it is made. A guard against a closed tab; the saved file is the record. */

import { readDraft } from "./documents.js";
import { t } from "./words.js";

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {"local" | "session" | "none"} Place  kept for good, until the tab is closed, or not at all
 * @typedef {{ kind: "off" } | { kind: "idle" } | { kind: "saved", at: Date } | { kind: "lost", why: string }} Saved
 */

const DELAY = 300;

export class Keeper {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(() => Draft) | undefined} */
  #pending;

  /**
   * @param {string} key
   * @param {string} earlier  the key under which earlier releases kept it
   * @param {Place} place
   * @param {(saved: Saved) => void} report  called whenever the state of keeping changes
   */
  constructor(key, earlier, place, report) {
    this.key = key;
    this.earlier = earlier;
    this.place = place;
    this.report = report;
  }

  get enabled() {
    return this.place !== "none";
  }

  /** Throws where the browser does not allow it. */
  get #store() {
    return this.place === "session" ? sessionStorage : localStorage;
  }

  /**
   * What was kept, or nothing. A damaged record is left where it is until something new is kept.
   *
   * @returns {Draft | undefined}
   */
  read() {
    if (!this.enabled) return undefined;
    try {
      const kept = this.#store.getItem(this.key) ?? this.#store.getItem(this.earlier);
      return readDraft(JSON.parse(kept ?? "null"));
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps the draft soon; the latest call wins.
   *
   * @param {() => Draft} draft
   */
  keep(draft) {
    if (!this.enabled) return;
    this.#pending = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), DELAY);
  }

  /** Keeps now whatever is waiting. */
  flush() {
    clearTimeout(this.#timer);
    const draft = this.#pending;
    this.#pending = undefined;
    if (!draft) return;
    try {
      this.#store.setItem(this.key, JSON.stringify(draft()));
      this.report({ kind: "saved", at: new Date() });
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      this.report({
        kind: "lost",
        why: full ? t("the browser's storage is full") : t("the browser does not allow storage here"),
      });
    }
  }

  /** Removes what was kept. */
  forget() {
    clearTimeout(this.#timer);
    this.#pending = undefined;
    if (!this.enabled) return;
    try {
      this.#store.removeItem(this.key);
      this.#store.removeItem(this.earlier);
    } catch {
      // Storage that cannot be reached holds nothing.
    }
  }
}
