/** An earlier assessment to compare with: a saved file, which takes the place of nothing. No DOM. */

import { longDate } from "./dates.js";
import { problemsOf } from "./engine.js";
import { problem } from "./exhibits.js";
import { fileJson } from "./opening.js";
import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {{ name: string, document: Assessment }} Earlier
 */

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
