/** What moved since an earlier assessment: opened beside the reader's own work, and taken away again. */

import { longDate } from "../dates.js";
import { button, h } from "../dom.js";
import { earlierOf, keepEarlier, readEarlier } from "../earlier.js";
import { problemList } from "../problems.js";
import { comparable } from "../readers.js";
import { t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../earlier.js").Earlier} Earlier
 */

/** What was opened last and is not compared with: refused, or of another organisation. @typedef {{ name: string, problems?: import("../tickmark.js").Problem[], earlier?: Earlier, other?: string }} Waiting */

/** @type {WeakMap<import("../exhibits.js").Held, Waiting>} */
const waiting = new WeakMap();

/**
 * @param {Session} session
 * @param {() => void} renew  makes the report again
 */
export function comparePart(session, renew) {
  const box = h("div", { class: "compare" });
  const { exhibits } = session;
  if (!exhibits) return box;
  const { held } = exhibits;
  /** @param {Waiting} [waits] */
  const wait = (waits) => {
    if (waits) waiting.set(held, waits);
    else waiting.delete(held);
  };
  /** @param {Earlier | undefined} earlier  @param {string} focus */
  const put = (earlier, focus) => {
    wait();
    keepEarlier(session, earlier);
    draw(focus);
    renew();
  };
  const picker = h("input", {
    type: "file",
    id: "earlier",
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
    accept: ".json,application/json",
    onchange: async () => {
      const [file] = picker.files ?? [];
      picker.value = "";
      if (!file) return;
      const found = await readEarlier(session, file);
      // Another file may have been opened in the place of everything meanwhile.
      if (exhibits.held !== held) return;
      if ("problems" in found) wait({ name: file.name, problems: found.problems });
      else if (found.other) wait({ name: file.name, earlier: found.earlier, other: found.other });
      else return put(found.earlier, "compared");
      draw("compare-note");
    },
  });
  const pick = (/** @type {string} */ text) => button(text, () => picker.click(), { id: "compare", class: "link" });

  const kept = (/** @type {{ day: string, file: string }} */ which) =>
    session.draft.compared
      ? t("Compared with the assessment as of {day} ({file}). It is kept in this browser beside this one, and in no saved file.", which)
      : t("Compared with the assessment as of {day} ({file}). It is held in this tab alone, and saved nowhere.", which);
  /** @param {string} [focus]  id of what has the focus afterwards */
  const draw = (focus) => {
    const waits = waiting.get(held);
    const earlier = earlierOf(session);
    const { problems } = held.recalled ?? {};
    const close = () => {
      wait();
      draw("compare");
    };
    const note = waits && h(
      "div",
      { class: waits.problems ? "summary" : "note", id: "compare-note", tabindex: -1, role: "group", "aria-label": t("Comparison") },
      ...(waits.problems
        ? [h("p", null, h("b", null, t("{file} cannot be compared with.", { file: waits.name }))), problemList(waits.problems), button(t("Close"), close, { class: "link" })]
        : [
            h("p", null, t("{file} is of “{other}”, and this assessment of “{own}”. Compare them all the same?", { file: waits.name, other: waits.other ?? "", own: session.draft.profile.organisation.trim() })),
            h("div", { class: "pair" }, button(t("Compare"), () => put(waits.earlier, "compared"), { id: "compare-anyway" }), button(t("Leave it"), close, { id: "compare-not" })),
          ]),
    );
    const lost = problems && h(
      "div",
      { class: "note", id: "compare-lost" },
      h("p", null, t("What this assessment was compared with cannot be used:")),
      problemList(problems),
      button(t("Take it away"), () => put(undefined, "compare"), { id: "compare-drop", class: "link" }),
    );
    const line = earlier
      ? h(
          "div",
          { id: "compared", tabindex: -1 },
          h(
            "p",
            null,
            comparable(session)
              ? kept({ day: longDate(earlier.document.asOf), file: earlier.name })
              : t("The assessment of {day} ({file}) is later than the day of this one, so it is not compared with.", { day: longDate(earlier.document.asOf), file: earlier.name }),
          ),
          h(
            "p",
            { class: "small-actions" },
            button(t("Take the comparison away"), () => put(undefined, "compare"), { id: "compare-off", class: "link" }),
            pick(t("Compare with another file…")),
          ),
        )
      : h("p", null, pick(t("Compare with last time…")), " ", h("span", { class: "hint" }, t("Opens an earlier saved file beside this one, and shows what moved.")));
    box.replaceChildren(...[note, lost, line, picker].filter((one) => one instanceof Node));
    if (focus) /** @type {HTMLElement | null} */ (box.querySelector(`[id="${focus}"]`))?.focus();
  };
  draw();
  return box;
}
