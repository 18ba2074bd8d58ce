/** What the package carries inside: the engine's module, the questionnaires that it knows, the empty registers. */

import languages from "tickmark:languages";
import registers from "tickmark:registers";
import { inflated } from "./inflate.js";

/** @returns {Promise<WebAssembly.Module>} */
export async function compiled() {
  const { default: base64 } = await import("tickmark:wasm");
  return WebAssembly.compile(await inflated(base64));
}

/**
 * @param {string} [source]
 * @returns {Promise<import("../tickmark.js").Start>}
 */
export async function start(source) {
  return source ? fetched(new URL(source, document.baseURI).href) : (await import("tickmark:start")).default;
}

/** @param {string} url */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

export const LANGUAGES = languages;

/** @param {string} file */
export function register(file) {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(registers[file] ?? "")}`;
}

/** Nothing is fetched before anybody asks for it: the page around may have other things to do. */
export async function ahead() {
  return undefined;
}
