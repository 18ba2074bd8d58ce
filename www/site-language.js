/** The language of a page of the site: chosen, remembered on the device, and put into the sentences that stand in its HTML. */

import { language, LANGUAGES } from "./supply.js";
import { speak, t, woven } from "./words.js";

const KEY = "tickmark-language";
/** What stands in the HTML, before anything is said there. */
const sentences = read();
/** @type {(() => void)[]} */
const followers = [];
const { title } = document;
let turn = 0;

const kept = attempt(() => localStorage.getItem(KEY));
const asked = [...(kept ? [kept] : []), ...navigator.languages].map((tag) => tag.split("-")[0] ?? "");
const first = asked.find((one) => one === "en" || LANGUAGES.includes(one)) ?? "en";
// The element reads it when it is defined.
document.documentElement.lang = first;
if (first !== "en") change(first);

const choice = document.getElementById("languages");
choice?.removeAttribute("hidden");
for (const button of choice?.querySelectorAll("button") ?? []) {
  button.setAttribute("aria-pressed", String(button.lang === first));
  button.addEventListener("click", () => {
    attempt(() => localStorage.setItem(KEY, button.lang));
    change(button.lang);
  });
}

/**
 * Calls now, if the language is there, and whenever there is another one.
 *
 * @param {() => void} say
 */
export function follow(say) {
  followers.push(say);
  say();
}

/** @param {string} tag */
async function change(tag) {
  turn += 1;
  const mine = turn;
  // What cannot be had leaves the page as it is.
  const found = LANGUAGES.includes(tag) ? await language(tag).catch(() => undefined) : { messages: {} };
  if (!found || mine !== turn) return;
  speak(tag, found.messages);
  document.documentElement.lang = tag;
  document.title = t(title);
  for (const { element, text, inside } of sentences) {
    if (text.startsWith("@")) element.setAttribute("aria-label", t(text.slice(1)));
    else element.replaceChildren(...woven(t(text), inside));
  }
  for (const button of choice?.querySelectorAll("button") ?? []) button.setAttribute("aria-pressed", String(button.lang === tag));
  for (const say of followers) say();
}

/**
 * The sentences of the page around the element: texts, with a number in braces for each element inside, and names after `@`.
 *
 * @returns {{ element: Element, text: string, inside: Record<string, Node> }[]}
 */
export function read() {
  const all = [...document.body.querySelectorAll("*")].filter((one) => !one.closest("[lang]:not(html), tickmark-assessment, .answer, script"));
  const named = all.flatMap((element) => (element.ariaLabel ? [{ element, text: `@${element.ariaLabel}`, inside: {} }] : []));
  const told = all.flatMap((element) => {
    /** @type {Record<string, Node>} */
    const inside = {};
    let count = 0;
    const parts = [...element.childNodes].map((node) => {
      if (node instanceof Text) return node.data;
      count += 1;
      inside[count] = node;
      return `{${count}}`;
    });
    const text = parts.join("").replace(/\s+/g, " ").trim();
    return /\p{L}/u.test(text) ? [{ element, text, inside }] : [];
  });
  return [...named, ...told];
}

/**
 * @template T
 * @param {() => T} work
 */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
