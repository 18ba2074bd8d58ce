/** What answers say, in words. */

import { longDate } from "./dates.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {import("./tickmark.js").SaidState} SaidState
 * @typedef {import("./tickmark.js").SystemState} SystemState
 */

/** @type {Record<SaidState, string>} */
export const PERIOD_STATES = {
  "on-time": "In time, dated record",
  claimed: "In time, no record",
  late: "Late",
  missed: "Missed",
  unknown: "I don’t know",
};

/** @type {Record<SystemState, string>} */
export const SYSTEM_STATES = { conforms: "Yes", "does-not": "No", unknown: "I don’t know", "not-here": "None here" };

/**
 * What was answered, in sentences; empty if nothing was.
 *
 * @param {Asked} question
 * @param {Answer | undefined} answer
 * @returns {string[]}
 */
export function inWords(question, answer) {
  if (!answer) return [];
  const { choice, periods, population, asOf, last, systems, unknown, notApplicable, later } = answer;
  if (later) return ["You will come back to it."];
  if (unknown) return [unknown.ask ? `You don’t know; ${unknown.ask} would.` : "You don’t know."];
  if (notApplicable) return [`Does not apply: ${notApplicable.reason || "no reason yet"}`];
  /** @type {string[]} */
  const said = [];
  const chosen = question.options.find((one) => one.id === choice);
  if (chosen) said.push(chosen.text);
  for (const { period, state } of periods ?? []) {
    const label = question.periods?.find((one) => one.id === period)?.label ?? period;
    said.push(`${label}: ${lower(PERIOD_STATES[state])}.`);
  }
  if (population) {
    const { total, conforming, since, until } = population;
    const how = conforming === undefined ? "how many of them is not known" : `${conforming} of them as they should`;
    const span = `from ${longDate(since)} to ${longDate(until)}`;
    said.push(total === 0 ? `None, ${span}.` : `${total} ${span}; ${how}.`);
  }
  if (last) said.push("on" in last ? `Last done on ${longDate(last.on)}.` : "Never done, so far.");
  if (systems?.length) {
    const parts = systems.map(({ system, state }) => {
      const text = question.items?.find((one) => one.id === system)?.text ?? system;
      return `${text}: ${lower(SYSTEM_STATES[state])}`;
    });
    said.push(`${parts.join("; ")}.`);
  }
  if (asOf && chosen) said.push(`Looked at on ${longDate(asOf)}.`);
  return said;
}

/** @param {string} text */
function lower(text) {
  return text.startsWith("I ") ? text.replace("I don’t know", "not known") : text.charAt(0).toLowerCase() + text.slice(1);
}
