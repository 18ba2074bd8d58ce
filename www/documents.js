/** The draft as an assessment document and back, and drafts as they were kept. */

import { isDate, windowEnd } from "./dates.js";
import { EARLIEST, emptyDraft, endOfWindow, STEPS } from "./state.js";
import { counts } from "./answers.js";
import { isRegistered, registered } from "./register.js";

/**
 * @typedef {import("./tickmark.js").Answer} Answer
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Asked} Asked
 * @typedef {import("./tickmark.js").Cadence} Cadence
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {import("./state.js").Draft} Draft
 */

/** @type {string[]} */
const LENGTHS = ["3", "6", "9", "12", "own"];

/**
 * The assessment document. Answers stand in the order of the questions; those to questions that are hidden or asked no
 * more come last. What is half entered, or speaks of a day after the assessment, is left out until it is put right.
 *
 * @param {Draft} draft
 * @param {{ id: string, version: string, sha256: string }} questionnaire
 * @param {Asked[]} questions
 * @returns {Assessment}
 */
export function toAssessment(draft, questionnaire, questions) {
  const given = draft.answers[questionnaire.id] ?? [];
  const place = new Map(questions.flatMap((one, at) => [one.id, ...(one.aliases ?? [])].map((id) => [id, at])));
  const last = questions.length;
  const register = registered(draft.register);
  const { auditorRequests } = draft.profile;
  const answers = given
    .filter((answer) => counts(answer, draft.asOf))
    .sort((a, b) => (place.get(a.question) ?? last) - (place.get(b.question) ?? last));
  return {
    format: "tickmark-assessment",
    version: 1,
    asOf: draft.asOf,
    questionnaire: { id: questionnaire.id, version: questionnaire.version, sha256: questionnaire.sha256 },
    profile: toProfile(draft),
    answers,
    evidence: draft.evidence,
    ...(register.length > 0 && { register }),
    ...(auditorRequests.length > 0 && { auditorRequests }),
  };
}

/**
 * The profile of an assessment document.
 *
 * @param {Draft} draft
 * @returns {import("./tickmark.js").Profile}
 */
export function toProfile({ profile }) {
  const policies = Object.entries(profile.policies).flatMap(([id, value]) =>
    value === "" ? [] : [{ id, value: Number(value) }],
  );
  const cadences = Object.entries(profile.cadences).flatMap(([control, cadence]) =>
    cadence === "" ? [] : [{ control, cadence: /** @type {Cadence} */ (cadence) }],
  );
  const facts = Object.entries(profile.facts).flatMap(([fact, values]) =>
    values.length === 0 ? [] : [{ fact, values: [...values] }],
  );
  return {
    organisation: profile.organisation.trim(),
    type: profile.type === "1" ? 1 : 2,
    categories: [...profile.categories],
    ...(profile.timeZone && { timeZone: profile.timeZone }),
    ...(profile.headcount !== "" && { headcount: Number(profile.headcount) }),
    window: { start: profile.start, end: endOfWindow(profile) },
    ...(profile.type === "1" && profile.examinationDay && { examinationDay: profile.examinationDay }),
    samplingPolicy: profile.samplingPolicy,
    ...(Object.keys(profile.auditorSampling).length > 0 && { auditorSampling: profile.auditorSampling }),
    policies,
    ...(cadences.length > 0 && { cadences }),
    ...(facts.length > 0 && { facts }),
    ...(profile.systems.length > 0 && { systems: profile.systems }),
    ...(profile.populations.length > 0 && { populations: profile.populations }),
    ...(profile.owners.length > 0 && { owners: profile.owners }),
  };
}

/**
 * A document that a form can be asked with while the profile is not complete: possible values stand in for what is
 * missing, and there are no answers.
 *
 * @param {Draft} draft
 * @param {{ id: string, version: string, sha256: string }} questionnaire
 * @returns {Assessment}
 */
export function forForm(draft, questionnaire) {
  const { profile } = draft;
  const asOf = isDate(draft.asOf) ? draft.asOf : emptyDraft().asOf;
  const start = isDate(profile.start) ? profile.start : asOf;
  const end = endOfWindow({ ...profile, start });
  const possible = isDate(end) && end >= start && end <= windowEnd(start, 24);
  const length = possible ? profile.length : "6";
  const draftLike = { ...draft, asOf, answers: {}, evidence: [], register: [], profile: { ...profile, start, length, headcount: "", auditorRequests: [] } };
  const document = toAssessment(draftLike, questionnaire, []);
  return { ...document, profile: { ...document.profile, policies: [] } };
}

/**
 * A draft from a file or the device's storage, or nothing if it is none. Values of another type than their place has
 * are left away, so that an old or damaged record costs no more than itself.
 *
 * @param {any} value
 * @returns {Draft | undefined}
 */
export function readDraft(value) {
  if (!isMap(value) || !isMap(value.profile)) return undefined;
  if (value.version === 1) return readDraft(fromFirstVersion(value));
  if (value.version !== 2) return undefined;
  const draft = emptyDraft(value.asOf);
  for (const [key, fallback] of Object.entries(draft.profile)) {
    const found = value.profile[key];
    if (typeof found === typeof fallback && found !== null && Array.isArray(found) === Array.isArray(fallback)) {
      Object.assign(draft.profile, { [key]: found });
    }
  }
  const { profile } = draft;
  const isText = (/** @type {any} */ one) => typeof one === "string";
  const isTexts = (/** @type {any} */ one) => Array.isArray(one) && one.every(isText);
  profile.policies = only(profile.policies, isText);
  profile.cadences = only(profile.cadences, isText);
  profile.facts = only(profile.facts, isTexts);
  profile.categories = profile.categories.filter(isText);
  profile.auditorRequests = profile.auditorRequests.filter(
    (one) => one && isTexts([one.id, one.request, one.due ?? "", one.owner ?? "", one.status ?? ""]) && isTexts(one.controls ?? []),
  );
  if (!profile.categories.includes("security")) profile.categories.unshift("security");
  if (!LENGTHS.includes(profile.length)) profile.length = "6";
  if (STEPS.includes(value.step)) draft.step = value.step;
  if (isText(value.questionnaire) && !(value.questionnaire in {})) draft.questionnaire = value.questionnaire;
  if (isText(value.question)) draft.question = value.question;
  if (isText(value.compared)) draft.compared = value.compared;
  draft.chosen = value.chosen === true;
  if (!draft.chosen) draft.step = "start";
  for (const [id, answers] of Object.entries(isMap(value.answers) ? value.answers : {})) {
    if (!(id in {})) draft.answers[id] = list(answers).filter(isAnswer);
  }
  draft.typed = only(isMap(value.typed) ? value.typed : {}, (one) => isMap(one) && Object.values(one).every(isText));
  draft.evidence = list(value.evidence).map(complete).filter(isEntry);
  draft.register = list(value.register).filter(isRegistered);
  if (["committee", "client"].includes(value.reader)) draft.reader = value.reader;
  draft.inWork = list(value.inWork).filter(isInWork);
  if (isMap(value.readWith)) draft.readWith = value.readWith;
  return draft;
}

/**
 * Drafts of the first version had one questionnaire, and one policy value apart from the others.
 *
 * @param {any} value
 */
function fromFirstVersion(value) {
  const { keyAge, policies } = value.profile;
  const stated = list(policies).flatMap((one) => (isMap(one) ? [[one.id, String(one.value)]] : []));
  if (typeof keyAge === "string" && keyAge) stated.push(["key-max-age-days", keyAge]);
  return {
    ...value,
    version: 2,
    questionnaire: EARLIEST,
    chosen: true,
    question: "",
    profile: { ...value.profile, policies: Object.fromEntries(stated) },
    answers: { [EARLIEST]: list(value.answers) },
  };
}

/** @param {any} answer */
function isAnswer(answer) {
  if (typeof answer?.question !== "string" || !Number.isInteger(answer.rev)) return false;
  const { notApplicable, unknown, periods, systems, population, last, choice } = answer;
  const told = (/** @type {any} */ part, /** @type {string} */ key) => typeof part[key] === "string";
  const rows = (/** @type {any} */ value, /** @type {string} */ key) =>
    value === undefined || (Array.isArray(value) && value.every((one) => isMap(one) && told(one, key) && told(one, "state")));
  return (
    (notApplicable === undefined || (isMap(notApplicable) && told(notApplicable, "reason"))) &&
    (unknown === undefined || (isMap(unknown) && (unknown.ask === undefined || told(unknown, "ask")))) &&
    (choice === undefined || typeof choice === "string") &&
    (last === undefined || isMap(last)) &&
    (population === undefined || (isMap(population) && Number.isInteger(population.total) && told(population, "until"))) &&
    rows(periods, "period") &&
    rows(systems, "system")
  );
}

/**
 * An entry with the lists that a document may leave out.
 *
 * @param {any} entry
 * @returns {Entry}
 */
export function complete(entry) {
  return isMap(entry) ? { ...entry, controls: entry.controls ?? [], workpapers: entry.workpapers ?? [] } : entry;
}

/**
 * Whether a kept entry has the shape that the page draws.
 *
 * @param {any} entry
 */
function isEntry(entry) {
  /** @type {(value: any, is: (one: any) => boolean) => boolean} */
  const lists = (value, is) => value === undefined || (Array.isArray(value) && value.every(is));
  const rows = (/** @type {any} */ value) => lists(value, (one) => isMap(one) && Array.isArray(one.cells) && one.cells.every(isMap));
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
        lists(paper.excluded, isMap) &&
        lists(paper.parameters, (one) => typeof one?.id === "string") &&
        lists(paper.limits, (one) => typeof one === "string"),
    )
  );
}

/**
 * Whether a file in work has the shape in which it is kept.
 *
 * @param {any} one
 */
function isInWork(one) {
  const isText = (/** @type {any} */ value) => typeof value === "string";
  const { name, doing, said } = one ?? {};
  const isSaid =
    said === undefined ||
    (isMap(said) && [said.kind, said.nulls, said.system ?? ""].every(isText) && ["boolean", "undefined"].includes(typeof said.dayFirst) &&
      isMap(said.columns) && Object.values(said.columns).every(isText));
  return isText(name) && ["read", "mapped"].includes(doing) && isSaid;
}

/**
 * @param {any} value
 * @returns {any[]}
 */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {any} value */
function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The entries whose value is as it has to be.
 *
 * @param {Record<string, any>} map
 * @param {(value: any) => boolean} is
 */
function only(map, is) {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => is(value)));
}
