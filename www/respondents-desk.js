/** Files of several people about one assessment, read and put together. No DOM. */

import { problem, problemsOf } from "./engine.js";
import { ask } from "./exchange-desk.js";
import { fileJson } from "./opening.js";
import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./exchange.js").Named} Named
 * @typedef {import("./exchange.js").Merged} Merged
 */

/** A file that cannot be part of it, and why. */
export class Refusal extends Error {
  /**
   * @param {string} name
   * @param {Problem[]} problems
   * @param {string} [wanted]  the questionnaire that a fresh page has to load first
   */
  constructor(name, problems, wanted) {
    super(problems[0]?.message ?? "");
    this.name = "Refusal";
    this.file = name;
    this.problems = problems;
    this.wanted = wanted;
  }
}

/**
 * The saved assessments in files, each looked through. Throws a `Refusal` for the first that is none.
 *
 * @param {Session} session
 * @param {File[]} files
 * @returns {Promise<Named[]>}
 */
export async function read(session, files) {
  const engine = await session.load();
  /** @type {Named[]} */
  const found = [];
  for (const file of files) {
    const name = unlike(file.name, found);
    const { document, problems } = await fileJson(file);
    if (problems) throw new Refusal(name, problems);
    if (document?.format === "tickmark-draft") {
      const message = t("this file holds everything that was entered, unfinished or of several questionnaires; open it by itself, and save it as an assessment file");
      throw new Refusal(name, [problem("wrong-document", message)]);
    }
    const id = String(document?.questionnaire?.id);
    try {
      await session.asking.obtain(id, session.sealed(), () => session.load());
    } catch (error) {
      const { sealed } = /** @type {{ sealed?: boolean }} */ (error);
      throw new Refusal(name, problemsOf(error), sealed ? id : undefined);
    }
    const wrong = engine.check(document);
    if (wrong.length > 0) throw new Refusal(name, wrong);
    found.push({ name, file: document });
  }
  return found;
}

/**
 * One file of several. Throws where they are not of one assessment, or where what comes of them is none.
 *
 * @param {Session} session
 * @param {Named[]} files
 * @param {(number | null)[]} taken  for each conflict the place of what is taken of what is said; `null`: it is left open
 * @returns {Promise<Merged>}
 */
export async function merged(session, files, taken) {
  const engine = await session.load();
  const questionnaire = engine.questionnaire(String(files[0]?.file.questionnaire.id));
  const found = await ask({ do: "merge", files, questionnaire, taken });
  const wrong = engine.check(found.file);
  if (wrong.length > 0) throw { problems: wrong };
  return found;
}

/**
 * A name that no other file has: two respondents may send files of the same name.
 *
 * @param {string} name
 * @param {Named[]} others
 */
export function unlike(name, others) {
  let unlike = name;
  for (let count = 2; others.some((one) => one.name === unlike); count += 1) unlike = `${name} (${count})`;
  return unlike;
}
