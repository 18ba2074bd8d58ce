/** Asks where a file or a link is to be opened: beside what is there, or in the place of it. */

import { longDate } from "./dates.js";
import { button, h } from "./dom.js";
import { plural, t } from "./words.js";
import { beside } from "./workspaces.js";

/** @typedef {import("./session.js").Session} Session */

/**
 * The question. Nothing is lost by leaving it.
 *
 * @param {Session} session
 * @param {object} opened
 * @param {import("./state.js").Draft} opened.draft
 * @param {string} [opened.left]  what of the file was left out, as a sentence
 * @param {string} name  of the file
 * @param {{ instead: () => void, done: () => void, leave: () => void }} ways  in the place of the present one; after it was opened beside it; not at all
 */
export function placing(session, { draft, left }, name, { instead, done, leave }) {
  const { profile, questionnaire, asOf } = draft;
  const count = (draft.answers[questionnaire] ?? []).length;
  const title = session.asking.listed(questionnaire)?.title ?? questionnaire;
  const holds = { whose: profile.organisation.trim(), title, day: longDate(asOf) };
  const mine = session.draft.profile.organisation.trim() || t("Without a name");
  const text = [t("Opened {name}.", { name }), left, t("“{mine}” is kept beside it.", { mine })].filter(Boolean).join(" ");
  const said = h("p", { id: "sent-said", role: "alert" });
  const keeps = session.keeper.enabled && session.saved.kind !== "lost";
  const opens = () => {
    const why = beside(session, draft, text);
    if (!why) return done();
    said.classList.add("error");
    said.textContent = why;
  };
  return h(
    "div",
    null,
    h("h2", { id: "heading" }, t("Where shall {name} be opened?", { name })),
    h(
      "p",
      null,
      holds.whose
        ? plural(count, "It holds a saved assessment of {whose}: {count} answer to the questionnaire “{title}”, as of {day}.", "It holds a saved assessment of {whose}: {count} answers to the questionnaire “{title}”, as of {day}.", holds)
        : plural(count, "It holds a saved assessment: {count} answer to the questionnaire “{title}”, as of {day}.", "It holds a saved assessment: {count} answers to the questionnaire “{title}”, as of {day}.", holds),
    ),
    h(
      "p",
      null,
      keeps
        ? t("Beside what you have entered here, both are kept in this browser, each by itself. In the place of yours, you can undo that for ten seconds.")
        : t("It opens in the place of what you have entered here. You can undo that for ten seconds; to keep both, save yours as a file first."),
    ),
    h(
      "div",
      { class: "toolbar" },
      keeps && button(t("Open it beside mine"), opens, { id: "sent-beside", class: "primary" }),
      button(t("Open it in the place of mine"), instead, { id: "sent-replace", ...(!keeps && { class: "primary" }) }),
      button(t("Do not open it"), leave, { id: "sent-leave" }),
    ),
    said,
  );
}
