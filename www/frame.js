/** What stands around every step: the head of the workpaper, the list of steps, the buttons. */

import { longDate } from "./dates.js";
import { button, h } from "./dom.js";
import { saveFile } from "./downloads.js";
import { endOfWindow, STEPS } from "./state.js";
import { isRightToLeft, spoken, t } from "./words.js";

/** @typedef {import("./state.js").Step} Step */

/** @param {Step} step */
export function nameOf(step) {
  return {
    start: t("Start"),
    profile: t("About you"),
    questions: t("Questions"),
    review: t("Check"),
    evidence: t("Evidence"),
    report: t("Report"),
  }[step];
}

/**
 * The frame, with empty places for what changes.
 *
 * @param {import("./session.js").Session} session
 * @param {{ go: (step: Step) => void, back: () => void, next: () => void, open: (file: File) => Promise<void>, merge: (files: File[]) => Promise<unknown>, deleteAll: () => void }} to
 */
export function frame(session, to) {
  const picker = h("input", {
    type: "file",
    id: "open",
    class: "hidden",
    multiple: true,
    accept: ".json,application/json,.txt,text/plain",
    onchange: async () => {
      const files = [...(picker.files ?? [])];
      picker.value = "";
      if (files.length > 1) await to.merge(files);
      else if (files[0]) await to.open(files[0]);
    },
  });
  const steps = STEPS.map((step, index) =>
    h(
      "li",
      null,
      h(
        "button",
        { type: "button", id: `step-${step}`, onclick: () => to.go(step) },
        h("span", { class: "number", "aria-hidden": "true" }, `${index + 1}`),
        nameOf(step),
      ),
    ),
  );
  return h(
    "section",
    // The words have a language of their own, whatever the page around is in.
    { class: "sheet", id: "sheet", part: "root", lang: spoken(), dir: isRightToLeft() ? "rtl" : "ltr", "aria-label": t("SOC 2 readiness self-check") },
    h("div", { class: "top", part: "header" }, h("slot", { name: "logo" }), h("dl", { class: "facts", id: "facts" })),
    h("nav", { class: "steps", part: "nav", "aria-label": t("Steps") }, h("ol", null, ...steps)),
    h("p", { class: "progress", id: "progress", part: "progress" }),
    h("div", { id: "undo", role: "status" }),
    h("div", { id: "notice", part: "notice" }),
    h("div", { class: "body", id: "body", part: "step" }),
    h(
      "div",
      { class: "actions", part: "actions" },
      button(t("Back"), to.back, { id: "back", part: "secondary" }),
      button(t("Continue"), to.next, { id: "next", class: "primary", part: "primary" }),
      h("p", { class: "saved", id: "saved", role: "status" }),
    ),
    h(
      "div",
      { class: "tools", part: "tools", role: "group", "aria-label": t("Your entries") },
      button(t("Save assessment file"), () => saveFile(session), { class: "link", id: "copy", "aria-describedby": "left" }),
      h("span", { id: "left" }),
      picker,
      h("label", { for: "open", class: "button link", id: "open-label" }, t("Open file")),
      button(t("Delete everything on this device"), to.deleteAll, { class: "link", id: "delete" }),
    ),
    h("p", { class: "hidden", id: "said", role: "status" }),
    h("slot", { name: "footer" }),
  );
}

/**
 * The head of the workpaper: for whom, which report, which days.
 *
 * @param {import("./state.js").Draft} draft
 */
export function facts({ profile, asOf }) {
  const end = endOfWindow(profile);
  const lines = [
    [t("Organisation"), profile.organisation || "–"],
    [t("Report"), profile.type ? t("Type {type}", { type: profile.type }) : "–"],
    [t("Window"), profile.start && end ? t("{from} – {to}", { from: longDate(profile.start), to: longDate(end) }) : "–"],
    [t("As of"), asOf ? longDate(asOf) : "–"],
  ];
  return lines.map(([term = "", text = ""]) => h("div", null, h("dt", null, term), h("dd", null, text)));
}
