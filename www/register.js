/** The exception register as it is typed, and what of it can stand in a document. No DOM. */

import { isNear } from "./state.js";

/**
 * @typedef {import("./tickmark.js").RegisterEntry} RegisterEntry
 * @typedef {NonNullable<RegisterEntry["accepted"]>} Accepted
 */

const DAYS = ["due", "opened", "until", "on"];

/**
 * What is said of gaps, in the order in which it is kept. A day that is none, and an acceptance without a reason or a last
 * day, is left out until it is put right.
 *
 * @param {RegisterEntry[]} register
 * @returns {RegisterEntry[]}
 */
export function registered(register) {
  return register.flatMap(({ control, status, owner, due, opened, response, accepted }) => {
    const said = told({ status: status === "open" ? "" : status, owner, due, opened, response });
    const borne = accepted && isWhole(accepted) && told(accepted);
    return borne || Object.keys(said).length > 0 ? [{ control, ...said, ...(borne && { accepted: borne }) }] : [];
  });
}

/** Whether an acceptance can stand in a document. @param {Accepted} accepted */
export function isWhole({ reason, until, on }) {
  return Boolean(reason?.trim()) && isNear(until) && !(on && isNear(on) && on > until);
}

/**
 * The entries that are not empty.
 *
 * @param {Record<string, string | undefined>} map
 * @returns {any}
 */
function told(map) {
  return Object.fromEntries(Object.entries(map).filter(([key, text]) => text?.trim() && (!DAYS.includes(key) || isNear(text))));
}

/** Whether it has the shape in which it is kept. @param {any} one */
export function isRegistered(one) {
  const isText = (/** @type {any} */ text) => text === undefined || typeof text === "string";
  const { control, status, owner, due, opened, response, accepted = {} } = one ?? {};
  return typeof control === "string" && typeof accepted === "object" && accepted !== null && [status, owner, due, opened, response, ...Object.values(accepted)].every(isText);
}
