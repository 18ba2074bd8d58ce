/** Who stands behind pseudonyms, as far as this tab knows: from files that were read in it, or from a key that was opened. No DOM. */

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
  const cited = JSON.stringify(session.draft.evidence).match(/\bperson-\d{3,}\b/g) ?? [];
  return [...new Set(cited)].sort();
}

/**
 * The names behind the pseudonyms in the evidence, as far as they are known.
 *
 * @param {Session} session
 * @returns {Record<string, string>}
 */
export function names(session) {
  const held = session.exhibits?.held;
  const cited = new Set(pseudonyms(session));
  const known = new Map(held?.openedKey);
  for (const key of held?.keys.values() ?? []) {
    for (const { pseudonym, label } of key) if (pseudonym) known.set(pseudonym, label);
  }
  return Object.fromEntries([...known].filter(([pseudonym]) => cited.has(pseudonym)));
}

/**
 * What the key of this tab says: who stands behind pseudonyms, and in which rows.
 *
 * @param {Session} session
 * @returns {KeyLine[]}
 */
export function keyLines(session) {
  const { held } = session.exhibits ?? {};
  const file = (/** @type {string} */ id) => session.draft.evidence.find((entry) => entry.id === id)?.file?.name ?? "";
  const read = [...(held?.keys ?? [])].flatMap(([id, key]) => key.map((one) => ({ file: file(id), ...one })));
  const opened = Object.entries(names(session)).map(([pseudonym, label]) => ({ file: "", pseudonym, label }));
  return [...read, ...opened];
}

/**
 * Takes the names of a key that was saved before.
 *
 * @param {Session} session
 * @param {File} file
 */
export async function openKey(session, file) {
  if (file.size > LARGEST_KEY) throw new Error("this file is too large for a key");
  const engine = await session.load();
  const found = engine.keyNames(await file.text());
  if (session.exhibits) session.exhibits.held.openedKey = new Map(Object.entries(found));
  return Object.keys(found).length;
}
