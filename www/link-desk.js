/** Links, made and opened beside the page. No DOM. */

import { ask } from "./exchange-desk.js";

/** Bytes of salt and of initialisation vector that a passphrase takes (docs/links.md, section 2). */
const [SALT, IV] = [16, 12];

/**
 * Writes a link. Throws where the document cannot be carried.
 *
 * @param {unknown} document  a summary, or a saved assessment
 * @param {unknown} questionnaire  that of a saved assessment
 * @param {string} base  the address of the page that opens it
 * @param {string} passphrase  empty: it is not encrypted
 * @returns {Promise<import("./exchange.js").Written>}
 */
export function writeLink(document, questionnaire, base, passphrase) {
  const random = (/** @type {number} */ bytes) => crypto.getRandomValues(new Uint8Array(passphrase ? bytes : 0));
  return ask({ do: "write", document, questionnaire, base, passphrase: passphrase || undefined, salt: random(SALT), iv: random(IV) });
}

/**
 * What can be told of a link before it is opened. Throws where it did not arrive whole.
 *
 * @param {string} text
 * @returns {Promise<import("./exchange.js").Seen>}
 */
export function lookAtLink(text) {
  return ask({ do: "look", text });
}

/**
 * What a link holds. Throws for a wrong passphrase, and for answers to a questionnaire that is not known.
 *
 * @param {string} text
 * @param {unknown[]} questionnaires
 * @param {string} [passphrase]
 * @returns {Promise<any>}
 */
export function openLink(text, questionnaires, passphrase) {
  return ask({ do: "open", text, questionnaires, passphrase });
}
