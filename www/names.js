/** Who stands behind pseudonyms, as far as this tab knows: from files that were read in it, or from a key that was opened. No DOM. */

import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").KeyLine} KeyLine
 */

/** A key of ten thousand people is smaller than that. */
const LARGEST_KEY = 5_000_000;

/**
 * The pseudonyms in the evidence, in their order.
 *
 * @param {Session} session
 * @returns {string[]}
 */
export function pseudonyms(session) {
  return [...new Set(cited(session.draft.evidence))].sort();
}

/** @param {unknown} evidence */
function cited(evidence) {
  return JSON.stringify(evidence).match(/\bperson-\d{3,}\b/g) ?? [];
}

/**
 * The lines that name somebody, with their files: of evidence that is there, for pseudonyms that stand in it, under the
 * numbering that it has now. A number may have been somebody else's before evidence came or went.
 *
 * @param {Session} session
 * @returns {KeyLine[]}
 */
export function keyLines(session) {
  const { exhibits } = session;
  const { evidence } = session.draft;
  const there = new Set(evidence.flatMap((entry) => cited(entry).map((pseudonym) => `${entry.numbering} ${pseudonym}`)));
  const read = evidence.flatMap((entry) => (exhibits?.keyOf(entry) ?? []).map((row) => ({ file: entry.file?.name ?? "", ...row })));
  const opened = (exhibits?.held.openedKey ?? []).map((row) => ({ file: "", ...row }));
  const lines = [...read, ...opened];
  return lines.filter(({ pseudonym, numbering }) => pseudonym === undefined || there.has(`${numbering} ${pseudonym}`));
}

/**
 * The names behind the pseudonyms in the evidence, as far as they are known.
 *
 * @param {Session} session
 * @returns {Record<string, string>}
 */
export function names(session) {
  return Object.fromEntries(keyLines(session).flatMap(({ pseudonym, label }) => (pseudonym ? [[pseudonym, label]] : [])));
}

/**
 * Takes the names of a key that was saved before.
 *
 * @param {Session} session
 * @param {File} file
 */
export async function openKey(session, file) {
  if (file.size > LARGEST_KEY) throw new Error(t("this file is too large for a key"));
  const { held } = /** @type {import("./exhibits.js").Exhibits} */ (session.exhibits);
  const engine = await session.load();
  const rows = engine.keyLines(await file.text());
  const before = held.openedKey;
  held.openedKey = rows;
  const found = Object.keys(names(session)).length;
  if (rows.length > 0 && found === 0) {
    held.openedKey = before;
    throw new Error(t("this key is of other evidence: its pseudonyms stand for other people"));
  }
  return found;
}
