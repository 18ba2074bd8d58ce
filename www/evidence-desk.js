/** The page's side of the worker that reads evidence: what is on the desk, and what is asked of it. No DOM. */

import { Beside } from "./beside.js";
import { reader } from "./supply.js";

/**
 * What is asked of the worker.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "read", file: File, asOf?: string, dayFirst?: boolean, mapping?: Mapping, known?: Mapping[], beside?: MessagePort }
 *   | { id: number, do: "digest", chunks: MessagePort }
 *   | { id: number, do: "look", file: File }
 *   | { id: number, do: "preview", table: Table, mapping: Mapping }
 *   | { id: number, do: "remove", digest: string }
 *   | { id: number, do: "results", terms: unknown }
 *   | { do: "digested", of: number, digest?: string }
 *   | { do: "cancel", of: number }} Asked
 */

/**
 * Bytes from which a second worker makes the digest while the first reads: it takes half the time of both, and starting a
 * worker costs what a few MB of it do.
 */
const LARGE = 8_000_000;

/**
 * @typedef {import("./evidence.js").Table} Table
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {{ asOf?: string, dayFirst?: boolean, mapping?: Mapping }} Said  what the reader says of a file
 * @typedef {{ name: string, digest?: string, file?: File, error?: unknown }} Found  `file`: of an archive, that file of it; `error`: why that one was not read
 */

export class Desk {
  /** Digests of the files on the desk. @type {Set<string>} */
  digests = new Set();
  #worker = new Beside(source, () => this.digests.clear());
  #digester = new Beside(outside);

  /**
   * Reads a file. Gives the digests of what was in it, or of a file of an archive what is wrong with it; nothing if it was cancelled.
   *
   * @param {File} file
   * @param {Said & { known?: Mapping[] }} said
   * @param {(bytes: number) => void} [taken]
   * @param {AbortSignal} [signal]
   * @returns {Promise<Found[]>}
   */
  async read(file, said, taken, signal) {
    const { asked, during } = file.size >= LARGE ? this.#beside() : { asked: {}, during: {} };
    try {
      const found = await this.#worker.ask(
        { do: "read", file, ...said, ...asked },
        { ...during, ...(taken && { taken }), ...(signal && { signal }) },
      );
      for (const { digest } of found) if (digest) this.digests.add(digest);
      return found;
    } finally {
      // Whoever still waits for more of a file that nobody reads any longer.
      this.#digester.stop();
    }
  }

  /** A second worker makes the digest of the chunks that the first hands on. */
  #beside() {
    const { port1, port2 } = new MessageChannel();
    const made = this.#digester.ask({ do: "digest", chunks: port1 }, { transfer: [port1] });
    // Where there is no second worker, the first does without.
    const more = made.catch(() => undefined).then((digest) => ({ do: "digested", digest }));
    return { asked: { beside: port2 }, during: { transfer: [port2], more } };
  }

  /**
   * The table at the beginning of a file, and what it could be; nothing for what is none.
   *
   * @param {File} file
   * @returns {Promise<Table | undefined>}
   */
  async look(file) {
    return this.#worker.ask({ do: "look", file });
  }

  /**
   * How the first rows of a table read.
   *
   * @param {Table} table
   * @param {Mapping} mapping
   * @returns {Promise<import("./evidence.js").Preview>}
   */
  async preview(table, mapping) {
    return this.#worker.ask({ do: "preview", table, mapping });
  }

  /** Ends the workers; the desk is then empty. */
  close() {
    this.#worker.close();
    this.#digester.close();
  }

  /** @param {string} digest */
  async remove(digest) {
    if (this.digests.delete(digest)) await this.#worker.ask({ do: "remove", digest });
  }

  /**
   * What each file is, with what was found in all of them together.
   *
   * @param {unknown} terms
   * @returns {Promise<unknown[]>}
   */
  async results(terms) {
    return this.digests.size === 0 ? [] : this.#worker.ask({ do: "results", terms });
  }
}

/** What reads files; where the page may have no worker, it does so in the page. */
async function source() {
  const { run, module } = await reader();
  return { script: `(${run})(self)`, module: await WebAssembly.compile(await module()), inside: run };
}

async function outside() {
  const { script, module } = await source();
  return { script, module };
}
