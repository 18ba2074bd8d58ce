/** The place for files that other tools read, in the report step; the list comes when it is opened. */

import { h } from "../dom.js";
import { t } from "../words.js";

/** What the toolbar offers. */
const ABOVE = ["html", "md", "json"];

/**
 * Nothing where the page around offers none.
 *
 * @param {import("../session.js").Session} session
 */
export function filesPart(session) {
  if (session.exports && !session.exports.some((format) => !ABOVE.includes(format))) return undefined;
  const list = h("div", null);
  const fill = async () => {
    if (!part.open || list.firstChild) return;
    try {
      list.replaceChildren(...(await import("../exporting.js")).exportList(session));
    } catch {
      list.replaceChildren(h("p", { class: "note", role: "alert" }, t("This list could not be loaded. Close it, and open it again when there is a connection.")));
      part.addEventListener("toggle", () => list.replaceChildren(), { once: true });
    }
  };
  const part = h("details", { id: "exports", ontoggle: fill }, h("summary", null, t("Files for other tools…")), list);
  return h("div", { class: "files" }, part);
}
