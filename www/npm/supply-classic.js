/** Where the parts of the element come from in the classic script: what only some need is a script beside it. */

import { fetched } from "./carried.js";

export { ahead, compiled, LANGUAGES, register, start } from "./carried.js";

/** The folder of this script. */
const here = globalThis.document?.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/**
 * @param {string} content
 * @param {string} [source]
 * @returns {Promise<unknown>}
 */
export async function content(content, source) {
  if (source) return fetched(new URL(content, new URL(source, document.baseURI)).href);
  return (await part("full")).default;
}

/** @param {string} tag @returns {Promise<any>} */
export function language(tag) {
  return part(tag);
}

/** @returns {Promise<any>} */
export function reader() {
  return part("evidence");
}

/** @returns {Promise<any>} */
export function exchanger() {
  return part("exchange");
}

/**
 * A part that is a script of its own: one that the page has already, or else it is fetched now. A page of no origin (a
 * file, a sandboxed frame) may import no module; another may be allowed no script element by its Trusted Types.
 *
 * @param {string} name
 * @returns {Promise<any>}
 */
async function part(name) {
  const parts = () => /** @type {any} */ (globalThis).tickmark?.parts ?? {};
  if (parts()[name]) return parts()[name];
  if (globalThis.origin !== "null") return import(new URL(`./${name}.js`, here).href);
  await new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`./tickmark.${name}.iife.js`, here).href;
    script.onload = done;
    script.onerror = () => failed(new Error(`${script.src} could not be loaded`));
    document.head.append(script);
  });
  return parts()[name];
}
