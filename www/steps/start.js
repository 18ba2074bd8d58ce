/** The first step: which questionnaire. */

import { button, h } from "../dom.js";
import { radios } from "../fields.js";
import { fileName, fileText, hand } from "../downloads.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../guide.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {{ chosen: () => void, contentNote: () => Node | undefined, root: ShadowRoot, ways: import("../guide.js").Guide }} page
 * @returns {Screen}
 */
export function startStep(session, { chosen, contentNote, root, ways }) {
  const { draft, asking } = session;
  const options = asking.list.map(({ id, title, about, minutes, questions, content }, index) => {
    const given = (draft.answers[id] ?? []).filter((one) => !one.later).length;
    const facts = [
      content ? plural(questions, "Up to {count} question", "Up to {count} questions") : plural(questions, "{count} question", "{count} questions"),
      minutes < 60 ? plural(minutes, "about {count} minute", "about {count} minutes") : t("about an hour; stop and come back as you like"),
      index === 0 && t("the one to begin with"),
      content && asking.isMissing(id) && t("loaded when you choose it"),
      given > 0 && t("{count} answered so far", { count: given }),
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
          legend: h("h2", { id: "heading" }, t("How much time do you have?")),
          hint: t("You can change over later: every answer is kept, and so is what you say about your company."),
          options,
        })
      : h("h2", { id: "heading" }, session.contentError ? t("Not loaded") : t("Loading…")),
    options.length === 0 && !session.contentError && h("slot", { name: "loading" }),
    contentNote(),
    session.hasOthers &&
      h(
        "p",
        { class: "hint" },
        t("The saved assessment file holds the answers to one questionnaire."),
        " ",
        button(t("Save everything as one file"), () => saveEverything(session), { class: "link", id: "save-everything" }),
      ),
    session.later?.keptHere(session, root, ways),
    !session.readonly && mergeLine((files) => ways.merge(files)),
    h("slot", { name: "consent" }),
  );
  return { element, next: () => (options.length > 0 ? t("Continue") : "") };
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
