/** Opens saved files: an assessment or a draft takes the place of everything entered, or is refused with the reasons. No DOM. */

import { lastDay } from "./answers.js";
import { windowEnd } from "./dates.js";
import { complete, forForm, readDraft } from "./documents.js";
import { problem, problemsOf } from "./engine.js";
import { isWhole } from "./register.js";
import { emptyDraft, settings } from "./state.js";
import { list, plural, t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {object} Opened
 * @property {Problem[]} problems  why the file was refused; none if it was not
 * @property {string} [wanted]  the questionnaire that a fresh page has to load first
 * @property {Draft} [draft]
 * @property {string} [left]  what of the file was left out, as a sentence
 */

/** A saved assessment is smaller than that by far. */
const MAX_BYTES = 5 * 1000 * 1000;

/**
 * What a saved file holds.
 *
 * @param {Session} session
 * @param {File} file
 * @param {() => boolean} isWanted  whether the reader has not gone on elsewhere meanwhile
 * @returns {Promise<Opened>}
 */
export async function read(session, file, isWanted) {
  const { document, problems } = await fileJson(file);
  if (problems) return { problems };
  const opened = document?.format === "tickmark-draft" ? fromDraft(session, document) : await fromDocument(session, document);
  if (isWanted() || !opened.draft) return opened;
  return refused("gave-way", t("you went on elsewhere while this file was being opened; open it again to have it"));
}

/**
 * What a file holds as JSON, or why it cannot be had.
 *
 * @param {File} file
 * @returns {Promise<{ document?: any, problems?: Problem[] }>}
 */
export async function fileJson(file) {
  if (file.size > MAX_BYTES) {
    const size = Math.ceil(file.size / 1_000_000);
    return refused("too-large", t("this file has {size} MB; saved assessments up to 5 MB are opened here", { size }));
  }
  try {
    return { document: JSON.parse(await file.text()) };
  } catch {
    return refused("not-json", t("this is not a saved assessment: it cannot be read as JSON, or it is cut short"));
  }
}

/**
 * @param {Session} session
 * @param {any} document
 * @returns {Opened}
 */
function fromDraft(session, document) {
  const draft = readDraft(document);
  if (!draft) return refused("wrong-shape", t("this draft was saved by another version and cannot be read"));
  const { asking, engine } = session;
  const id = document.version === 1 ? draft.questionnaire : String(document.questionnaire ?? draft.questionnaire);
  const listed = asking.listed(id);
  if (asking.list.length > 0 && !listed) return notOffered(id);
  if (listed && engine && !asking.isMissing(id)) {
    try {
      engine.form(forForm(draft, listed));
    } catch (error) {
      return { problems: problemsOf(error) };
    }
  }
  const lost = (/** @type {unknown} */ given, /** @type {unknown[]} */ read) => (Array.isArray(given) ? given.length : 0) - read.length;
  const files = lost(document.evidence, draft.evidence);
  const requests = lost(document.profile.auditorRequests, draft.profile.auditorRequests);
  const left = [
    files > 0 && plural(files, "One piece of evidence in it could not be read and was left out.", "{count} pieces of evidence in it could not be read and were left out."),
    requests > 0 && plural(requests, "One of the auditor’s requests in it could not be read and was left out.", "{count} of the auditor’s requests in it could not be read and were left out."),
  ].filter(Boolean).join(" ");
  return { problems: [], draft, ...(left && { left }) };
}

/**
 * @param {Session} session
 * @param {any} document
 * @returns {Promise<Opened>}
 */
async function fromDocument(session, document) {
  const id = String(document?.questionnaire?.id);
  try {
    const engine = await session.load();
    await session.asking.obtain(id, session.sealed(), () => session.load());
    const found = engine.check(document);
    if (found.length > 0) return { problems: found };
    if (!session.asking.listed(id)) return notOffered(id);
    const draft = fromAssessment(document);
    draft.step = "report";
    return { problems: [], draft };
  } catch (error) {
    const { sealed } = /** @type {{ sealed?: boolean }} */ (error);
    return { problems: problemsOf(error), ...(sealed && { wanted: id }) };
  }
}

/** @param {string} id */
function notOffered(id) {
  return refused("other-questionnaire", t("this page does not offer the questionnaire “{id}”", { id }));
}

/**
 * @param {string} code
 * @param {string} message
 * @returns {Opened}
 */
function refused(code, message) {
  return { problems: [problem(code, message)] };
}

/**
 * A draft with everything an assessment document holds. The document has been checked by the engine.
 *
 * @param {Assessment} document
 * @returns {Draft}
 */
export function fromAssessment(document) {
  const { profile, asOf, questionnaire } = document;
  const draft = emptyDraft(asOf);
  draft.questionnaire = questionnaire.id;
  draft.chosen = true;
  draft.profile = fromProfile(profile);
  draft.answers = { [questionnaire.id]: document.answers ?? [] };
  draft.evidence = (document.evidence ?? []).map(complete);
  draft.register = document.register ?? [];
  draft.profile.auditorRequests = document.auditorRequests ?? [];
  draft.readWith = Object.fromEntries(draft.evidence.map((entry) => [entry.id, settings(draft)]));
  return draft;
}

/**
 * The profile as it is typed. Where something is not stated, what nobody has said yet.
 *
 * @param {import("./tickmark.js").Profile} profile
 * @returns {Draft["profile"]}
 */
export function fromProfile(profile) {
  const { start = "", end = "" } = profile.window ?? {};
  const length = /** @type {const} */ (["3", "6", "9", "12"]).find((months) => windowEnd(start, Number(months)) === end);
  return {
    organisation: profile.organisation ?? "",
    type: profile.type === 1 ? "1" : profile.type === 2 ? "2" : "",
    start,
    length: length ?? (end ? "own" : "6"),
    end: length ? "" : end,
    examinationDay: profile.examinationDay ?? "",
    headcount: profile.headcount === undefined ? "" : String(profile.headcount),
    timeZone: profile.timeZone ?? "",
    categories: profile.categories ?? ["security"],
    facts: Object.fromEntries((profile.facts ?? []).map(({ fact, values }) => [fact, values])),
    samplingPolicy: profile.samplingPolicy ?? "customary",
    auditorSampling: profile.auditorSampling ?? {},
    auditorRequests: [],
    policies: Object.fromEntries((profile.policies ?? []).map(({ id, value }) => [id, String(value)])),
    cadences: Object.fromEntries((profile.cadences ?? []).map(({ control, cadence }) => [control, cadence])),
    systems: profile.systems ?? [],
    populations: profile.populations ?? [],
    owners: profile.owners ?? [],
  };
}

/**
 * What the assessment file leaves out, as sentences; nothing if it holds everything.
 *
 * @param {Session} session
 */
export function leftOut(session) {
  const { answering, draft } = session;
  if (!session.assessment(true)) return "";
  const count = answering.all.filter((one) => lastDay(one) > draft.asOf).length;
  const half = draft.register.filter(({ accepted }) => accepted && !isWhole(accepted)).length;
  const left = [
    count > 0 && plural(count, "{count} answer that speaks of a day after the assessment", "{count} answers that speak of a day after the assessment"),
    half > 0 && plural(half, "{count} accepted risk whose reason or last day has to be put right", "{count} accepted risks whose reason or last day has to be put right"),
  ].filter((one) => one !== false);
  return left.length > 0 ? t("Leaves out {what}.", { what: list(left) }) : "";
}
