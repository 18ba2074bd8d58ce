/** The first step: which questionnaire. */

import { button, h } from "../dom.js";
import { radios } from "../fields.js";
import { fileName, fileText, hand } from "../downloads.js";
import { t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../guide.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {{ chosen: () => void, contentNote: () => Node | undefined, merge: (files: File[]) => void }} page
 * @returns {Screen}
 */
export function startStep(session, { chosen, contentNote, merge }) {
  const { draft, asking } = session;
  const options = asking.list.map(({ id, title, about, minutes, questions, content }, index) => {
    const given = (draft.answers[id] ?? []).filter((one) => !one.later).length;
    const facts = [
      `${content ? "Up to " : ""}${questions} questions, ${minutes < 60 ? `about ${minutes} minutes` : "about an hour; stop and come back as you like"}`,
      index === 0 && "the one to begin with",
      content && asking.isMissing(id) && "loaded when you choose it",
      given > 0 && `${given} answered so far`,
    ];
    const control = h("input", {
      type: "radio",
      id: `questionnaire-${id}`,
      name: "questionnaire",
      value: id,
      checked: draft.questionnaire === id,
      "aria-describedby": `about-${id}`,
      onchange: () => {
        session.choose(id);
        chosen();
      },
    });
    return h(
      "label",
      { class: "option", part: "option" },
      control,
      h(
        "span",
        null,
        h("b", null, title),
        h("span", { class: "aside block" }, facts.filter(Boolean).join(" · ")),
        h("span", { class: "aside block", id: `about-${id}` }, about),
      ),
    );
  });
  const element = h(
    "div",
    null,
    h("slot", { name: "intro" }),
    options.length > 0
      ? radios({
          id: "questionnaire",
          legend: h("h2", { id: "heading" }, "How much time do you have?"),
          hint: "You can change over later: every answer is kept, and so is what you say about your company.",
          options,
        })
      : h("h2", { id: "heading" }, session.contentError ? "Not loaded" : "Loading…"),
    options.length === 0 && !session.contentError && h("slot", { name: "loading" }),
    contentNote(),
    session.hasOthers &&
      h(
        "p",
        { class: "hint" },
        "The saved assessment file holds the answers to one questionnaire. ",
        button("Save everything as one file", () => saveEverything(session), { class: "link", id: "save-everything" }),
      ),
    !session.readonly && mergeLine(merge),
    h("slot", { name: "consent" }),
  );
  return { element, next: () => (options.length > 0 ? "Continue" : "") };
}

/**
 * The way to answers of several people.
 *
 * @param {(files: File[]) => void} merge
 */
function mergeLine(merge) {
  const picker = h("input", {
    type: "file",
    id: "merge",
    class: "hidden",
    multiple: true,
    accept: ".json,application/json",
    onchange: () => {
      const files = [...(picker.files ?? [])];
      picker.value = "";
      if (files.length > 0) merge(files);
    },
  });
  const label = h("label", { for: "merge", class: "button link", id: "merge-label" }, t("Merge their saved files…"));
  return h("p", { class: "hint" }, t("Did several people answer?"), " ", picker, label);
}

/** @param {Session} session */
function saveEverything(session) {
  const { profile, asOf } = session.draft;
  hand(session, "json", fileName(profile.organisation, asOf, "tickmark-draft.json"), "application/json", fileText(session.everything()));
}
