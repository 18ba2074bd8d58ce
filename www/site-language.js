/** The language of a page of the site: chosen by the reader, remembered on the device, else one that the browser prefers. */

import { LANGUAGES } from "./supply.js";

const KEY = "tickmark-language";
const root = document.documentElement;
/** What is said past the HTML, to be said again in another language. @type {(() => void)[]} */
const followers = [];

/** @param {string} tag */
function change(tag) {
  // Without a connection, and before the site was kept for use offline, the page stays as it is.
  import("./site-words.js").then(({ put }) => put(tag, followers)).catch(() => undefined);
}

/** @param {(store: Storage) => any} work */
function stored(work) {
  try {
    return work(localStorage);
  } catch {
    return undefined;
  }
}

const kept = stored((store) => store.getItem(KEY));
const first = [kept, ...navigator.languages].map((tag) => tag?.split("-")[0]).find((tag) => tag === "en" || LANGUAGES.includes(tag)) ?? "en";
// The element reads it when it is defined.
root.lang = first;
if (first !== "en") change(first);

const choice = document.getElementById("languages");
choice?.removeAttribute("hidden");
for (const button of choice?.querySelectorAll("button") ?? []) {
  button.setAttribute("aria-pressed", String(button.lang === first));
  button.onclick = () => {
    stored((store) => store.setItem(KEY, button.lang));
    change(button.lang);
  };
}

/**
 * Calls now, and whenever there is another language.
 *
 * @param {() => void} say
 */
export function follow(say) {
  followers.push(say);
  say();
}
