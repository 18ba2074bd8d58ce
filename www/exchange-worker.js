/**
 * Links, files for other tools, and files of several people, beside the page: a passphrase takes seconds, and so may a file. The build
 * puts this and its module into `exchange-module.js`.
 */

import { exported, initSync, lookAtLink, mergeFiles, openLink, requestList, writeLink } from "./exchange.js";
import { serve } from "./working.js";

/**
 * What is asked of it.
 *
 * @typedef {{ id: number, do: "start", module: WebAssembly.Module }
 *   | { id: number, do: "write", document: unknown, questionnaire?: unknown, base: string, passphrase?: string, salt: Uint8Array, iv: Uint8Array }
 *   | { id: number, do: "look", text: string }
 *   | { id: number, do: "open", text: string, questionnaires: unknown[], passphrase?: string }
 *   | { id: number, do: "export", input: unknown, format: string }
 *   | { id: number, do: "merge", files: import("./exchange.js").Named[], questionnaire: unknown, taken: (number | null)[] }
 *   | { id: number, do: "requests", list: Uint8Array, controls: unknown[], before: import("./tickmark.js").AuditorRequest[] }} Asked
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
    case "export":
      return exported(asked.input, asked.format);
    case "merge":
      return mergeFiles(asked.files, asked.questionnaire, asked.taken);
    case "requests":
      return requestList(asked.list, asked.controls, asked.before);
  }
}
