/** What answers say, in words. */

import { longDate } from "./dates.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {import("./tickmark.js").SaidState} SaidState
 * @typedef {import("./tickmark.js").SystemState} SystemState
 */

/** @returns {Record<SaidState, string>} */
export function periodStates() {
  return {
    "on-time": t("In time, dated record"),
    claimed: t("In time, no record"),
    late: t("Late"),
    missed: t("Missed"),
    unknown: t("I don’t know"),
  };
}

/** @returns {Record<SystemState, string>} */
export function systemStates() {
  return { conforms: t("Yes"), "does-not": t("No"), unknown: t("I don’t know"), "not-here": t("None here") };
}

/** A period with what was said of it. @param {string} label @param {SaidState} state */
function period(label, state) {
  const text = {
    "on-time": t("{period}: in time, dated record."),
    claimed: t("{period}: in time, no record."),
    late: t("{period}: late."),
    missed: t("{period}: missed."),
    unknown: t("{period}: not known."),
  }[state];
  // A draft may come from a newer release, or from somebody's hands: what is not known here is shown as it is.
  return text?.replace("{period}", () => label) ?? `${label}: ${state}`;
}

/** A system with what was said of it. @param {string} name @param {SystemState} state */
function system(name, state) {
  const text = {
    conforms: t("{system}: yes"),
    "does-not": t("{system}: no"),
    unknown: t("{system}: not known"),
    "not-here": t("{system}: none here"),
  }[state];
  return text?.replace("{system}", () => name) ?? `${name}: ${state}`;
}

/** A count over days, and how many of them went as they should. @param {NonNullable<Answer["population"]>} population */
function counted({ total, conforming, since, until }) {
  const days = { from: longDate(since), to: longDate(until) };
  if (total === 0) return t("None, from {from} to {to}.", days);
  if (conforming === undefined) return t("{total} from {from} to {to}; how many of them is not known.", { total, ...days });
  return t("{total} from {from} to {to}; {conforming} of them as they should.", { total, conforming, ...days });
}

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
  if (later) return [t("You will come back to it.")];
  if (unknown) return [unknown.ask ? t("You don’t know; {who} would.", { who: unknown.ask }) : t("You don’t know.")];
  if (notApplicable) return [t("Does not apply: {reason}", { reason: notApplicable.reason || t("no reason yet") })];
  /** @type {string[]} */
  const said = [];
  const chosen = question.options.find((one) => one.id === choice);
  if (chosen) said.push(chosen.text);
  for (const one of periods ?? []) said.push(period(question.periods?.find(({ id }) => id === one.period)?.label ?? one.period, one.state));
  if (population) said.push(counted(population));
  if (last) said.push("on" in last ? t("Last done on {day}.", { day: longDate(last.on) }) : t("Never done, so far."));
  if (systems?.length) {
    const parts = systems.map(({ system: id, state }) => system(question.items?.find((one) => one.id === id)?.text ?? id, state));
    said.push(`${parts.join("; ")}.`);
  }
  if (asOf && chosen) said.push(t("Looked at on {day}.", { day: longDate(asOf) }));
  return said;
}
