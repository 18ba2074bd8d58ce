/** An earlier assessment to compare with: a saved file, which takes the place of nothing, kept beside the present one. No DOM. */

import { longDate } from "./dates.js";
import { problem, problemsOf } from "./engine.js";
import { fileJson } from "./opening.js";
import { fresh, parsed } from "./storage.js";
import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {{ name: string, document: Assessment }} Earlier
 */

/**
 * What the report compares with: of this tab, or kept beside the assessment.
 *
 * @param {Session} session
 */
export function earlierOf(session) {
  const { exhibits, engine } = session;
  if (exhibits && engine && !exhibits.held.recalled) recall(session, exhibits.held, engine);
  return exhibits?.held.earlier;
}

/**
 * @param {Session} session
 * @param {import("./exhibits.js").Held} held
 * @param {import("./tickmark.js").Engine} engine
 */
function recall(session, held, engine) {
  const { keeper, draft, asking } = session;
  held.recalled = {};
  if (held.earlier || !draft.compared) return;
  try {
    const text = keeper.enabled ? keeper.store.getItem(keeper.compared) : null;
    if (text === null) return;
    const { id, name, document } = parsed(text) ?? {};
    if (typeof id === "string" && id !== draft.compared) return;
    const which = document?.questionnaire?.id;
    if (asking.isMissing(which)) {
      const again = () => {
        held.recalled = undefined;
        session.view();
      };
      asking.obtain(which, session.sealed(), () => session.load()).then(again, (error) => {
        held.recalled = { problems: problemsOf(error) };
        session.view();
      });
      return;
    }
    const problems = typeof id === "string" && typeof name === "string" ? engine.check(document) : [problem("damaged", t("what is kept of it is no assessment"))];
    if (problems.length === 0) held.earlier = { name, document };
    else held.recalled = { problems };
  } catch (error) {
    held.recalled = { problems: problemsOf(error) };
  }
}

/**
 * From now on the report compares with this; with nothing, if there is none. Each assessment has at most one beside it: of what is
 * kept in this browser in any case. A file that is opened is held in this tab alone.
 *
 * @param {Session} session
 * @param {Earlier | undefined} earlier
 * @param {boolean} [isKept]
 */
export function keepEarlier(session, earlier, isKept = false) {
  const { keeper, draft, exhibits } = session;
  if (!exhibits) return;
  Object.assign(exhibits.held, { earlier, recalled: {} });
  if (!isKept && !draft.compared) return;
  const id = fresh();
  delete draft.compared;
  try {
    if (keeper.enabled && earlier && isKept) {
      keeper.store.setItem(keeper.compared, JSON.stringify({ id, ...earlier }));
      draft.compared = id;
    } else if (keeper.enabled) keeper.store.removeItem(keeper.compared);
  } catch {
    // Without room for it, this tab alone has it, and the report step says so.
  }
  session.changed();
}

/**
 * What a saved file holds, to compare with. It is of another organisation where `other` is its name.
 *
 * @param {Session} session
 * @param {File} file
 * @returns {Promise<{ problems: Problem[] } | { earlier: Earlier, other?: string }>}
 */
export async function readEarlier(session, file) {
  const { document, problems } = await fileJson(file);
  if (problems) return { problems };
  if (document?.format === "tickmark-draft") {
    return refused("wrong-document", t("this file was saved before the profile was complete, so there is nothing in it to compare with; choose a saved assessment"));
  }
  const present = session.assessment();
  if (!present) return refused("incomplete", t("this assessment cannot be compared before its profile is complete"));
  try {
    const engine = await session.load();
    const id = document?.questionnaire?.id;
    // An earlier assessment may have been made with another questionnaire.
    if (session.asking.listed(id)) await session.asking.obtain(id, session.sealed(), () => session.load());
    const found = engine.check(document);
    if (found.length > 0) return { problems: found };
    if (document.asOf > present.asOf) {
      return refused("date-order", t("this file is as of {then}, which is after the day of this assessment, {now}; choose an earlier one", { then: longDate(document.asOf), now: longDate(present.asOf) }));
    }
    engine.compare(document, present);
  } catch (error) {
    return { problems: problemsOf(error) };
  }
  const [then, now] = [document.profile.organisation ?? "", present.profile.organisation].map((name) => name.trim());
  const isOther = then !== "" && now !== "" && then.toLowerCase() !== now.toLowerCase();
  return { earlier: { name: file.name, document }, ...(isOther && { other: then }) };
}

/**
 * @param {string} code
 * @param {string} message
 */
function refused(code, message) {
  return { problems: [problem(code, message)] };
}
