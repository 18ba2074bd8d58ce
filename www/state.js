/** What the reader has entered so far, and which of it is missing or impossible in the first steps. */

import { isDate, localZone, today, windowEnd } from "./dates.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Population} Population
 * @typedef {import("./tickmark.js").Owner} Owner
 * @typedef {import("./tickmark.js").System} System
 * @typedef {Omit<import("./tickmark.js").PolicyValue, "reason">} PolicyValue
 * @typedef {"start" | "profile" | "questions" | "review" | "evidence" | "report"} Step
 */

/**
 * The profile as typed, so that half of it can be kept.
 *
 * @typedef {object} ProfileDraft
 * @property {string} organisation
 * @property {"" | "1" | "2"} type
 * @property {string} start
 * @property {"3" | "6" | "9" | "12" | "own"} length
 * @property {string} end  the last day, when `length` is `own`
 * @property {string} examinationDay  of a Type 1
 * @property {string} headcount
 * @property {string} timeZone
 * @property {string[]} categories
 * @property {Record<string, string[]>} facts  scoping facts; what is not sure is left out
 * @property {string} samplingPolicy
 * @property {Partial<import("./tickmark.js").AuditorSampling>} auditorSampling  sizes that can be; empty where none are entered
 * @property {import("./tickmark.js").AuditorRequest[]} auditorRequests  kept as they came, or as they were put right
 * @property {Record<string, string>} policies  the company's own values, as typed
 * @property {Record<string, string>} cadences  by control
 * @property {System[]} systems  kept as they came with a file
 * @property {Population[]} populations  kept as they came with a file
 * @property {Owner[]} owners  kept as they came with a file
 */

/**
 * @typedef {object} Draft
 * @property {2} version
 * @property {Step} step
 * @property {string} questionnaire  id of the chosen one
 * @property {boolean} chosen  whether the first step has been left
 * @property {string} question  id of the question on screen
 * @property {string} asOf
 * @property {ProfileDraft} profile
 * @property {Record<string, Answer[]>} answers  by questionnaire
 * @property {Record<string, Record<string, string>>} typed  what cannot be an answer yet, by `questionnaire/question`
 * @property {Entry[]} evidence
 * @property {import("./tickmark.js").RegisterEntry[]} register  as typed: an acceptance may have no reason yet
 * @property {"founder" | "committee" | "client"} reader  whom the report is for
 * @property {import("./unfinished.js").InWork[]} inWork  files that were being read or mapped
 * @property {Record<string, string>} readWith  the settings under which each file was read, by the id of the evidence
 * @property {string} [compared]  which of what is kept beside it the report compares with
 */

/** @type {Step[]} */
export const STEPS = ["start", "profile", "questions", "review", "evidence", "report"];

/** The one that is offered first, and the one that drafts of the first version answer. */
export const FIRST = "quick";
export const EARLIEST = "red-flags";
const LONGEST_MONTHS = 24;
const LARGEST_HEADCOUNT = 10_000_000;

/**
 * @param {string} [asOf]
 * @returns {Draft}
 */
export function emptyDraft(asOf) {
  return {
    version: 2,
    step: "start",
    questionnaire: FIRST,
    chosen: false,
    question: "",
    asOf: asOf && isDate(asOf) ? asOf : today(),
    profile: {
      organisation: "",
      type: "",
      start: "",
      length: "6",
      end: "",
      examinationDay: "",
      headcount: "",
      timeZone: localZone(),
      categories: ["security"],
      facts: {},
      samplingPolicy: "customary",
      auditorSampling: {},
      auditorRequests: [],
      policies: {},
      cadences: {},
      systems: [],
      populations: [],
      owners: [],
    },
    answers: {},
    typed: {},
    evidence: [],
    register: [],
    reader: "founder",
    inWork: [],
    readWith: {},
  };
}

/**
 * The last day of the window, or "".
 *
 * @param {ProfileDraft} profile
 */
export function endOfWindow(profile) {
  return profile.length === "own" ? profile.end : windowEnd(profile.start, Number(profile.length));
}

/**
 * What is missing or impossible in the profile: the name of the control and a sentence.
 *
 * @param {Draft} draft
 * @param {PolicyValue[]} [policyValues]  the values that can be stated, with their ranges
 */
export function profileProblems(draft, policyValues = []) {
  const { profile } = draft;
  /** @type {{ field: string, text: string }[]} */
  const problems = [];
  const end = endOfWindow(profile);
  if (!profile.type) problems.push({ field: "type", text: t("Choose the kind of report you are planning.") });
  if (profile.type === "1" && profile.examinationDay && !isNear(profile.examinationDay)) {
    problems.push({ field: "examinationDay", text: t("Enter an examination day of this century, or leave it empty.") });
  }
  if (!isDate(profile.start)) {
    problems.push({ field: "start", text: t("Enter the first day of the window; a planned day will do.") });
  } else if (!isNear(profile.start)) {
    problems.push({ field: "start", text: t("Enter a first day of this century; the year is {year}.", { year: year(profile.start) }) });
  } else if (!isDate(end)) {
    problems.push({ field: "end", text: t("Enter the last day of the window.") });
  } else if (end < profile.start) {
    problems.push({ field: "end", text: t("The last day of the window cannot come before its first day.") });
  } else if (end > windowEnd(profile.start, LONGEST_MONTHS)) {
    problems.push({ field: "end", text: t("The window can have {months} months at most.", { months: LONGEST_MONTHS }) });
  }
  if (!isWhole(profile.headcount, 1, LARGEST_HEADCOUNT)) {
    problems.push({
      field: "headcount",
      text: t("Enter the number of people as a whole number from 1 to {most}, or leave it empty.", { most: LARGEST_HEADCOUNT }),
    });
  }
  if (!isDate(draft.asOf)) {
    problems.push({ field: "asOf", text: t("Enter the day this assessment is made for.") });
  } else if (!isNear(draft.asOf)) {
    problems.push({ field: "asOf", text: t("Enter a day of this century; the year is {year}.", { year: year(draft.asOf) }) });
  }
  for (const { id, name, min, max } of policyValues) {
    if (isWhole(profile.policies[id] ?? "", min, max)) continue;
    const text = t("{name}: enter a whole number from {min} to {max}, or leave it empty.", { name, min, max });
    problems.push({ field: `policy-${id}`, text });
  }
  return problems;
}

/**
 * Whether the day is one that a person can mean, and not a slip of the pen.
 *
 * @param {string} date
 */
export function isNear(date) {
  return isDate(date) && date >= "2000-01-01" && date <= "2099-12-31";
}

/** @param {string} date */
function year(date) {
  return date.slice(0, 4);
}

/**
 * Empty, or a whole number in the range.
 *
 * @param {string} text
 * @param {number} low
 * @param {number} high
 */
export function isWhole(text, low, high) {
  return text === "" || (/^\d{1,10}$/.test(text) && Number(text) >= low && Number(text) <= high);
}

/**
 * Everything of the draft that the reading of an evidence file depends on, as one text to compare.
 *
 * @param {Draft} draft
 */
export function settings(draft) {
  const { type, start, timeZone, policies } = draft.profile;
  const stated = Object.entries(policies).filter(([, value]) => value !== "").sort();
  return JSON.stringify([draft.asOf, type, start, endOfWindow(draft.profile), timeZone, stated]);
}
