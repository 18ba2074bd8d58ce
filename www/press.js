/** Reports, made beside the page. No DOM. */

import { Beside } from "./beside.js";
import { load, parts } from "./engine.js";
// Comes with the page, and not on demand: the report is to be had without a connection.
import { worker as script } from "./press-module.js";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").ReportFormat} ReportFormat
 */

/** A report that is made, or why it cannot be; neither while it is being made. @typedef {{ text?: string, error?: unknown }} Made */

export class Press {
  #worker = new Beside(source, () => {
    this.#provided = 0;
  });
  /** How much of the content from outside the worker has. */
  #provided = 0;
  /** The latest report of each format, and what it was made of. @type {Map<ReportFormat, Made & { key: string, done: Promise<Made> }>} */
  #made = new Map();

  /**
   * The report; what was made of the same assessment before is not made again.
   *
   * @param {Assessment} assessment
   * @param {ReportFormat} format
   * @param {Record<string, string>} [names]  by pseudonym, for a copy that names people
   * @param {import("./tickmark.js").Reader} [reader]  whom it is for, unless it is a founder
   * @returns {Made & { done: Promise<Made> }}
   */
  report(assessment, format, names, reader) {
    const key = JSON.stringify([assessment, names, reader]);
    const before = this.#made.get(format);
    if (before?.key === key) return before;
    const text = this.#make(assessment, format, names, reader);
    /** @type {Made & { key: string, done: Promise<Made> }} */
    const made = { key, done: text.then((text) => Object.assign(made, { text }), (error) => Object.assign(made, { error })) };
    this.#made.set(format, made);
    return made;
  }

  /**
   * A report that is wanted once, and not held.
   *
   * @param {Assessment} assessment
   * @param {ReportFormat} format
   * @param {import("./tickmark.js").Reader} reader
   * @returns {Promise<string>}
   */
  once(assessment, format, reader) {
    return this.#make(assessment, format, undefined, reader);
  }

  /** Ends the worker; the next report starts another. */
  close() {
    this.#worker.close();
  }

  /**
   * Lets the next call try again.
   *
   * @param {ReportFormat} format
   */
  forget(format) {
    this.#made.delete(format);
  }

  /**
   * @param {Assessment} assessment
   * @param {ReportFormat} format
   * @param {Record<string, string>} [names]
   * @param {import("./tickmark.js").Reader} [reader]
   */
  async #make(assessment, format, names, reader) {
    try {
      for (const content of parts().provided.slice(this.#provided)) {
        this.#provided += 1;
        await this.#worker.ask({ do: "provide", content });
      }
      return await this.#worker.ask({ do: "report", assessment, format, ...(names && { names }), ...(reader && { reader }) });
    } catch (error) {
      if (/** @type {any} */ (error)?.problems) throw error;
      // Where the page may have no worker, its own engine does the work, and it waits.
      return (await load()).report(assessment, format, names, reader);
    }
  }
}

async function source() {
  const { module } = parts();
  if (!module) throw new Error("no engine");
  return { script, module };
}
