/** What the reader has entered so far, and its way into an assessment document and back. */

import { isDate, localZone, today, windowEnd } from "./dates.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./tickmark.js").Policy} Policy
 * @typedef {import("./tickmark.js").Population} Population
 * @typedef {import("./tickmark.js").System} System
 * @typedef {import("./tickmark.js").Questionnaire} Questionnaire
 * @typedef {"profile" | "questions" | "evidence" | "report"} Step
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
 * @property {string} headcount
 * @property {string} timeZone
 * @property {string[]} categories
 * @property {string} samplingPolicy
 * @property {string} keyAge  oldest access key allowed, in days
 * @property {Policy[]} policies  the company's other own values
 * @property {System[]} systems  kept as they came with a file
 * @property {Population[]} populations  kept as they came with a file
 */

/**
 * @typedef {object} Draft
 * @property {1} version
 * @property {Step} step
 * @property {number} question  index of the question on screen
 * @property {string} asOf
 * @property {ProfileDraft} profile
 * @property {Answer[]} answers
 * @property {Entry[]} evidence
 * @property {Record<string, string>} readWith  the settings under which each file was read, by the id of the evidence
 */

/** @type {Step[]} */
export const STEPS = ["profile", "questions", "evidence", "report"];

/** @type {string[]} */
const LENGTHS = ["3", "6", "9", "12", "own"];
const KEY_AGE = "key-max-age-days";
const LONGEST_MONTHS = 24;
const LARGEST_HEADCOUNT = 10_000_000;

/**
 * @param {string} [asOf]
 * @returns {Draft}
 */
export function emptyDraft(asOf) {
  return {
    version: 1,
    step: "profile",
    question: 0,
    asOf: asOf && isDate(asOf) ? asOf : today(),
    profile: {
      organisation: "",
      type: "",
      start: "",
      length: "6",
      end: "",
      headcount: "",
      timeZone: localZone(),
      categories: ["security"],
      samplingPolicy: "customary",
      keyAge: "",
      policies: [],
      systems: [],
      populations: [],
    },
    answers: [],
    evidence: [],
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
 * What is missing or impossible in the first step: the name of the control and a sentence.
 *
 * @param {Draft} draft
 */
export function profileProblems(draft) {
  const { profile } = draft;
  /** @type {{ field: string, text: string }[]} */
  const problems = [];
  const end = endOfWindow(profile);
  if (!profile.type) problems.push({ field: "type", text: "Choose the kind of report you are planning." });
  if (!isDate(profile.start)) {
    problems.push({ field: "start", text: "Enter the first day of the window; a planned day will do." });
  } else if (!isNear(profile.start)) {
    problems.push({ field: "start", text: `Enter a first day of this century; the year is ${year(profile.start)}.` });
  } else if (!isDate(end)) {
    problems.push({ field: "end", text: "Enter the last day of the window." });
  } else if (end < profile.start) {
    problems.push({ field: "end", text: "The last day of the window cannot come before its first day." });
  } else if (end > windowEnd(profile.start, LONGEST_MONTHS)) {
    problems.push({ field: "end", text: `The window can have ${LONGEST_MONTHS} months at most.` });
  }
  if (!whole(profile.headcount, 1, LARGEST_HEADCOUNT)) {
    problems.push({
      field: "headcount",
      text: "Enter the number of people as a whole number from 1 to 10,000,000, or leave it empty.",
    });
  }
  if (!isDate(draft.asOf)) {
    problems.push({ field: "asOf", text: "Enter the day this assessment is made for." });
  } else if (!isNear(draft.asOf)) {
    problems.push({ field: "asOf", text: `Enter a day of this century; the year is ${year(draft.asOf)}.` });
  }
  if (!whole(profile.keyAge, 1, 3650)) {
    problems.push({ field: "keyAge", text: "Enter the days as a whole number from 1 to 3650, or leave it empty." });
  }
  return problems;
}

/**
 * Whether the day is one that a person can mean, and not a slip of the pen.
 *
 * @param {string} date
 */
function isNear(date) {
  return date >= "2000-01-01" && date <= "2099-12-31";
}

/** @param {string} date */
function year(date) {
  return date.split("-")[0];
}

/**
 * Empty, or a whole number in the range.
 *
 * @param {string} text
 * @param {number} low
 * @param {number} high
 */
function whole(text, low, high) {
  return text === "" || (/^\d+$/.test(text) && Number(text) >= low && Number(text) <= high);
}

/**
 * @param {Draft} draft
 * @param {string} question
 */
export function answerTo(draft, question) {
  return draft.answers.find((answer) => answer.question === question);
}

/**
 * Puts an answer in the place of the earlier one; nothing takes the answer away.
 *
 * @param {Draft} draft
 * @param {string} question
 * @param {Answer | undefined} answer
 */
export function setAnswer(draft, question, answer) {
  const others = draft.answers.filter((one) => one.question !== question);
  draft.answers = answer ? [...others, answer] : others;
}

/**
 * Whether an answer can be counted: "does not apply" needs its reason.
 *
 * @param {Answer | undefined} answer
 */
export function isComplete(answer) {
  if (!answer) return false;
  return answer.notApplicable ? answer.notApplicable.reason.trim() !== "" : true;
}

/**
 * The assessment document. Answers stand in the order of the questions.
 *
 * @param {Draft} draft
 * @param {Questionnaire} questionnaire
 * @returns {Assessment}
 */
export function toAssessment(draft, questionnaire) {
  const { profile } = draft;
  const policies = profile.policies.map((policy) => ({ ...policy }));
  if (profile.keyAge !== "") policies.push({ id: KEY_AGE, value: Number(profile.keyAge) });
  return {
    format: "tickmark-assessment",
    version: 1,
    asOf: draft.asOf,
    questionnaire: { id: questionnaire.id, version: questionnaire.version, sha256: questionnaire.sha256 },
    profile: {
      organisation: profile.organisation.trim(),
      type: profile.type === "1" ? 1 : 2,
      categories: [...profile.categories],
      ...(profile.timeZone && { timeZone: profile.timeZone }),
      ...(profile.headcount !== "" && { headcount: Number(profile.headcount) }),
      window: { start: profile.start, end: endOfWindow(profile) },
      samplingPolicy: profile.samplingPolicy,
      policies,
      ...(profile.systems.length > 0 && { systems: profile.systems }),
      ...(profile.populations.length > 0 && { populations: profile.populations }),
    },
    answers: questionnaire.questions.flatMap((question) => {
      const answer = answerTo(draft, question.id);
      return answer && isComplete(answer) ? [answer] : [];
    }),
    evidence: draft.evidence,
  };
}

/**
 * A draft with everything an assessment document holds. The document has been checked by the engine.
 *
 * @param {Assessment} document
 * @returns {Draft}
 */
export function fromAssessment(document) {
  const { profile, asOf } = document;
  const { start, end } = profile.window;
  const length = /** @type {const} */ (["3", "6", "9", "12"]).find((months) => windowEnd(start, Number(months)) === end);
  const policies = profile.policies ?? [];
  const draft = emptyDraft(asOf);
  draft.profile = {
    organisation: profile.organisation ?? "",
    type: profile.type === 1 ? "1" : "2",
    start,
    length: length ?? "own",
    end: length ? "" : end,
    headcount: profile.headcount === undefined ? "" : String(profile.headcount),
    timeZone: profile.timeZone ?? "",
    categories: profile.categories ?? ["security"],
    samplingPolicy: profile.samplingPolicy ?? "customary",
    keyAge: String(policies.find((policy) => policy.id === KEY_AGE)?.value ?? ""),
    policies: policies.filter((policy) => policy.id !== KEY_AGE),
    systems: profile.systems ?? [],
    populations: profile.populations ?? [],
  };
  draft.answers = document.answers ?? [];
  draft.evidence = (document.evidence ?? []).map(complete);
  draft.readWith = Object.fromEntries(draft.evidence.map((entry) => [entry.id, settings(draft)]));
  return draft;
}

/**
 * Everything of the draft that the reading of an evidence file depends on, as one text to compare.
 *
 * @param {Draft} draft
 */
export function settings(draft) {
  const { type, start, timeZone, keyAge, policies } = draft.profile;
  return JSON.stringify([draft.asOf, type, start, endOfWindow(draft.profile), timeZone, keyAge, policies]);
}

/**
 * A draft from a file or the device's storage, or nothing if it is none. Values of another type than their place has
 * are left away, so that an old or damaged record costs no more than itself.
 *
 * @param {any} value
 * @returns {Draft | undefined}
 */
export function readDraft(value) {
  if (value?.version !== 1 || typeof value.profile !== "object" || value.profile === null) return undefined;
  const draft = emptyDraft(value.asOf);
  for (const [key, fallback] of Object.entries(draft.profile)) {
    const found = value.profile[key];
    if (typeof found === typeof fallback && Array.isArray(found) === Array.isArray(fallback)) {
      Object.assign(draft.profile, { [key]: found });
    }
  }
  if (STEPS.includes(value.step)) draft.step = value.step;
  if (Number.isInteger(value.question) && value.question >= 0) draft.question = value.question;
  if (!LENGTHS.includes(draft.profile.length)) draft.profile.length = "6";
  draft.answers = list(value.answers).filter(isAnswer);
  draft.evidence = list(value.evidence).map(complete).filter(isEntry);
  if (value.readWith && typeof value.readWith === "object") draft.readWith = value.readWith;
  return draft;
}

/** @param {any} answer */
function isAnswer(answer) {
  if (typeof answer?.question !== "string") return false;
  const { notApplicable, unknown } = answer;
  const told = (/** @type {any} */ part, /** @type {string} */ key) => typeof part[key] === "string";
  return (
    (notApplicable === undefined || (notApplicable && told(notApplicable, "reason"))) &&
    (unknown === undefined || (unknown && (unknown.ask === undefined || told(unknown, "ask"))))
  );
}

/**
 * An entry with the lists that a document may leave out.
 *
 * @param {any} entry
 * @returns {Entry}
 */
function complete(entry) {
  return entry && typeof entry === "object" ? { ...entry, controls: entry.controls ?? [], workpapers: entry.workpapers ?? [] } : entry;
}

/**
 * Whether a kept entry has the shape that the page draws.
 *
 * @param {any} entry
 */
function isEntry(entry) {
  const rows = (/** @type {any} */ value) =>
    value === undefined || (Array.isArray(value) && value.every((one) => one && Array.isArray(one.cells)));
  const lists = (/** @type {any} */ value) => value === undefined || Array.isArray(value);
  return (
    typeof entry?.id === "string" &&
    typeof entry.title === "string" &&
    Array.isArray(entry.controls) &&
    Array.isArray(entry.workpapers) &&
    entry.workpapers.every(
      (/** @type {any} */ paper) =>
        paper &&
        rows(paper.deviations) &&
        rows(paper.undecided) &&
        [paper.excluded, paper.parameters, paper.limits].every(lists),
    )
  );
}

/**
 * @param {any} value
 * @returns {any[]}
 */
function list(value) {
  return Array.isArray(value) ? value : [];
}
