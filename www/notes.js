/** What the page says about itself: the engine, the questionnaire, the device. */

import { clock } from "./dates.js";
import { button, h } from "./dom.js";
import { STEPS } from "./state.js";
import { t } from "./words.js";

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
  if (!engineError) return h("p", { class: "note" }, t("Loading the engine…"));
  const again = () => {
    session.engineError = undefined;
    redraw();
    session.start();
  };
  return h(
    "div",
    { class: "note" },
    h("p", null, engineError.message),
    engineError.code === "wasm-blocked" && h("p", null, h("code", { id: "mend" }, "script-src 'self' 'wasm-unsafe-eval'")),
    h("p", null, t("What you entered is kept, and can be saved as a file.")),
    button(t("Try again"), again, { id: "again" }),
    h("slot", { name: "error" }),
  );
}

/**
 * Why the questions of the chosen questionnaire are not here, and what to do about it; nothing once they are.
 *
 * @param {Session} session
 * @param {{ again: () => void, reload: () => void }} ways  to fetch them once more, and to load the page again
 */
export function contentNote(session, { again, reload }) {
  const { asking, contentError, draft, saved, obtaining } = session;
  const listed = asking.listed(draft.questionnaire);
  if (!contentError) {
    const waits = draft.chosen && listed && asking.isMissing(listed.id);
    if (!waits) return undefined;
    if (obtaining === listed.id) return h("p", { class: "note", id: "content-note" }, t("Loading “{title}”…", { title: listed.title }));
    return h("p", { class: "note", id: "content-note" }, t("“{title}” is loaded when you continue.", { title: listed.title }));
  }
  const sealed = "sealed" in contentError && contentError.sealed;
  const kept = saved.kind === "saved" || saved.kind === "idle";
  return h(
    "div",
    { class: "note", id: "content-note" },
    h("p", null, contentError.message),
    h(
      "p",
      { class: "small-actions" },
      !sealed && button(t("Try again"), again, { id: "again" }),
      kept && button(t("Reload the page to load it; your answers are kept"), reload, { id: "reload" }),
    ),
    h("slot", { name: "error" }),
    !kept &&
      h("p", null, t("Nothing is kept on this device: save your assessment file, load the page again, choose this questionnaire first, and open the file.")),
  );
}

/**
 * @param {import("./storage.js").Saved} saved
 * @returns {string}
 */
export function savedText(saved) {
  if (saved.kind === "off") return t("Not kept on this device.");
  if (saved.kind === "idle") return t("Kept on this device.");
  if (saved.kind === "saved") return t("Saved on this device at {time}", { time: clock(saved.at) });
  return t("Could not save on this device: {why}.", { why: saved.why });
}

/** @param {{ text: string, restore: (() => void) | undefined }} undo */
export function undoNote({ text, restore }) {
  return h("p", { class: "note line" }, text, " ", restore && button(t("Undo"), restore, { id: "undo-now" }));
}

/**
 * What stands above the step: that this is a sample, what was not opened, what keeps the questions or the engine away.
 *
 * @param {Session} session
 * @param {object} page
 * @param {import("./exhibits.js").Refused | undefined} page.unopened
 * @param {((id: string) => void) | undefined} page.reload
 * @param {() => void} page.close
 * @param {() => void} page.leave
 * @param {Node | undefined} page.content
 * @param {() => void} page.redraw
 */
export function notices(session, { unopened, reload, close, leave, content, redraw }) {
  const { later, sample, engineError, draft } = session;
  // Later steps tell it themselves.
  const engine = !content && engineError && STEPS.indexOf(draft.step) < 3 ? engineNote(session, redraw) : undefined;
  return [sample?.note(leave), unopened && later?.unopenedNote(unopened, close, reload), content, engine].filter((one) => one !== undefined);
}
