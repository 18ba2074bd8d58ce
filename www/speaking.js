/** Which language a page speaks: that of its first element, from a file of the release and from the page around. */

import { language, LANGUAGES } from "./supply.js";
import { speak } from "./words.js";

/** @typedef {import("./words.js").Language["content"]} Content */

/**
 * What has a language and says things in it.
 *
 * @typedef {HTMLElement & { messages: import("./words.js").Messages, say: (content: Content) => void, unsaid: (why: unknown) => void }} Speaker
 */

/** In the order in which they came. @type {Set<Speaker>} */
const speakers = new Set();
/** What is spoken now: of which language, with which sentences of the page around, and what there is of the content. */
let now = { tag: "", own: /** @type {object} */ ({}), content: /** @type {Content} */ ({}) };
/** What each of them said last. @type {WeakMap<Speaker, object>} */
const said = new WeakMap();
let turn = 0;
/** @type {MutationObserver | undefined} */
let watch;

/** @param {Speaker} speaker */
export function join(speaker) {
  speakers.add(speaker);
  if (!watch) {
    watch = new MutationObserver(renew);
    watch.observe(document.documentElement, { attributeFilter: ["lang"] });
  }
  renew();
}

/** @param {Speaker} speaker */
export function leave(speaker) {
  speakers.delete(speaker);
  renew();
}

/** Has all of them speak the language of the first; what cannot be had is said in English. */
export async function renew() {
  const [first] = speakers;
  if (!first) return;
  const tag = langOf(first);
  const own = first.messages;
  if (tag !== now.tag || own !== now.own) {
    turn += 1;
    const mine = turn;
    const known = LANGUAGES.find((one) => `${tag}-`.toLowerCase().startsWith(`${one}-`));
    // English is there at once.
    const found = known && (await language(known).catch((why) => first.unsaid(why)));
    if (mine !== turn) return;
    const has = found || Object.keys(own).length > 0;
    speak(has && tag ? tag : "en", { ...(found ? found.messages : {}), ...own });
    now = { tag, own, content: found ? found.content : {} };
  }
  for (const one of speakers) {
    if (said.get(one) === now) continue;
    said.set(one, now);
    one.say(now.content);
  }
}

/**
 * The language that is said nearest around an element, across shadow roots; empty where none is.
 *
 * @param {Element} element
 */
function langOf(element) {
  for (let at = /** @type {Element | undefined} */ (element); at; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
    const found = at.closest("[lang]");
    if (found) return found.getAttribute("lang") ?? "";
  }
  return "";
}
