/** The elements of a page, which all speak the language of the first. */

import { languageOf } from "./attributes.js";

/** Each with what has it say everything anew. @type {import("./speaking.js").Present} */
const present = new Map();
/** Those that have said anything. @type {WeakSet<Element>} */
const begun = new WeakSet();
/** What speaks other languages than English, once there was one. @type {Promise<typeof import("./speaking.js")> | undefined} */
let speaking;
/** @type {MutationObserver | undefined} */
let watch;

/**
 * An element has come.
 *
 * @param {Parameters<typeof present.set>[0]} element
 * @param {Parameters<typeof present.set>[1]} say
 */
export function come(element, say) {
  present.set(element, (content) => {
    begun.add(element);
    return say(content);
  });
  if (!watch) {
    watch = new MutationObserver(speak);
    watch.observe(document.documentElement, { attributeFilter: ["lang"] });
  }
  speak();
}

/** An element has gone. @param {Parameters<typeof present.set>[0]} element */
export function leave(element) {
  present.delete(element);
  speak();
}

/** Has the elements speak the language of the first; in English at once, and all others once they are there. */
export function speak() {
  const [first] = present.keys();
  if (!first) return;
  const isEnglish = /^(en\b|$)/i.test(languageOf(first)) && Object.keys(first.messages).length === 0;
  const inEnglish = () => present.forEach((say, one) => begun.has(one) || say({}));
  if (isEnglish && !speaking) return inEnglish();
  speaking ??= import("./speaking.js");
  speaking.then(
    ({ renew }) => renew(present),
    () => {
      speaking = undefined;
      inEnglish();
    },
  );
}
