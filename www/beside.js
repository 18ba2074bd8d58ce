/** A worker beside the page, so that nothing blocks it: started from the text of its script, asked, heard. No DOM. */

import { EngineError } from "./engine.js";

/**
 * What a worker answers: how far it is, a result, or what went wrong.
 *
 * @typedef {{ id: number, taken?: number, result?: any, error?: Failure }} Answered
 * @typedef {{ message: string, code?: string, name?: string, problems?: import("./tickmark.js").Problem[], stopped: boolean }} Failure
 */

/**
 * The text of a worker's script, and the module that it works with.
 *
 * @typedef {{ script: string, module: WebAssembly.Module }} Source
 */

export class Beside {
  /** @type {() => Promise<Source>} */
  #source;
  /** @type {() => void} */
  #lost;
  /** @type {Promise<Worker> | undefined} */
  #worker;
  #last = 0;
  /** Who waits for which answer. @type {Map<number, { done: (result: any) => void, failed: (error: unknown) => void, taken?: (bytes: number) => void }>} */
  #waiting = new Map();

  /**
   * @param {() => Promise<Source>} source  asked for on the first call, and again after the worker was lost
   * @param {() => void} [lost]  called when the worker is gone, and what it held with it
   */
  constructor(source, lost = () => undefined) {
    this.#source = source;
    this.#lost = lost;
  }

  /**
   * What the worker answers. Starts it, if need be.
   *
   * @param {object} asked
   * @param {{ taken?: (bytes: number) => void, signal?: AbortSignal, more?: Promise<object>, transfer?: Transferable[] }} [during]
   *   `more` is what it is told of this once that is known, `transfer` what is handed over for good
   * @returns {Promise<any>}
   */
  async ask(asked, { taken, signal, more, transfer } = {}) {
    const worker = await this.#start();
    const id = this.#last + 1;
    const cancel = () => worker.postMessage({ do: "cancel", of: id });
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    more?.then((told) => worker.postMessage({ ...told, of: id }));
    return this.#post(worker, asked, taken, transfer);
  }

  #start() {
    this.#worker ??= this.#begin().catch((error) => {
      this.#worker = undefined;
      throw error;
    });
    return this.#worker;
  }

  async #begin() {
    const { script, module } = await this.#source();
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    let worker;
    try {
      worker = new Worker(url);
    } catch {
      throw blocked();
    }
    worker.onmessage = ({ data }) => this.#hear(data);
    let started = false;
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(started ? stopped() : blocked());
    };
    await this.#post(worker, { do: "start", module });
    started = true;
    URL.revokeObjectURL(url);
    return worker;
  }

  /**
   * @param {Worker} worker
   * @param {object} asked
   * @param {(bytes: number) => void} [taken]
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  #post(worker, asked, taken, transfer = []) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed, ...(taken && { taken }) });
      worker.postMessage({ ...asked, id }, transfer);
    });
  }

  /** @param {Answered} answered */
  #hear({ id, taken, result, error }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (taken !== undefined) return waiting.taken?.(taken);
    this.#waiting.delete(id);
    if (!error) return waiting.done(result);
    if (!error.stopped) return waiting.failed(error);
    waiting.failed(new EngineError("engine-stopped", "The engine stopped while working on this."));
    this.#lose(stopped());
  }

  /** Stops the worker, if it works on something: whoever waits for it is told so. */
  stop() {
    if (this.#waiting.size > 0) this.#lose(new EngineError("engine-stopped", "The work beside the page was stopped."));
  }

  /**
   * The worker is gone, and what it held with it.
   *
   * @param {EngineError} why
   */
  #lose(why) {
    for (const { failed } of this.#waiting.values()) failed(why);
    this.#waiting.clear();
    this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
    this.#lost();
  }
}

function stopped() {
  return new EngineError("engine-stopped", "The engine stopped while working on this. Do it again; nothing you entered is lost.");
}

function blocked() {
  return new EngineError(
    "worker-blocked",
    "This page's Content-Security-Policy does not let work be done beside the page. Whoever runs the page has to add " +
      "worker-src blob: to it.",
  );
}
