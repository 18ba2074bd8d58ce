/** Where the parts of the element come from in the package's modules. What only some need is a module of its own. */

import { fetched } from "./carried.js";

export { ahead, compiled, register, start } from "./carried.js";

/**
 * @param {string} content
 * @param {string} [source]
 * @returns {Promise<unknown>}
 */
export async function content(content, source) {
  if (source) return fetched(new URL(content, new URL(source, document.baseURI)).href);
  return (await import("tickmark:full")).default;
}

export function reader() {
  return import("tickmark:evidence");
}

export function exchanger() {
  return import("tickmark:exchange");
}
