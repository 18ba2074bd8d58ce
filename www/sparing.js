/** Parts of a kept draft that cannot be read: what there was is set aside before it is written over. No DOM. */

import { readDraft } from "./documents.js";
import { fresh, parsed } from "./storage.js";
import { t } from "./words.js";

/** @typedef {import("./session.js").Session} Session */

/** Which draft of a session was looked at. @type {WeakMap<Session, string>} */
const looked = new WeakMap();

/**
 * Sets a record aside of which the draft in work has not everything, and says so. Once for each draft.
 *
 * @param {Session} session
 */
export function spare(session) {
  const { keeper } = session;
  if (!keeper.enabled || looked.get(session) === keeper.id) return;
  looked.set(session, keeper.id);
  // The first that this tab knew of it.
  const [text = null] = keeper.seen.values();
  const record = parsed(text);
  const draft = record?.version === 2 ? readDraft(record) : undefined;
  if (!draft || parts(record) <= parts(draft)) return;
  try {
    keeper.store.setItem(keeper.key(fresh()), JSON.stringify({ damaged: record }));
    session.offer(t("Something that was kept here is damaged and was left out. All that there was is set aside, under “Kept in this browser”."));
  } catch {
    session.offer(t("Something that was kept here is damaged and was left out, and there is no room to set it aside."));
  }
}

/**
 * How many things it has that can each be left out.
 *
 * @param {any} record
 */
function parts({ profile, answers, typed, evidence, register, inWork }) {
  const { facts, policies, cadences, categories, auditorRequests } = profile;
  const all = [facts, policies, cadences, categories, auditorRequests, typed, evidence, register, inWork, ...(sized(answers) > 0 ? Object.values(answers) : [])];
  return all.reduce((sum, one) => sum + sized(one), 0);
}

/** @param {unknown} value */
function sized(value) {
  return typeof value === "object" && value !== null ? Object.keys(value).length : Number(value !== undefined);
}
