/** Has a page speak another language than English: from a file of the release, and from the page around the element. */

import { languageOf } from "./attributes.js";
import { language, LANGUAGES } from "./supply.js";
import { speak } from "./words.js";

/** @typedef {import("./words.js").Language["content"]} Content */

/** The elements of a page in the order in which they came, with what has them say everything anew. @typedef {Map<HTMLElement & { messages: import("./words.js").Messages }, (content: Content) => void>} Present */

/** What is spoken now: of which language, with which sentences of the page around, and what there is of the content. */
let now = { tag: "", own: /** @type {object} */ ({}), content: /** @type {Content} */ ({}) };
/** What each element said last. @type {WeakMap<HTMLElement, object>} */
const said = new WeakMap();
let turn = 0;

/** Has all of them speak the language of the first; what cannot be had is said in English. @param {Present} present */
export async function renew(present) {
  const [first] = present.keys();
  if (!first) return;
  const tag = languageOf(first);
  const own = first.messages;
  if (tag !== now.tag || own !== now.own) {
    turn += 1;
    const mine = turn;
    const known = LANGUAGES.find((one) => `${tag}-`.toLowerCase().startsWith(`${one}-`));
    const found = known && (await language(known).catch((why) => unsaid(first, why)));
    if (mine !== turn) return;
    const has = found || Object.keys(own).length > 0;
    speak(has && tag ? tag : "en", { ...(found ? found.messages : {}), ...own });
    now = { tag, own, content: found ? found.content : {} };
  }
  for (const [one, say] of present) {
    if (said.get(one) !== now) say(now.content);
    said.set(one, now);
  }
}

/**
 * Tells that a language cannot be had.
 *
 * @param {HTMLElement} element
 * @param {unknown} why
 */
function unsaid(element, why) {
  const detail = { code: "language-unreachable", message: String(why) };
  element.dispatchEvent(new CustomEvent("tickmark-error", { bubbles: true, composed: true, detail }));
}
