/** The assessments that are kept in this browser, to be opened, named, copied, saved and deleted one by one. */

import { longDate } from "../dates.js";
import { button, focusOn, h } from "../dom.js";
import { labelled } from "../fields.js";
import { plural, t } from "../words.js";
import { copy, kept, open, progress, remove, rename, save } from "../workspaces.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../workspaces.js").Kept} Kept
 * @typedef {Pick<import("../guide.js").Guide, "show" | "told" | "deleteAll">} Ways
 */

const LONGEST_NAME = 120;

/**
 * The list; `leave` where it stands in the place of a step.
 *
 * @param {Session} session
 * @param {ShadowRoot} root
 * @param {Ways} ways
 * @param {() => void} [leave]
 */
export function keptList(session, root, ways, leave) {
  const box = h("section", { class: "kept", "aria-labelledby": leave ? "heading" : "kept-heading" });
  /** Which is being renamed. @type {string | undefined} */
  let renaming;
  /** Why something was not done. */
  let said = "";

  const done = (/** @type {string} */ why, /** @type {string} */ focus = "") => {
    said = why;
    renaming = undefined;
    draw();
    if (why) focusOn(box.querySelector("#kept-said"));
    else if (focus) (/** @type {HTMLElement | null} */ (root.getElementById(focus)) ?? box.querySelector("button"))?.focus();
  };
  /** Goes on with what was opened. @param {string} why */
  const gone = (why) => {
    if (why) return done(why);
    ways.told([], "");
  };
  const draw = () => {
    const all = kept(session);
    const heading = t("Kept in this browser");
    const { enabled } = session.keeper;
    box.replaceChildren(
      ...[
        leave ? h("h2", { id: "heading" }, heading) : h("h3", { id: "kept-heading" }, heading),
        h(
          "p",
          { class: "hint" },
          enabled
            ? t("One assessment for each client or company, each by itself. The names stand nowhere but here. A browser may delete what it keeps: save a file of what you cannot lose.")
            : t("Nothing is kept on this device, so there is one assessment at a time: save it as a file before you begin another."),
        ),
        said && h("p", { class: "note", id: "kept-said", role: "alert" }, said),
        h("ul", { class: "kept-list" }, ...all.map((one, at) => item(one, at))),
        h(
          "div",
          { class: "toolbar" },
          enabled && button(t("New assessment"), () => gone(open(session)), { id: "kept-new" }),
          leave && button(t("Back"), leave, { id: "kept-leave" }),
          leave && enabled && button(t("Delete everything on this device"), () => ways.deleteAll(t("Everything on this device was deleted."), true), { class: "link", id: "kept-delete-all" }),
        ),
      ].filter((one) => one instanceof Node),
    );
  };
  /**
   * @param {Kept} one
   * @param {number} at
   */
  const item = (one, at) => {
    const { id, name, draft, isPresent } = one;
    const act = (/** @type {string} */ what, /** @type {string} */ label, /** @type {() => void} */ does) =>
      button(label, does, { id: `kept-${what}-${at}`, class: "link", "aria-label": `${label}: ${name}` });
    if (renaming === id) return h("li", null, nameField(one, at));
    const deletes = () => {
      const why = remove(session, one);
      if (why) return done(why);
      if (isPresent) ways.told([], "");
      else done("", "undo-now");
      root.getElementById("undo-now")?.focus();
    };
    return h(
      "li",
      isPresent ? { "aria-current": "true" } : null,
      h("p", null, h("b", null, draft ? name : t("An assessment that is damaged")), isPresent && h("span", { class: "aside" }, ` ${t("in work in this tab")}`)),
      h("p", { class: "hint" }, ...about(session, one)),
      h(
        "p",
        { class: "small-actions" },
        draft && !isPresent && act("open", t("Open"), () => gone(open(session, id))),
        draft && session.keeper.enabled && act("name", t("Rename"), () => {
          renaming = id;
          said = "";
          draw();
          root.getElementById("kept-name")?.focus();
        }),
        draft && session.keeper.enabled && act("copy", t("Copy for the next quarter"), () => gone(copy(session, one))),
        act("save", draft ? t("Save as a file") : t("Save what is there as a file"), () => save(session, one)),
        one.text && act("delete", t("Delete"), deletes),
      ),
    );
  };
  /**
   * @param {Kept} one
   * @param {number} at
   */
  const nameField = (one, at) => {
    const control = h("input", { type: "text", maxlength: LONGEST_NAME, autocomplete: "off", value: one.name });
    return h(
      "form",
      {
        novalidate: true,
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          const name = control.value.trim();
          done(rename(session, one, name === one.draft?.profile.organisation.trim() ? "" : name), `kept-name-${at}`);
        },
      },
      labelled({ id: "kept-name", label: t("Name in this browser"), hint: t("Stands in no report, file or link. Left empty, it is the organisation’s."), control }),
      h("div", { class: "pair" }, h("button", { type: "submit", id: "kept-name-save" }, t("Save")), button(t("Cancel"), () => done("", `kept-name-${at}`), { id: "kept-name-cancel" })),
    );
  };
  /** Another tab has begun, changed or deleted one. */
  const heard = () => {
    if (!box.isConnected) return globalThis.removeEventListener("storage", heard);
    if (renaming !== undefined) return;
    const { activeElement } = root;
    draw();
    if (activeElement?.id && !activeElement.isConnected) root.getElementById(activeElement.id)?.focus();
  };
  globalThis.addEventListener("storage", heard);
  draw();
  return box;
}

/**
 * How far it is, when it was changed, how large it is.
 *
 * @param {Session} session
 * @param {Kept} one
 */
function about(session, { draft, text, at, isPresent }) {
  const size = text && t("{size} KB", { size: Math.max(1, Math.round(new Blob([text]).size / 1000)) });
  if (!draft) return [`${t("It cannot be read. What is there can be saved as a file, and deleted.")} `, size];
  const { answered, total, title } = progress(session, draft);
  const far = total === undefined ? plural(answered, "{count} question answered", "{count} questions answered") : t("{answered} of up to {total} questions answered", { answered, total });
  const day = at !== undefined ? t("last changed {day}", { day: changedOn(at) }) : text ? t("last changed before such days were kept") : t("not kept yet");
  const files = draft.evidence.length > 0 && plural(draft.evidence.length, "{count} piece of evidence", "{count} pieces of evidence");
  return [[title, far, files, isPresent && !text ? t("nothing kept yet") : day, size].filter(Boolean).join(" · ")];
}

/** The day, and today the time. @param {number} at */
function changedOn(at) {
  const moment = new Date(at);
  const iso = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(moment);
  return moment.toDateString() === new Date().toDateString() ? t("today at {time}", { time }) : longDate(iso);
}
