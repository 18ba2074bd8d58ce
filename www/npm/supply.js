/** Where the parts of the element come from in the package's modules. What only some need is a module of its own. */

import locales from "tickmark:locales";
import { fetched } from "./carried.js";

export { ahead, compiled, LANGUAGES, register, start } from "./carried.js";

/**
 * @param {string} content
 * @param {string} [source]
 * @returns {Promise<unknown>}
 */
export async function content(content, source) {
  if (source) return fetched(new URL(content, new URL(source, document.baseURI)).href);
  return (await import("tickmark:full")).default;
}

/**
 * @param {string} tag
 * @returns {Promise<import("../words.js").Language>}
 */
export async function language(tag) {
  return /** @type {any} */ (locales)[tag]();
}

export function reader() {
  return import("tickmark:evidence");
}

export function exchanger() {
  return import("tickmark:exchange");
}
