/** The page's side of the worker that reads evidence: starts it on the first file, asks it, hears how far it is. No DOM. */

import { EngineError } from "./engine.js";

/**
 * What is asked of the worker.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "read", file: File, asOf?: string, dayFirst?: boolean, mapping?: Mapping, known?: Mapping[] }
 *   | { id: number, do: "look", file: File }
 *   | { id: number, do: "preview", table: Table, mapping: Mapping }
 *   | { id: number, do: "remove", digest: string }
 *   | { id: number, do: "results", terms: unknown }
 *   | { do: "cancel", of: number }} Asked
 */

/**
 * What it answers.
 *
 * @typedef {{ id: number, taken?: number, result?: any, error?: { message: string, code?: string, problems?: import("./tickmark.js").Problem[], stopped: boolean } }} Answered
 */

/**
 * @typedef {import("./evidence.js").Table} Table
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {{ asOf?: string, dayFirst?: boolean, mapping?: Mapping }} Said  what the reader says of a file
 */

export class Desk {
  /** @type {Promise<Worker> | undefined} */
  #worker;
  #last = 0;
  /** Who waits for which answer. @type {Map<number, { done: (result: any) => void, failed: (error: unknown) => void, taken?: (bytes: number) => void }>} */
  #waiting = new Map();
  /** Digests of the files on the desk. @type {Set<string>} */
  digests = new Set();

  /**
   * Reads a file. Gives the digests of what was in it; none if it was cancelled.
   *
   * @param {File} file
   * @param {Said & { known?: Mapping[] }} said
   * @param {(bytes: number) => void} [taken]
   * @param {AbortSignal} [signal]
   * @returns {Promise<{ name: string, digest: string }[]>}
   */
  async read(file, said, taken, signal) {
    const worker = await this.#start();
    const id = this.#next();
    signal?.addEventListener("abort", () => worker.postMessage({ do: "cancel", of: id }));
    const found = await this.#ask(worker, { id, do: "read", file, ...said }, taken);
    for (const { digest } of found) this.digests.add(digest);
    return found;
  }

  /**
   * The table at the beginning of a file, and what it could be; nothing for what is none.
   *
   * @param {File} file
   * @returns {Promise<Table | undefined>}
   */
  async look(file) {
    return this.#ask(await this.#start(), { id: this.#next(), do: "look", file });
  }

  /**
   * How the first rows of a table read.
   *
   * @param {Table} table
   * @param {Mapping} mapping
   * @returns {Promise<import("./evidence.js").Preview>}
   */
  async preview(table, mapping) {
    return this.#ask(await this.#start(), { id: this.#next(), do: "preview", table, mapping });
  }

  /** @param {string} digest */
  async remove(digest) {
    if (!this.digests.delete(digest)) return;
    await this.#ask(await this.#start(), { id: this.#next(), do: "remove", digest });
  }

  /**
   * What each file is, with what was found in all of them together.
   *
   * @param {unknown} terms
   * @returns {Promise<unknown[]>}
   */
  async results(terms) {
    if (this.digests.size === 0) return [];
    return this.#ask(await this.#start(), { id: this.#next(), do: "results", terms });
  }

  #next() {
    this.#last += 1;
    return this.#last;
  }

  #start() {
    this.#worker ??= this.#begin().catch((error) => {
      this.#worker = undefined;
      throw error;
    });
    return this.#worker;
  }

  async #begin() {
    const { worker: source, module } = await import("./evidence-module.js");
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    let worker;
    try {
      worker = new Worker(url);
    } catch {
      throw blocked();
    }
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(blocked());
    };
    const compiled = await WebAssembly.compile(await module());
    await this.#ask(worker, { id: this.#next(), do: "start", module: compiled });
    URL.revokeObjectURL(url);
    return worker;
  }

  /**
   * @param {Worker} worker
   * @param {Exclude<Asked, { do: "cancel" }>} asked
   * @param {(bytes: number) => void} [taken]
   * @returns {Promise<any>}
   */
  #ask(worker, asked, taken) {
    return new Promise((done, failed) => {
      this.#waiting.set(asked.id, { done, failed, ...(taken && { taken }) });
      worker.postMessage(asked);
    });
  }

  /** @param {Answered} answered */
  #hear({ id, taken, result, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (taken !== undefined) return waiting.taken?.(taken);
    this.#waiting.delete(id);
    if (!error) return waiting.done(result);
    if (error.stopped) {
      this.#lose(
        new EngineError(
          "engine-stopped",
          "The engine stopped while reading this. Drop the files again; nothing you entered is lost.",
        ),
      );
      return waiting.failed(new EngineError("engine-stopped", "The engine stopped while reading this file."));
    }
    waiting.failed(error);
  }

  /**
   * The worker is gone, and what it held with it.
   *
   * @param {EngineError} why
   */
  #lose(why) {
    for (const { failed } of this.#waiting.values()) failed(why);
    this.#waiting.clear();
    this.digests.clear();
    this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
  }
}

function blocked() {
  return new EngineError(
    "worker-blocked",
    "This page's Content-Security-Policy does not let files be read beside the page. Whoever runs the page has to add " +
      "worker-src blob: to it.",
  );
}
