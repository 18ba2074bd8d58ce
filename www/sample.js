/** A worked company in place of the reader's own work, which stays where it is and comes back. */

import { Answering } from "./answering.js";
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
  const { keeper, exhibits, saved, draft: own } = session;
  keeper.flush();
  const kept = JSON.stringify(keeper.read());
  const { place } = keeper;
  const held = exhibits?.held;

  const replace = (/** @type {import("./state.js").Draft} */ by) => {
    session.endUndo();
    exhibits?.reset();
    session.draft = by;
    session.answering = new Answering(session);
    session.contentError = undefined;
  };
  replace(draft);
  keeper.place = "none";
  session.saved = { kind: "off" };
  session.sample = {
    note: (leave) => note(about, leave),
    leave: () => {
      session.sample = undefined;
      replace(own);
      if (exhibits && held) exhibits.held = held;
      keeper.place = place;
      session.saved = saved;
      // Another tab may have gone on with it, or deleted it.
      const now = keeper.read();
      if (now && JSON.stringify(now) !== kept) session.adopt();
      else if (!now && kept) session.draft = emptyDraft(session.asOf);
      session.dispatchEvent(new Event("saved"));
      session.view();
    },
  };
  session.dispatchEvent(new Event("saved"));
  session.view();
  return [];
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
