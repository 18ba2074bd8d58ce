/** Whose reports they look like: a brand that the page gives, once the engine has looked at it. No DOM. */

import { problemsOf } from "./engine.js";

/** What was told of which brand already: once is enough. @type {Set<string>} */
const told = new Set();

/**
 * Takes a brand over into the reports; without one they look as they are. Gives the problems for which it was refused.
 *
 * @param {import("./session.js").Session} session  with an engine
 * @param {unknown} brand
 * @returns {import("./tickmark.js").Problem[]}
 */
export function wear(session, brand) {
  session.brand = undefined;
  if (brand === null || brand === undefined) return [];
  const given = /** @type {import("./tickmark.js").Brand} */ (brand);
  try {
    for (const remark of session.engine?.brandRemarks(given) ?? []) {
      if (told.has(remark)) continue;
      told.add(remark);
      console.warn(`tickmark-assessment: ${remark}`);
    }
    // What the page changes in its object afterwards has not been looked at.
    session.brand = structuredClone(given);
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}
