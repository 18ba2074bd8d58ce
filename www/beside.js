/** A worker beside the page, so that nothing blocks it: started from the text of its script, asked, heard. No DOM. */

import { EngineError } from "./engine.js";
import { t } from "./words.js";

/**
 * What a worker answers: how far it is, a result, or what went wrong.
 *
 * @typedef {{ id: number, taken?: number, result?: any, error?: Failure }} Answered
 * @typedef {{ message: string, code?: string, name?: string, problems?: import("./tickmark.js").Problem[], stopped: boolean }} Failure
 */

/**
 * What a worker's script has as `self`.
 *
 * @typedef {object} Inside
 * @property {((event: MessageEvent) => void) | null} onmessage
 * @property {(message: any, transfer?: Transferable[]) => void} postMessage
 */

/**
 * The text of a worker's script, and the module that it works with; `inside` is the same script as a function, for a
 * page that may have no worker.
 *
 * @typedef {{ script: string, module: WebAssembly.Module, inside?: (self: Inside) => void }} Source
 * @typedef {Pick<Worker, "onmessage" | "onerror" | "postMessage" | "terminate">} Helper
 */

/**
 * The only thing that Trusted Types keep from a page and that cannot be done without: an address for a worker. No
 * policy is made before a worker is wanted, and it lets nothing through but blobs made here.
 *
 * @type {{ createScriptURL: (url: string) => any } | undefined}
 */
let policy;

export class Beside {
  /** @type {() => Promise<Source>} */
  #source;
  /** @type {() => void} */
  #lost;
  /** @type {Promise<Helper> | undefined} */
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
    const { script, module, inside } = await this.#source();
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    try {
      return await this.#started(outside(url), module);
    } catch (error) {
      if (!inside || !(error instanceof EngineError) || error.code !== "worker-blocked") throw error;
      return await this.#started(within(inside), module);
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /**
   * @param {Helper} worker
   * @param {WebAssembly.Module} module
   */
  async #started(worker, module) {
    worker.onmessage = ({ data }) => this.#hear(data);
    let started = false;
    worker.onerror = (event) => {
      /** @type {Event} */ (event).preventDefault();
      if (started) this.#lose(stopped());
      else this.#refuse(blocked());
    };
    await this.#post(worker, { do: "start", module });
    started = true;
    return worker;
  }

  /**
   * @param {Helper} worker
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
    waiting.failed(new EngineError("engine-stopped", t("The engine stopped while working on this.")));
    this.#lose(stopped());
  }

  /** Stops the worker, if it works on something: whoever waits for it is told so. */
  stop() {
    if (this.#waiting.size > 0) this.#lose(new EngineError("engine-stopped", t("The work beside the page was stopped.")));
  }

  /** Ends the worker; the next question starts another. */
  close() {
    if (this.#worker) this.#lose(new EngineError("engine-stopped", t("The work beside the page was stopped.")));
  }

  /**
   * The worker is gone, and what it held with it.
   *
   * @param {EngineError} why
   */
  #lose(why) {
    this.#refuse(why);
    this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
    this.#lost();
  }

  /** Tells whoever waits. @param {EngineError} why */
  #refuse(why) {
    for (const { failed } of this.#waiting.values()) failed(why);
    this.#waiting.clear();
  }
}

/**
 * A worker. Throws where the page may have none.
 *
 * @param {string} url
 * @returns {Helper}
 */
function outside(url) {
  try {
    /** @type {any} */
    const types = /** @type {any} */ (globalThis).trustedTypes;
    policy ??= types?.createPolicy("tickmark", { createScriptURL: (/** @type {string} */ one) => (one.startsWith("blob:") ? one : "") });
    return new Worker(policy?.createScriptURL(url) ?? url);
  } catch {
    throw blocked();
  }
}

/**
 * The script of a worker in the page itself, which waits for it.
 *
 * @param {(self: Inside) => void} script
 * @returns {Helper}
 */
function within(script) {
  const { port1, port2 } = new MessageChannel();
  /** @type {Inside} */
  const self = { onmessage: null, postMessage: (message, transfer = []) => port2.postMessage(message, transfer) };
  script(self);
  port2.onmessage = (event) => self.onmessage?.(event);
  return /** @type {any} */ (Object.assign(port1, { onerror: null, terminate: () => port1.close() }));
}

function stopped() {
  return new EngineError("engine-stopped", t("The engine stopped while working on this. Do it again; nothing you entered is lost."));
}

function blocked() {
  return new EngineError(
    "worker-blocked",
    t("This page's Content-Security-Policy does not let work be done beside the page. Whoever runs the page has to add worker-src blob: to it."),
  );
}
