/** The first picture: how far the answers so far narrow the score, and which one would narrow it most. */

import { button, h } from "../dom.js";
import { plural, t, woven } from "../words.js";

/** So many answers have to be there before a figure says anything. */
export const ENOUGH = 5;
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
  const open = [...result.assessment.narrowing]
    .filter((one) => one.question !== present && questions.some(({ id }) => id === one.question))
    .sort((a, b) => b.claimed - a.claimed)[0];
  const next = open && questions.find((one) => one.id === open.question);
  const range = low === high ? t("{low} of 100", { low }) : t("between {low} and {high} of 100", { low, high });
  return h(
    "section",
    { class: "picture", part: "picture", "aria-labelledby": "picture-title", "aria-live": "off" },
    h("h3", { id: "picture-title" }, session.answering.count === questions.length ? t("The picture by your answers") : t("First picture")),
    h("p", null, ...woven(t("By your answers alone, you stand {range}. What is not answered or not known makes up the width."), { range: h("b", null, range) })),
    bar(low, high, range),
    next
      ? h("p", null, plural(Math.max(1, Math.round(open.claimed)), "This would narrow it most, by up to {count} point:", "This would narrow it most, by up to {count} points:"), " ", button(next.text, () => goTo(next.id), { class: "link", id: "narrow" }))
      : h("p", null, t("No further answer would narrow it.")),
  );
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
