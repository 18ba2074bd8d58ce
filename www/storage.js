/** Keeps the draft on the device while it is made. A guard against a closed tab; the saved file is the record. */

import { readDraft } from "./documents.js";

/**
 * @typedef {import("./state.js").Draft} Draft
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
   * @param {boolean} enabled
   * @param {(saved: Saved) => void} report  called whenever the state of keeping changes
   */
  constructor(key, earlier, enabled, report) {
    this.key = key;
    this.earlier = earlier;
    this.enabled = enabled;
    this.report = report;
  }

  /**
   * What was kept, or nothing. A damaged record is left where it is until something new is kept.
   *
   * @returns {Draft | undefined}
   */
  read() {
    if (!this.enabled) return undefined;
    try {
      const kept = localStorage.getItem(this.key) ?? localStorage.getItem(this.earlier);
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
      localStorage.setItem(this.key, JSON.stringify(draft()));
      this.report({ kind: "saved", at: new Date() });
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      this.report({
        kind: "lost",
        why: full ? "the browser's storage is full" : "the browser does not allow storage here",
      });
    }
  }

  /** Removes what was kept. */
  forget() {
    clearTimeout(this.#timer);
    this.#pending = undefined;
    if (!this.enabled) return;
    try {
      localStorage.removeItem(this.key);
      localStorage.removeItem(this.earlier);
    } catch {
      // Storage that cannot be reached holds nothing.
    }
  }
}
