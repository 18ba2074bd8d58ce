/** A Type 1 carried on into its Type 2: what that makes of everything entered. No DOM. */

import { isDate } from "./dates.js";
import { toAssessment } from "./documents.js";
import { fromAssessment } from "./opening.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./tickmark.js").Carried} Carried
 * @typedef {import("./tickmark.js").Decision} Decision
 */

/** The day after the one that the Type 1 describes. @param {Draft} draft */
export function usualStart({ profile, asOf }) {
  const day = new Date(`${isDate(profile.examinationDay) ? profile.examinationDay : asOf}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/**
 * The draft of the Type 2, with what was decided. Answers to the other questionnaires are carried on as well. Throws where it cannot be.
 *
 * @param {Session} session
 * @param {string} start  the first day of its window
 * @returns {Promise<{ draft: Draft, carried: Carried, others: { title: string, decisions: Decision[] }[] }>}
 */
export async function carriedOn(session, start) {
  const engine = await session.load();
  const { draft, asking } = session;
  const present = session.assessment();
  if (!present) throw new Error("the profile is not complete");
  const carried = engine.carryOn(present, start);
  const next = fromAssessment(carried.file);
  const others = [];
  for (const [id, answers] of Object.entries(draft.answers)) {
    const listed = asking.listed(id);
    if (id === draft.questionnaire || answers.length === 0) continue;
    if (!listed) {
      next.answers[id] = answers;
      continue;
    }
    await asking.obtain(id, session.sealed(), () => session.load());
    const document = toAssessment({ ...draft, questionnaire: id, evidence: [], register: [] }, listed, []);
    const other = engine.carryOn(document, start);
    next.answers[id] = other.file.answers;
    others.push({ title: listed.title, decisions: other.decisions.filter(({ part }) => part === "answer") });
  }
  return { draft: { ...next, step: "report", reader: draft.reader }, carried, others };
}
