/** Where the element's own parts come from: files beside this module. The package has another of these, which carries them inside. */

import { t } from "./words.js";

/** @typedef {import("./tickmark.js").Start} Start */

/** The languages of the release beside English: the files of `locales/`. */
export const LANGUAGES = ["de"];

/** After so many milliseconds a file that has not come is given up. */
const PATIENCE = 30_000;

/**
 * The questionnaires that can be chosen. Throws when they cannot be had.
 *
 * @param {string} [source]  another address of them
 * @returns {Promise<Start>}
 */
export function start(source) {
  return json(listedAt(source));
}

/**
 * The content of a questionnaire that the engine does not carry. Throws when it cannot be had.
 *
 * @param {string} content  as the list names it
 * @param {string} [source]  where that list came from
 * @returns {Promise<unknown>}
 */
export function content(content, source) {
  return json(new URL(content, listedAt(source)).href);
}

/**
 * The engine's module.
 *
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compiled() {
  const response = await fetch(new URL("./tickmark_bg.wasm", import.meta.url));
  if (!response.ok) throw new Error(t("the server answered {status}", { status: String(response.status) }));
  // A server that does not know the type of .wasm files must not stop anybody.
  const streaming = response.headers.get("Content-Type")?.startsWith("application/wasm");
  return streaming ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * A language of the release. It is a script, which can still be had once the page has given up every connection.
 *
 * @param {string} tag  one of the languages of the release
 * @returns {Promise<import("./words.js").Language>}
 */
export function language(tag) {
  return import(`./locales/${tag}.js`);
}

/** What reads files. */
export function reader() {
  return import("./evidence-module.js");
}

/** What links, files for other tools and files of several people are made and read with. */
export function exchanger() {
  return import("./exchange-module.js");
}

/** What is fetched before anybody asks for it: everything, so that the network can be switched off. */
export async function ahead() {
  await Promise.all([reader(), exchanger(), import("./exporting.js"), import("./respondents.js")]);
}

/** The address of an empty register. @param {string} file */
export function register(file) {
  return new URL(`./registers/${file}`, import.meta.url).href;
}

/** @param {string} [source] */
function listedAt(source) {
  return source ? new URL(source, document.baseURI).href : new URL("./questionnaires/start.json", import.meta.url).href;
}

/** @param {string} url */
async function json(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(t("the server answered {status}", { status: String(response.status) }));
  return response.json();
}
