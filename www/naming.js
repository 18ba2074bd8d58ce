/** The things that can be entered, in words. No DOM. */

import { controlCalled } from "./content-words.js";
import { longDate } from "./dates.js";
import { readers } from "./readers.js";
import { t } from "./words.js";

/** @typedef {import("./session.js").Session} Session */

/** A question is named by so many letters of its text. */
const LONGEST = 60;

/** @param {string} field */
function fieldName(field) {
  /** @type {Record<string, string>} */
  const names = {
    organisation: t("organisation"),
    type: t("kind of report"),
    start: t("first day of the window"),
    length: t("length of the window"),
    end: t("last day of the window"),
    examinationDay: t("day of the examination"),
    headcount: t("number of people"),
    timeZone: t("time zone"),
    samplingPolicy: t("sampling"),
    auditorSampling: t("the auditor’s sample sizes"),
    auditorRequests: t("the auditor’s requests"),
    systems: t("systems"),
    populations: t("counts of the profile"),
    owners: t("owners of controls"),
  };
  return names[field] ?? field;
}

/** @param {string} text */
function short(text) {
  if (text.length <= LONGEST) return text.replace(/\.$/, "");
  const cut = text.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), LONGEST / 2))}…`;
}

/**
 * What something is, to stand within a sentence: `answer to “Who …”`.
 *
 * @param {Session} session
 * @param {string} place  as in `Items`
 */
export function named(session, place) {
  const [kind = "", first = "", second = ""] = /** @type {string[]} */ (JSON.parse(place));
  const { form } = session;
  const labelled = (/** @type {string} */ label) => `“${short(label)}”`;
  if (kind === "name") return t("what this is called here");
  if (kind === "asOf") return t("day of this assessment");
  if (kind === "reader") return t("whom the report is for");
  if (kind === "register") return t("exception register, {control}", { control: controlCalled(first) });
  if (kind === "evidence") return t("evidence, {id}", { id: second });
  if (kind === "answers") {
    const question = questionOf(session, first, second);
    return question ? t("answer to {question}", { question: labelled(question.text) }) : t("answer to another questionnaire");
  }
  if (first === "facts") return labelled(form?.facts.find(({ id }) => id === second)?.text ?? second);
  if (first === "policies") return labelled(form?.policyValues.find(({ id }) => id === second)?.name ?? second);
  if (first === "cadences") return labelled(form?.cadences.find(({ control }) => control === second)?.name ?? second);
  if (first === "categories") return t("category {name}", { name: labelled(form?.categories.find(({ id }) => id === second)?.name ?? second) });
  return fieldName(first);
}

/**
 * @param {Session} session
 * @param {string} questionnaire
 * @param {string} id
 */
function questionOf({ draft, questions }, questionnaire, id) {
  return questionnaire === draft.questionnaire ? questions.find((one) => one.id === id) : undefined;
}

/**
 * What was entered there, in few words; empty where few words cannot say it.
 *
 * @param {Session} session
 * @param {string} place
 * @param {string} [text]  as in `Items`
 */
export function told(session, place, text) {
  const [kind = "", first = "", second = ""] = /** @type {string[]} */ (JSON.parse(place));
  if (text === undefined) return kind === "profile" ? t("empty") : t("nothing");
  const value = JSON.parse(text);
  if (kind === "answers") {
    const { answer } = value;
    const said = questionOf(session, first, second)?.options.find(({ id }) => id === answer?.choice)?.text;
    if (answer?.unknown) return t("I don’t know");
    if (answer?.notApplicable) return t("Does not apply to us");
    return answer?.later ? t("I’ll come back to it") : short(said ?? "");
  }
  if (kind === "reader") return readers().find(([id]) => id === value)?.[1] ?? "";
  if (kind === "register") return short(Object.values(value).filter((one) => typeof one === "string" && one !== first).join(", "));
  if (first === "facts") {
    const options = session.form?.facts.find(({ id }) => id === second)?.options ?? [];
    return short(options.flatMap(({ id, text }) => (value.includes(id) ? [text] : [])).join(", "));
  }
  return typeof value === "string" && !["type", "length"].includes(first) ? short(longDate(value)) : "";
}
