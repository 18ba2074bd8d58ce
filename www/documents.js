/** The draft as an assessment document and back, and drafts as they were kept. */

import { isDate, windowEnd } from "./dates.js";
import { EARLIEST, emptyDraft, endOfWindow, settings, STEPS } from "./state.js";
import { counts } from "./answers.js";

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
  const { profile } = draft;
  const given = draft.answers[questionnaire.id] ?? [];
  const place = new Map(questions.flatMap((one, at) => [one.id, ...(one.aliases ?? [])].map((id) => [id, at])));
  const last = questions.length;
  const answers = given
    .filter((answer) => counts(answer, draft.asOf))
    .sort((a, b) => (place.get(a.question) ?? last) - (place.get(b.question) ?? last));
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
      ...(profile.type === "1" && profile.examinationDay && { examinationDay: profile.examinationDay }),
      samplingPolicy: profile.samplingPolicy,
      policies,
      ...(cadences.length > 0 && { cadences }),
      ...(facts.length > 0 && { facts }),
      ...(profile.systems.length > 0 && { systems: profile.systems }),
      ...(profile.populations.length > 0 && { populations: profile.populations }),
    },
    answers,
    evidence: draft.evidence,
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
  const draftLike = { ...draft, asOf, answers: {}, evidence: [], profile: { ...profile, start, length, headcount: "" } };
  const document = toAssessment(draftLike, questionnaire, []);
  return { ...document, profile: { ...document.profile, policies: [] } };
}

/**
 * A draft with everything an assessment document holds. The document has been checked by the engine.
 *
 * @param {Assessment} document
 * @returns {Draft}
 */
export function fromAssessment(document) {
  const { profile, asOf, questionnaire } = document;
  const { start, end } = profile.window;
  const length = /** @type {const} */ (["3", "6", "9", "12"]).find((months) => windowEnd(start, Number(months)) === end);
  const draft = emptyDraft(asOf);
  draft.questionnaire = questionnaire.id;
  draft.chosen = true;
  draft.profile = {
    organisation: profile.organisation ?? "",
    type: profile.type === 1 ? "1" : "2",
    start,
    length: length ?? "own",
    end: length ? "" : end,
    examinationDay: profile.examinationDay ?? "",
    headcount: profile.headcount === undefined ? "" : String(profile.headcount),
    timeZone: profile.timeZone ?? "",
    categories: profile.categories ?? ["security"],
    facts: Object.fromEntries((profile.facts ?? []).map(({ fact, values }) => [fact, values])),
    samplingPolicy: profile.samplingPolicy ?? "customary",
    policies: Object.fromEntries((profile.policies ?? []).map(({ id, value }) => [id, String(value)])),
    cadences: Object.fromEntries((profile.cadences ?? []).map(({ control, cadence }) => [control, cadence])),
    systems: profile.systems ?? [],
    populations: profile.populations ?? [],
  };
  draft.answers = { [questionnaire.id]: document.answers ?? [] };
  draft.evidence = (document.evidence ?? []).map(complete);
  draft.readWith = Object.fromEntries(draft.evidence.map((entry) => [entry.id, settings(draft)]));
  return draft;
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
  if (!profile.categories.includes("security")) profile.categories.unshift("security");
  if (!LENGTHS.includes(profile.length)) profile.length = "6";
  if (STEPS.includes(value.step)) draft.step = value.step;
  if (isText(value.questionnaire)) draft.questionnaire = value.questionnaire;
  if (isText(value.question)) draft.question = value.question;
  draft.chosen = value.chosen === true;
  if (!draft.chosen) draft.step = "start";
  for (const [id, answers] of Object.entries(isMap(value.answers) ? value.answers : {})) {
    draft.answers[id] = list(answers).filter(isAnswer);
  }
  draft.typed = only(isMap(value.typed) ? value.typed : {}, (one) => isMap(one) && Object.values(one).every(isText));
  draft.evidence = list(value.evidence).map(complete).filter(isEntry);
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
function complete(entry) {
  return isMap(entry) ? { ...entry, controls: entry.controls ?? [], workpapers: entry.workpapers ?? [] } : entry;
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
