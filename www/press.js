/** Reports, and what files for other tools are written from, made beside the page. No DOM. */

import { Beside } from "./beside.js";
import { EngineError, load, parts } from "./engine.js";
// Comes with the page, and not on demand: the report is to be had without a connection.
import { worker as script } from "./press-module.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").ReportFormat} ReportFormat
 */

/** After so many milliseconds templates of somebody's own are stopped, as on the command line: ours take a hundredth of it. */
const LONGEST = 10_000;

/** A report that is made, or why it cannot be; neither while it is being made. @typedef {{ text?: string, error?: unknown }} Made */

export class Press {
  #worker = new Beside(source, () => {
    this.#provided = 0;
    this.#words = undefined;
  });
  /** How much of the content from outside the worker has. */
  #provided = 0;
  /** The words of another language that the worker has. @type {unknown[] | undefined} */
  #words;
  /** Ends with the last work that has templates of somebody's own. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** Counts how often the worker was ended from outside. */
  #era = 0;
  /** What exports of the latest assessment are written from. @type {{ key: string, input: Promise<unknown> } | undefined} */
  #input;
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
    this.#era += 1;
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
   * Whether a report is what the engine makes of an assessment.
   *
   * @param {string} report
   * @param {Assessment} assessment
   * @param {Record<string, string>} [names]
   * @param {import("./tickmark.js").Reader} [reader]
   * @returns {Promise<import("./tickmark.js").Verification>}
   */
  verify(report, assessment, names, reader) {
    const asked = { do: "verify", report, assessment, ...(names && { names }), ...(reader && { reader }) };
    return this.#work(asked, (engine) => engine.verify(report, assessment, names, reader), reader);
  }

  /**
   * What files for other tools are written from.
   *
   * @param {Assessment} assessment
   * @returns {Promise<unknown>}
   */
  exportInput(assessment) {
    const key = JSON.stringify(assessment);
    if (this.#input?.key !== key) {
      const input = this.#work({ do: "input", assessment }, (engine) => engine.exportInput(assessment));
      this.#input = { key, input };
      input.catch(() => (this.#input = undefined));
    }
    return this.#input.input;
  }

  /**
   * @param {Assessment} assessment
   * @param {ReportFormat} format
   * @param {Record<string, string>} [names]
   * @param {import("./tickmark.js").Reader} [reader]
   * @returns {Promise<string>}
   */
  #make(assessment, format, names, reader) {
    const asked = { do: "report", assessment, format, ...(names && { names }), ...(reader && { reader }) };
    return this.#work(asked, (engine) => engine.report(assessment, format, names, reader), reader);
  }

  /**
   * @param {object} asked
   * @param {(engine: import("./tickmark.js").Engine) => any} here  the same in the page
   * @param {import("./tickmark.js").Reader} [reader]
   */
  async #work(asked, here, reader) {
    const own = Object.keys(reader?.templates ?? {});
    if (own.length > 0) return this.#inTurn(asked, own);
    try {
      return await this.#beside(asked);
    } catch (error) {
      if (/** @type {any} */ (error)?.problems) throw error;
      // Where the page may have no worker, its own engine does the work, and it waits.
      return here(await load());
    }
  }

  /** @param {{ reader?: import("./tickmark.js").Reader }} asked */
  async #beside(asked) {
    const { provided, words } = parts();
    // One message, so that nothing that is asked meanwhile comes between.
    if (asked.reader?.language && words !== this.#words) {
      this.#words = words;
      this.#worker.ask({ do: "speak", words }).catch(() => (this.#words = undefined));
    }
    for (const content of provided.slice(this.#provided)) {
      this.#provided += 1;
      await this.#worker.ask({ do: "provide", content });
    }
    return this.#worker.ask(asked);
  }

  /**
   * Work with templates of somebody's own: one after the other, so that none waits on another's time. Only a worker can be stopped;
   * in the page a template that goes on for long would hold up everything.
   *
   * @param {object} asked
   * @param {string[]} own  names of the templates
   */
  #inTurn(asked, own) {
    const era = this.#era;
    const turn = this.#turn.then(async () => {
      if (era !== this.#era) throw new EngineError("engine-stopped", t("The work beside the page was stopped."));
      let late = false;
      const clock = setTimeout(() => {
        late = true;
        this.#worker.close();
      }, LONGEST);
      try {
        return await this.#beside(asked);
      } catch (error) {
        throw late ? tooLong(own) : error;
      } finally {
        clearTimeout(clock);
      }
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** @param {string[]} templates  by name */
function tooLong(templates) {
  const names = templates.join(", ");
  const seconds = LONGEST / 1000;
  return new EngineError(
    "template-stopped",
    t("The templates ({names}) took more than {seconds} seconds and were stopped; a loop within a loop may be too long.", { names, seconds }),
  );
}

async function source() {
  const { module } = parts();
  if (!module) throw new Error("no engine");
  return { script, module };
}
