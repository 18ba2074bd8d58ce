/** The page's side of the worker that reads evidence: what is on the desk, and what is asked of it. No DOM. */

import { Beside } from "./beside.js";

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
 * @typedef {import("./evidence.js").Table} Table
 * @typedef {import("./tickmark.js").Mapping} Mapping
 * @typedef {{ asOf?: string, dayFirst?: boolean, mapping?: Mapping }} Said  what the reader says of a file
 */

export class Desk {
  /** Digests of the files on the desk. @type {Set<string>} */
  digests = new Set();
  #worker = new Beside(source, () => this.digests.clear());

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
    const found = await this.#worker.ask({ do: "read", file, ...said }, { ...(taken && { taken }), ...(signal && { signal }) });
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

async function source() {
  const { worker: script, module } = await import("./evidence-module.js");
  return { script, module: await WebAssembly.compile(await module()) };
}
