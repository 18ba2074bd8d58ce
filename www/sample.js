/** A worked company in place of the reader's own work, which stays where it is and comes back. */

import { button, h } from "./dom.js";
import { read } from "./opening.js";
import { emptyDraft } from "./state.js";
import { t, woven } from "./words.js";

/**
 * A sample that is shown.
 *
 * @typedef {object} Shown
 * @property {(leave: () => void) => Node} note  says that it is a sample, and leads out of it
 * @property {() => void} leave  brings the reader's own work back
 */

/**
 * Shows a saved assessment as a sample. Nothing of it is kept on the device.
 *
 * @param {import("./session.js").Session} session
 * @param {string} text  of the saved file
 * @param {string} about
 * @returns {Promise<import("./tickmark.js").Problem[]>} why it cannot be shown; none if it is
 */
export async function show(session, text, about) {
  const { draft, problems } = await read(session, new File([text], "sample"), () => true);
  if (!draft) return problems;
  session.sample?.leave();
  const { keeper, saved } = session;
  keeper.flush();
  const { place, base } = keeper;
  session.endUndo();
  const back = session.swap(draft);
  keeper.place = "none";
  session.saved = { kind: "off" };
  session.sample = {
    note: (leave) => note(about, leave),
    leave: () => {
      session.sample = undefined;
      session.endUndo();
      session.exhibits?.reset();
      back();
      keeper.place = place;
      session.saved = saved;
      // Another tab may have deleted it, or gone on with it.
      if (base !== null && isGone(keeper)) session.swap(keeper.open(keeper.id) ?? emptyDraft(session.asOf));
      else keeper.flush();
      session.dispatchEvent(new Event("saved"));
      session.view();
    },
  };
  session.dispatchEvent(new Event("saved"));
  session.view();
  return [];
}

/** Whether nothing is kept any more. @param {import("./storage.js").Keeper} keeper */
function isGone(keeper) {
  try {
    return keeper.enabled && keeper.now === null;
  } catch {
    return false;
  }
}

/**
 * Says that this is a sample, and leads out of it.
 *
 * @param {string} about
 * @param {() => void} leave
 */
function note(about, leave) {
  return h(
    "div",
    { class: "note", id: "sample-note", role: "region", "aria-label": t("Sample") },
    h("p", null, ...woven(t("{sample} {about} Look around and change what you like: nothing of it is kept, and your own entries stay as they were."), { sample: h("b", null, t("This is a sample.")), about: t(about) })),
    button(t("Leave the sample"), leave, { id: "leave-sample" }),
  );
}
