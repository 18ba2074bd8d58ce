/** The page's side of the worker for what goes out and comes in: links, files for other tools, files of several people. No DOM. */

import { Beside } from "./beside.js";
import { EngineError } from "./engine.js";
import { exchanger } from "./supply.js";
import { t } from "./words.js";

const worker = new Beside(source);

/**
 * What the worker answers: see `exchange-worker.js`.
 *
 * @param {object} asked
 * @returns {Promise<any>}
 */
export function ask(asked) {
  return worker.ask(asked);
}

/** Where the page may have no worker, it does the work itself. */
async function source() {
  const { run, module } = await exchanger().catch(unreachable);
  return { script: `(${run})(self)`, module: await WebAssembly.compile(await module()), inside: run };
}

/** @returns {never} */
function unreachable() {
  throw new EngineError("part-unreachable", t("A part of this page could not be loaded. Try again when there is a connection; nothing you entered is lost."));
}
