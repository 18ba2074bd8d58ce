/** The first picture: how far the answers so far narrow the score, and which one would narrow it most. */

import { button, h } from "../dom.js";
import { plural, t, woven } from "../words.js";

/** So many answers have to be there before a figure says anything. */
export const ENOUGH = 5;
/** Points of the score that one level is: 100 over the five above the lowest. */
const LEVEL = 20;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {import("../session.js").Session} session
 * @param {(id: string) => void} goTo
 * @param {string} [present]  the question on screen, which is no suggestion
 */
export function picture(session, goTo, present) {
  const { questions } = session;
  if (session.answering.count < ENOUGH) return undefined;
  const result = session.result();
  if (!result) return undefined;
  const { claimed } = result.assessment.score;
  // Rounded as in the report, so that the same answers show the same numbers.
  const [low, high] = [Math.round(claimed.low), Math.round(claimed.high)];
  // The engine puts first what narrows the supported score; what is shown here is the claimed one.
  const open = widest(result.assessment).find((one) => one.question !== present && questions.some(({ id }) => id === one.question));
  const next = open && questions.find((one) => one.id === open.question);
  const half = halfOf(result.assessment);
  const range = low === high ? t("{low} of 100", { low }) : t("between {low} and {high} of 100", { low, high });
  return h(
    "section",
    { class: "picture", part: "picture", "aria-labelledby": "picture-title", "aria-live": "off" },
    h("h3", { id: "picture-title" }, session.answering.count === questions.length ? t("The picture by your answers") : t("First picture")),
    h("p", null, ...woven(t("By your answers alone, you stand {range}. What is not answered or not known makes up the width."), { range: h("b", null, range) })),
    bar(low, high, range),
    half > 0 && h("p", { id: "half" }, plural(half, "One question that is open or whose answer is not known makes up at least half of this width.", "{count} questions that are open or whose answers are not known make up at least half of this width.")),
    next
      ? h("p", null, plural(Math.max(1, Math.round(open.claimed)), "This would narrow it most, by up to {count} point:", "This would narrow it most, by up to {count} points:"), " ", button(next.text, () => goTo(next.id), { class: "link", id: "narrow" }))
      : h("p", null, t("No further answer would narrow it.")),
  );
}

/**
 * Questions that narrow the claimed score, those that do most first.
 *
 * @param {import("../tickmark.js").Result["assessment"]} assessment
 */
function widest({ narrowing }) {
  return [...narrowing].sort((a, b) => b.claimed - a.claimed);
}

/**
 * On how many questions half of the width of the claimed score rests, those that narrow it most being counted first: the width is
 * the sum of what each control leaves open, and a control counts once every question is that leaves it open. 0 where
 * there is no width, or where half of it does not rest on questions that are open or not known.
 *
 * @param {import("../tickmark.js").Result["assessment"]} assessment
 */
export function halfOf(assessment) {
  const { controls, score } = assessment;
  const width = score.claimed.high - score.claimed.low;
  const found = widest(assessment);
  const asked = controls.filter(({ claim }) => claim.kind !== "not-asked");
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const left = new Map(asked.map(({ id }) => [id, found.filter((one) => one.controls.includes(id)).length]));
  const points = new Map(asked.map(({ id, claimed, weight }) => [id, ((claimed.high - claimed.low) * weight * LEVEL) / total]));
  let sum = 0;
  for (const [at, { controls: open }] of found.entries()) {
    for (const id of open) {
      left.set(id, (left.get(id) ?? 0) - 1);
      if (left.get(id) === 0) sum += points.get(id) ?? 0;
    }
    // Sums of fractions are not exact in their last places.
    if (width > 0 && sum >= width / 2 - 1e-9) return at + 1;
  }
  return 0;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {string} range
 */
function bar(low, high, range) {
  const svg = document.createElementNS(SVG, "svg");
  const rect = (/** @type {Record<string, string | number>} */ attributes) => {
    const one = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, String(value));
    svg.append(one);
  };
  svg.setAttribute("viewBox", "0 0 100 3");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", t("A scale from 0 to 100, marked {range}", { range }));
  rect({ class: "scale", x: 0, y: 0, width: 100, height: 3 });
  rect({ class: "span", x: low, y: 0, width: Math.max(0.7, high - low), height: 3 });
  return svg;
}
