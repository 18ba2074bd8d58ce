/** What the page says about itself: the engine, the questionnaire, the device. */

import { clock } from "./dates.js";
import { button, h } from "./dom.js";

/** @typedef {import("./session.js").Session} Session */

/**
 * Why there is no engine yet; nothing once it is there.
 *
 * @param {Session} session
 * @param {() => void} redraw
 */
export function engineNote(session, redraw) {
  const { engine, engineError } = session;
  if (engine) return undefined;
  if (!engineError) return h("p", { class: "note" }, "Loading the engine…");
  const again = () => {
    session.engineError = undefined;
    redraw();
    session.start();
  };
  return h(
    "div",
    { class: "note" },
    h("p", null, engineError.message),
    h("p", null, "What you entered is kept, and can be saved as a file."),
    button("Try again", again, { id: "again" }),
  );
}

/**
 * Why the questions of the chosen questionnaire are not here; nothing once they are.
 *
 * @param {Session} session
 * @param {() => void} reload  loads the page again
 */
export function contentNote(session, reload) {
  const { asking, contentError, draft, saved } = session;
  const title = asking.listed(draft.questionnaire)?.title ?? "The questionnaire";
  if (contentError) {
    const sealed = "sealed" in contentError && contentError.sealed;
    const kept = saved.kind === "saved" || saved.kind === "idle";
    const way = !sealed
      ? button("Try again", () => session.obtain(), { id: "again" })
      : kept
        ? button("Load the page again with it", reload, { id: "reload" })
        : h("p", null, "Save your assessment file, load the page again, choose this questionnaire first, and open the file.");
    return h(
      "div",
      { class: "note", id: "content-note" },
      h("p", null, contentError.message),
      sealed && kept && h("p", null, "Nothing is lost by that: what you entered is kept on this device."),
      way,
    );
  }
  if (draft.chosen && asking.isMissing(draft.questionnaire)) return h("p", { class: "note", id: "content-note" }, `Loading “${title}”…`);
  return undefined;
}

/**
 * @param {import("./storage.js").Saved} saved
 * @returns {string}
 */
export function savedText(saved) {
  if (saved.kind === "off") return "Not kept on this device.";
  if (saved.kind === "idle") return "Kept on this device.";
  if (saved.kind === "saved") return `Saved on this device at ${clock(saved.at)}`;
  return `Could not save on this device: ${saved.why}.`;
}

/** @param {{ text: string, restore: () => void }} undo */
export function undoNote({ text, restore }) {
  return h("p", { class: "note line" }, text, " ", button("Undo", restore, { id: "undo-now" }));
}
