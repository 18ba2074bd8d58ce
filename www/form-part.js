/** The element as a control of a form around it: its value, what is missing, and how it comes back. */

import { t } from "./words.js";

/** @typedef {import("./session.js").Session} Session */

export class FormPart {
  #internals;
  #host;
  #waiting = false;

  /**
   * @param {HTMLElement} host
   * @param {ElementInternals} internals
   */
  constructor(host, internals) {
    this.#host = host;
    this.#internals = internals;
  }

  /**
   * Brings value and validity up to date, before anybody can ask for them.
   *
   * @param {Session} session
   */
  renew(session) {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      this.#renew(session);
    });
  }

  /** @param {Session} session */
  #renew(session) {
    const assessment = session.assessment();
    // Without a profile there is no assessment, and the form gets nothing.
    this.#internals.setFormValue(assessment ? JSON.stringify(assessment) : null, JSON.stringify(session.everything()));
    this.#validate(session);
  }

  /** @param {Session} session */
  #validate(session) {
    const anchor = this.#host.shadowRoot?.getElementById("sheet");
    if (!this.#host.hasAttribute("required") || isComplete(session) || !anchor) return this.#internals.setValidity({});
    const { length } = session.questions;
    const text = session.assessment()
      ? t("Answer all questions: {count} of {total} are answered.", { count: session.answering.count, total: length })
      : t("Say which report you are planning, and for which days.");
    this.#internals.setValidity({ valueMissing: true }, text, anchor);
  }

  /** Whether this is what the form is stopped by: the first of its controls that is not in order. */
  get isFirst() {
    const { form } = this.#internals;
    const all = /** @type {any[]} */ ([...(form?.elements ?? [this.#host])]);
    return all.find((one) => one === this.#host || (one.willValidate && !one.validity.valid)) === this.#host;
  }
}

/**
 * Whether every question is answered.
 *
 * @param {Session} session
 */
export function isComplete(session) {
  const { length } = session.questions;
  return length > 0 && !session.isMissing && session.assessment() !== undefined && session.answering.count === length;
}
