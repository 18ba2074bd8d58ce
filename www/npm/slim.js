/** The engine without the element and without its module, which whoever loads it brings along. */

import { load as loadGiven } from "../engine.js";
import { give } from "tickmark:supply";

export { EngineError } from "../engine.js";

/** @typedef {URL | string | Response | BufferSource | WebAssembly.Module | Promise<URL | string | Response | BufferSource | WebAssembly.Module>} Source */

/**
 * The engine. The module of the first call counts, until one could not be loaded.
 *
 * @param {{ wasm: Source }} options
 */
export function load({ wasm }) {
  give(wasm);
  return loadGiven();
}
