/** Puts another language into the sentences that stand in the HTML of a page of the site. */

import { language, LANGUAGES } from "./supply.js";
import { speak, t, woven } from "./words.js";

/** What stands in the HTML, in English. */
const sentences = read();
const { title } = document;
let turn = 0;

/**
 * Has the page speak a language; one that cannot be had leaves it as it is.
 *
 * @param {string} tag
 * @param {(() => void)[]} followers  what says more than the HTML does
 */
export async function put(tag, followers) {
  turn += 1;
  const mine = turn;
  const { messages } = LANGUAGES.includes(tag) ? await language(tag) : { messages: {} };
  if (mine !== turn) return;
  speak(tag, messages);
  document.documentElement.lang = tag;
  document.title = t(title);
  for (const { element, text, inside } of sentences) {
    if (text.startsWith("@")) element.setAttribute("aria-label", t(text.slice(1)));
    else element.replaceChildren(...woven(t(text), inside));
  }
  for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.getAttribute("lang") === tag));
  for (const say of followers) say();
}

/**
 * The sentences of the page around the element: texts, with a number in braces for each element inside, and names after `@`.
 *
 * @returns {{ element: Element, text: string, inside: Record<string, Node> }[]}
 */
export function read() {
  const all = [...document.body.querySelectorAll("*")].filter((one) => !one.closest("[lang]:not(html), tickmark-assessment, .answer, code, [translate=no]"));
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
