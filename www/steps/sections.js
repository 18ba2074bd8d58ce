/** How far each section of the questionnaire is: a bar, and its numbers in words beside it. */

import { forForm } from "../documents.js";
import { h } from "../dom.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {"given" | "not-applicable" | "unknown" | "later" | "open" | "hidden"} Kind
 * @typedef {Record<Kind, number>} Counts
 */

const SVG = "http://www.w3.org/2000/svg";
/** Each kind by the height of its part as well, so that no two differ by colour alone; what is open, and what is not asked, has none. @type {Partial<Record<Kind, number>>} */
const HEIGHTS = { given: 6, "not-applicable": 4, unknown: 2.5, later: 1.25 };

/** @type {Record<Kind, (count: number) => string>} */
const WORDS = {
  given: (count) => plural(count, "{count} answered", "{count} answered"),
  "not-applicable": (count) => plural(count, "{count} does not apply", "{count} do not apply"),
  unknown: (count) => plural(count, "{count} not known", "{count} not known"),
  later: (count) => plural(count, "{count} to come back to", "{count} to come back to"),
  open: (count) => plural(count, "{count} not answered", "{count} not answered"),
  hidden: (count) => plural(count, "{count} not asked", "{count} not asked"),
};

/**
 * The sections in the order in which they are asked; nothing where there is but one.
 *
 * @param {Session} session
 */
export function sectionsPart(session) {
  const all = counted(session);
  if (all.size < 2) return undefined;
  return h(
    "section",
    { class: "sections", "aria-labelledby": "sections-title" },
    h("h3", { id: "sections-title" }, t("How far each section is")),
    h(
      "ul",
      null,
      ...[...all].map(([name, counts]) => h("li", null, h("b", null, name), bar(counts), h("span", { class: "aside" }, inWords(counts)))),
    ),
  );
}

/** @param {Session} session @returns {Map<string, Counts>} */
function counted(session) {
  /** @type {Map<string, Counts>} */
  const all = new Map();
  const add = (/** @type {string} */ section, /** @type {Kind} */ kind) => {
    const counts = all.get(section) ?? { given: 0, "not-applicable": 0, unknown: 0, later: 0, open: 0, hidden: 0 };
    counts[kind] += 1;
    all.set(section, counts);
  };
  for (const question of session.questions) {
    const state = session.answering.stateOf(question);
    add(question.section, state === "changed" || state === "problem" ? "open" : state);
  }
  for (const { section } of leftOut(session)) add(section, "hidden");
  return all;
}

/** The questions that are left out because of what was said about the company, as they would be asked otherwise. @param {Session} session */
function leftOut({ engine, form, draft, asking }) {
  const listed = asking.listed(draft.questionnaire);
  if (!engine || !listed || !form?.hidden.length) return [];
  try {
    const document = forForm(draft, listed);
    delete document.profile.facts;
    document.profile.categories = form.categories.map(({ id }) => id);
    return engine.form(document).questions.filter(({ id }) => form.hidden.includes(id));
  } catch {
    // Below the answers it is said how many there are in all.
    return [];
  }
}

/** @param {Counts} counts */
function inWords(counts) {
  const kinds = /** @type {Kind[]} */ (Object.keys(WORDS));
  return kinds.filter((kind) => counts[kind] > 0).map((kind) => WORDS[kind](counts[kind])).join(" · ");
}

/** The words beside it say the same. @param {Counts} counts */
function bar(counts) {
  const svg = document.createElementNS(SVG, "svg");
  const total = Object.entries(counts).reduce((sum, [kind, count]) => sum + (kind === "hidden" ? 0 : count), 0);
  const rect = (/** @type {string} */ name, /** @type {number} */ x, /** @type {number} */ width, /** @type {number} */ height) => {
    const one = document.createElementNS(SVG, "rect");
    for (const [key, value] of Object.entries({ class: name, x, y: 6 - height, width, height })) one.setAttribute(key, String(value));
    svg.append(one);
  };
  svg.setAttribute("viewBox", "0 0 100 6");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  let x = 0;
  for (const [kind, height] of /** @type {[Kind, number][]} */ (Object.entries(HEIGHTS))) {
    const width = total > 0 ? (100 * counts[kind]) / total : 0;
    if (width > 0) rect(kind, x, width, height);
    x += width;
  }
  return svg;
}
