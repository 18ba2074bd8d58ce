/** What the page around takes from the self-check and gives to it: files, answers. Fetched when a page does so. */

import { fileName, fileText } from "./downloads.js";
import { readDraft, toProfile } from "./documents.js";
import { problem } from "./engine.js";
import { named, names, written } from "./exporting.js";
import { fromProfile, read } from "./opening.js";
import { readerOf, reportName } from "./readers.js";
import { plural, t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {{ answers?: unknown, profile?: unknown, assessment?: unknown }} Given
 */

/** Those of `exporting.js` come with it. @type {Record<string, string>} */
const TYPES = { html: "text/html", md: "text/markdown", json: "application/json" };

/** An error that lists what is wrong with a document. */
class DocumentError extends Error {
  /** @param {Problem[]} problems */
  constructor(problems) {
    const [first] = problems;
    const message = first?.message ?? t("the document cannot be used");
    super(problems.length > 1 ? plural(problems.length - 1, "{message}, and {count} more", "{message}, and {count} more", { message }) : message);
    this.name = "DocumentError";
    this.code = first?.code ?? "unexpected";
    this.problems = problems;
  }
}

/**
 * The assessment or its report as a file. Throws where there is no report of it yet.
 *
 * @param {Session} session
 * @param {string} format
 * @returns {Promise<File>}
 */
export async function exported(session, format) {
  const type = Object.hasOwn(TYPES, format) ? TYPES[format] : undefined;
  const other = named(format);
  const all = [...Object.keys(TYPES), ...names()].join(", ");
  if (!type && !other) throw new DocumentError([problem("unknown-format", t("`{format}` is not a format; {all} are", { format, all }))]);
  const { profile, asOf } = session.draft;
  if (format === "json") return new File([fileText(session.document())], fileName(profile.organisation, asOf, "tickmark.json"), { type });
  await session.load();
  const assessment = session.assessment();
  if (!assessment || !session.press) throw incomplete();
  if (other) {
    const { name, bytes } = await written(session, assessment, other);
    return new File([bytes], name, { type: other.type });
  }
  const { text, error } = await session.press.report(assessment, format === "md" ? "md" : "html", undefined, readerOf(session)).done;
  if (text === undefined) throw error;
  return new File([text], reportName(session, format), { type });
}

/**
 * The assessment and what the engine works out of it. Throws where there is none yet, and where it has problems.
 *
 * @param {Session} session
 */
export async function resulting(session) {
  const assessment = session.assessment();
  if (!assessment) throw incomplete();
  return { assessment, result: session.result() ?? (await session.load()).assess(assessment) };
}

/**
 * Opens a saved file. Throws where it is refused.
 *
 * @param {Blob} file
 * @param {(file: File) => Promise<Problem[]>} open
 */
export async function imported(file, open) {
  const problems = await open(file instanceof File ? file : new File([file], "assessment.json", { type: file.type }));
  if (problems.length > 0) refused(problems);
}

/**
 * Files with names.
 *
 * @param {Iterable<Blob>} files
 */
export function filesOf(files) {
  return [...files].map((file, at) => (file instanceof File ? file : new File([file], `assessment-${at + 1}.json`, { type: file.type })));
}

/** Throws what was refused. @param {Problem[]} problems @returns {never} */
export function refused(problems) {
  throw new DocumentError(problems);
}

/**
 * Takes back what the browser kept of a form when the page was left.
 *
 * @param {unknown} state
 * @param {Session} session
 */
export function restore(state, session) {
  try {
    const { format, ...kept } = JSON.parse(String(state));
    const draft = format === "tickmark-draft" ? readDraft(kept) : undefined;
    // What is kept on the device may have been gone on with in another tab.
    if (draft && session.keeper.base === null) session.take(draft);
  } catch {
    // What is no draft is left alone.
  }
}

/** That there is nothing to work out yet. */
function incomplete() {
  return new DocumentError([problem("incomplete", t("the kind of report and the window are not known yet; the step `profile` asks for them"))]);
}

/**
 * Puts what the page gave in the place of what there is. Gives what of it could not be used.
 *
 * @param {Session} session
 * @param {Given} given
 * @returns {Promise<Problem[]>}
 */
export async function take(session, { answers, profile, assessment }) {
  /** @type {Problem[]} */
  const problems = [];
  if (assessment !== undefined) {
    const file = new File([JSON.stringify(assessment)], "assessment.json");
    const opened = await read(session, file, () => true);
    problems.push(...opened.problems);
    if (opened.draft) session.take(opened.draft);
  }
  if (answers === undefined && profile === undefined) return problems;
  const draft = structuredClone(session.draft);
  if (profile !== undefined) draft.profile = merged(draft, profile);
  const list = Array.isArray(answers) ? answers : [];
  if (answers !== undefined) draft.answers[draft.questionnaire] = list;
  const kept = readDraft(JSON.parse(JSON.stringify(draft)));
  const count = kept?.answers[draft.questionnaire]?.length ?? 0;
  if (!kept || (answers !== undefined && (count < list.length || !Array.isArray(answers)))) {
    problems.push(problem("wrong-shape", t("`answers` is a list of records with `question`, `rev` and what was said; what has another shape was left out")));
  }
  if (kept) session.take(kept);
  return problems;
}

/**
 * The profile with the parts that are given in the place of what there was.
 *
 * @param {import("./state.js").Draft} draft
 * @param {any} given
 */
function merged(draft, given) {
  const { type, ...known } = toProfile(draft);
  const before = draft.profile.type === "" ? known : { type, ...known };
  return { ...fromProfile({ ...before, ...given }), auditorRequests: draft.profile.auditorRequests };
}
