/** Problems of a document as sentences: where, what, and what to do. */

import { button, h } from "./dom.js";
import { plural, t } from "./words.js";

/** @typedef {import("./tickmark.js").Problem} Problem */

/** More problems than this are counted and not shown. */
const MANY = 20;

/** @param {Problem[]} problems */
export function problemList(problems) {
  return h(
    "ul",
    { class: "problems" },
    ...problems.slice(0, MANY).map(({ document, at, code, message, help }) => {
      const place = [document, at].filter(Boolean).join(" ");
      return h(
        "li",
        null,
        ...quoted(sentence(message)),
        ...quoted(help ? ` ${sentence(help)}` : ""),
        h(
          "details",
          { class: "place" },
          h("summary", null, t("Name of this error")),
          place && `${place} · `,
          h("code", null, code),
        ),
      );
    }),
    problems.length > MANY && h("li", null, plural(problems.length - MANY, "And {count} more.", "And {count} more.")),
  );
}

/**
 * Names between backticks as code.
 *
 * @param {string} text
 */
function quoted(text) {
  return text.split("`").map((part, at) => (at % 2 ? h("code", null, part) : part));
}

/**
 * A capital at the beginning and a stop at the end.
 *
 * @param {string} text
 */
export function sentence(text) {
  const trimmed = text.trim();
  const end = /[.?!:]$/.test(trimmed) ? "" : ".";
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + end;
}

/**
 * A saved file that was not opened.
 *
 * @param {import("./exhibits.js").Refused} refused
 * @param {() => void} close
 * @param {(questionnaire: string) => void} [reload]  loads the page again with that questionnaire, where answers are kept
 */
export function unopenedNote({ name, problems, wanted }, close, reload) {
  return h(
    "div",
    { class: "summary" },
    h("h2", { id: "unopened" }, t("{name} was not opened", { name })),
    problemList(problems),
    h("p", null, t("What you entered before is still here.")),
    wanted && reload && button(t("Reload the page to load it, then open the file again"), () => reload(wanted), { id: "reload-wanted" }),
    wanted && !reload && h("p", null, t("Nothing is kept on this device: load the page again, and open the file first.")),
    button(t("Close"), close, { class: "link" }),
  );
}
