/** A Type 1 carried on into the Type 2 that follows: what becomes of each part is shown before it is done. */

import { carriedOn, usualStart } from "../carrying.js";
import { isDate, longDate } from "../dates.js";
import { button, h } from "../dom.js";
import { fileName, hand } from "../downloads.js";
import { problemsOf } from "../engine.js";
import { labelled } from "../fields.js";
import { problemList } from "../problems.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Decision} Decision
 */

/** What is decided about, in its order. @returns {[Decision["part"], string][]} */
function parts() {
  return [
    ["profile", t("Profile")],
    ["answer", t("Answers")],
    ["evidence", t("Evidence")],
    ["register", t("Exception register")],
    ["request", t("The auditor’s requests")],
  ];
}

/**
 * The way from a Type 1 to its Type 2; nothing in any other assessment.
 *
 * @param {Session} session
 */
export function carryPart(session) {
  const { draft } = session;
  const box = h("div", { class: "carry" });
  if (draft.profile.type !== "1" || !session.engine?.carryOn) return box;
  const offer = (/** @type {string} */ focus = "") => {
    box.replaceChildren(
      h(
        "p",
        null,
        button(t("Carry on into Type 2…"), () => ask(usualStart(draft)), { id: "carry-on", class: "link" }),
        h("span", { class: "hint" }, ` ${t("Begins the window after this Type 1, and keeps what still holds.")}`),
      ),
    );
    focused(focus);
  };
  const focused = (/** @type {string} */ id) => id && /** @type {HTMLElement | null} */ (box.querySelector(`[id="${id}"]`))?.focus();

  /** @param {string} start */
  const ask = async (start) => {
    const day = h("input", { type: "date", required: true, value: start });
    const shown = h("div", { id: "carry-shown", tabindex: -1, role: "group", "aria-label": t("What becomes of it") });
    const show = () => review(day.value, shown);
    day.addEventListener("change", show);
    box.replaceChildren(
      h(
        "div",
        { class: "note" },
        labelled({ id: "carry-start", label: t("First day of the Type 2’s window"), hint: t("After the day of the examination."), control: day }),
        shown,
        button(t("Leave it a Type 1"), () => offer("carry-on"), { id: "carry-not", class: "link" }),
      ),
    );
    focused("carry-start");
    await show();
  };

  /** @param {string} start  @param {HTMLElement} shown */
  const review = async (start, shown) => {
    if (!isDate(start)) {
      shown.replaceChildren(h("p", { class: "error" }, t("Enter the first day of the window.")));
      return;
    }
    /** @type {Awaited<ReturnType<typeof carriedOn>>} */
    let found;
    try {
      found = await carriedOn(session, start);
    } catch (error) {
      shown.replaceChildren(problemList(problemsOf(error)));
      return;
    }
    const { carried, others } = found;
    const { start: first, end } = carried.file.profile.window;
    const lists = [
      ...parts().map(([part, title]) => ({ title, decisions: carried.decisions.filter((one) => one.part === part) })),
      ...others.map(({ title, decisions }) => ({ title: t("Answers to “{title}”", { title }), decisions })),
    ].filter(({ decisions }) => decisions.length > 0);
    const anew = lists.flatMap(({ decisions }) => decisions).filter(({ fate }) => fate.endsWith("asked-anew")).length;
    const act = () => {
      const { draft: before, answering, exhibits } = session;
      const held = exhibits?.held;
      session.take(found.draft);
      session.offer(t("This is the Type 2 now. The Type 1 can be had back."), () => {
        Object.assign(session, { draft: before, answering });
        if (exhibits && held) exhibits.held = held;
      });
      session.view();
    };
    const { organisation } = draft.profile;
    const save = () => hand(session, "md", fileName(organisation, draft.asOf, "carried-on.md"), "text/markdown", asText(first, end, lists));
    shown.replaceChildren(
      h("p", null, t("A Type 2 from {start} to {end}.", { start: longDate(first), end: longDate(end) }), " ", plural(anew, "One answer spoke of occurrences, and is asked anew.", "{count} answers spoke of occurrences, and are asked anew.")),
      ...lists.map(({ title, decisions }) => group(title, decisions)),
      h(
        "div",
        { class: "pair" },
        button(t("Carry on"), act, { id: "carry-do" }),
        button(t("Save this list"), save, { id: "carry-list", class: "link" }),
      ),
      h("p", { class: "hint" }, t("Save the Type 1 as a file first: this takes its place here.")),
    );
  };
  offer();
  return box;
}

/** @param {string} title  @param {Decision[]} decisions */
function group(title, decisions) {
  const moved = decisions.filter(({ fate }) => fate !== "kept");
  const kept = decisions.filter(({ fate }) => fate === "kept");
  return h(
    "details",
    null,
    h("summary", null, title, " ", h("span", { class: "aside" }, t("({moved} changed or asked anew, {kept} kept)", { moved: moved.length, kept: kept.length }))),
    h("ul", null, ...[...moved, ...kept].map(({ id, why }) => h("li", null, h("b", null, id), ` ${why}`))),
  );
}

/**
 * The decisions as a text to keep.
 *
 * @param {string} start
 * @param {string} end
 * @param {{ title: string, decisions: Decision[] }[]} lists
 */
function asText(start, end, lists) {
  const plain = (/** @type {string} */ text) => text.replace(/[\\`*_[\]<>|#]/g, "\\$&");
  const before = (/** @type {unknown} */ was) => (was === undefined ? "" : ` ${t("Before: {was}", { was: plain(JSON.stringify(was)) })}`);
  const line = (/** @type {Decision} */ { id, why, was }) => `- ${plain(id)}: ${plain(why)}${before(was)}\n`;
  const sections = lists.map(({ title, decisions }) => `\n## ${plain(title)}\n\n${decisions.map(line).join("")}`);
  return `# ${t("A Type 1 carried on into a Type 2 from {start} to {end}", { start, end })}\n${sections.join("")}`;
}
