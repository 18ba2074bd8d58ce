/** The help panel of a question: the same parts in the same order every time. */

import { h } from "../dom.js";
import { list, plural, t } from "../words.js";

/** The sizes of company that help is written for, and from how many people on the next one fits better. */
const SIZES = /** @type {const} */ ([
  ["at10", 10, 22],
  ["at50", 50, 100],
  ["at200", 200, Infinity],
]);
/** What the engine assumes where the headcount was not given. */
const ASSUMED = 25;

/**
 * @param {import("../tickmark.js").Asked} question
 * @param {string} headcount  as typed
 */
export function help({ help: text, controls }, headcount) {
  const people = Number(headcount) || ASSUMED;
  const fitting = SIZES.find(([, , below]) => people <= below)?.[0];
  const parts = text
    ? [
        h("h3", null, t("Why it matters")),
        h("p", null, text.why),
        h("h3", null, t("What the auditor will ask for")),
        h("ul", null, ...text.auditorAsks.map((item) => h("li", null, item))),
        h("h3", null, t("What good looks like")),
        h(
          "div",
          { class: "sizes" },
          ...SIZES.map(([key, size]) =>
            h("details", { open: key === fitting, id: `size-${key}` }, h("summary", null, plural(size, "At {count} person", "At {count} people")), h("p", null, text.goodLooksLike[key])),
          ),
        ),
        h("h3", null, t("How it goes wrong")),
        h("p", null, text.goesWrong),
        h("p", { class: "hint" }, t("Controls: {controls}", { controls: list(controls) })),
      ]
    : [h("p", null, t("It is being loaded and will stand here in a moment."))];
  return h("details", { class: "help", part: "help", id: "help" }, h("summary", null, t("What this means, and what an auditor asks for")), ...parts);
}
