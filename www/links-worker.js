/** Writes and opens links beside the page: a passphrase takes seconds. The build puts this and its module into `links-module.js`. */

import { initSync, lookAtLink, openLink, writeLink } from "./links.js";
import { serve } from "./working.js";

/**
 * What is asked of it.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "write", document: unknown, questionnaire?: unknown, base: string, passphrase?: string, salt: Uint8Array, iv: Uint8Array }
 *   | { id: number, do: "look", text: string }
 *   | { id: number, do: "open", text: string, questionnaires: unknown[], passphrase?: string }} Asked
 */

serve(answer);

/** @param {Asked} asked */
function answer(asked) {
  switch (asked.do) {
    case "start":
      return void initSync({ module: asked.module });
    case "write":
      return writeLink(asked.document, asked.questionnaire, asked.base, asked.passphrase, asked.salt, asked.iv);
    case "look":
      return lookAtLink(asked.text);
    case "open":
      return openLink(asked.text, asked.questionnaires, asked.passphrase);
  }
}
