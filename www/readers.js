/** Whom the report is for, and what it is made with: layout, brand, an earlier assessment, names. No DOM. */

import { fileName } from "./downloads.js";
import { earlierOf } from "./earlier.js";
import { names } from "./names.js";
import { parts } from "./engine.js";
import { spoken, t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Draft["reader"]} Audience
 */

/** Whom a report can be for. @returns {[Audience, string][]} */
export function readers() {
  return [
    ["founder", t("Ourselves: everything")],
    ["committee", t("Our board or committee")],
    ["client", t("A customer who asks")],
  ];
}

/** How the name of a file says it. @type {Record<Audience, string>} */
const IN_NAMES = { founder: "", committee: "committee", client: "customer" };

/** Assessments whose report is in English whatever the page speaks. @type {WeakSet<import("./answering.js").Answering>} */
const inEnglish = new WeakSet();

/**
 * The language that a report can be in beside English: the one that is spoken, where the engine has the words for it.
 *
 * @returns {string | undefined}
 */
export function reportLanguage() {
  const said = /** @type {{ tag: string, report?: unknown }[]} */ (parts().words).find(({ report }) => report);
  return said && spoken().startsWith(said.tag) ? said.tag : undefined;
}

/** The language of the report as it is wanted now. @param {Session} session */
export function languageOfReport(session) {
  return (!inEnglish.has(session.answering) && reportLanguage()) || "en";
}

/**
 * Has the report be in English, or again in the language that is spoken.
 *
 * @param {Session} session
 * @param {boolean} english
 */
export function chooseEnglish(session, english) {
  if (english) inEnglish.add(session.answering);
  else inEnglish.delete(session.answering);
}

/**
 * Whom the report is for, as the engine takes it; nothing where it is the usual one.
 *
 * @param {Session} session
 * @returns {import("./tickmark.js").Reader | undefined}
 */
export function readerOf(session) {
  const { reader } = session.draft;
  const { brand, templates } = session;
  const previous = comparable(session)?.document;
  const language = inEnglish.has(session.answering) ? undefined : reportLanguage();
  if (reader === "founder" && !brand && !templates && !previous && !language) return undefined;
  return {
    ...(language && { language }), ...(reader !== "founder" && { layout: reader }), ...(brand && { brand }), ...(templates && { templates }), ...(previous && { previous }),
  };
}

/**
 * The earlier assessment to compare with, unless the day of this one has been set before it meanwhile.
 *
 * @param {Session} session
 */
export function comparable(session) {
  const earlier = earlierOf(session);
  return earlier && earlier.document.asOf <= session.draft.asOf ? earlier : undefined;
}

/**
 * The names that stand in the report, where the reader wants them there.
 *
 * @param {Session} session
 */
export function namesIn(session) {
  return session.exhibits?.held.naming ? names(session) : undefined;
}

/**
 * The report as it is wanted now; nothing while it cannot be made.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").ReportFormat} format
 */
export function made(session, format) {
  const assessment = session.assessment();
  return assessment && session.press?.report(assessment, format, namesIn(session), readerOf(session));
}

/**
 * The name of a file with the report.
 *
 * @param {Session} session
 * @param {string} extension
 */
export function reportName({ draft }, extension) {
  return fileName(draft.profile.organisation, draft.asOf, extension, IN_NAMES[draft.reader]);
}
