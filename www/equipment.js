/** What comes to the frame with the engine: undo and redo, the assessments that are kept here, and the question where to open a file. */

import { button, h } from "./dom.js";
import { problem } from "./engine.js";
import { items } from "./items.js";
import { spare } from "./sparing.js";
import { emptyDraft } from "./state.js";
import { addSheet } from "./styles.js";
import { LATER } from "./styles-later.js";
import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./guide.js").Guide} Guide
 * @typedef {import("./opening.js").Opened} Opened
 */

/** What shows the list. @type {typeof import("./steps/workspaces.js") | undefined} */
let shelf;
/** What puts together what two tabs have entered. @type {typeof import("./merging.js") | undefined} */
let merging;

/** Fetches what only some need, and what everybody needs once there is no network. */
export async function shelved() {
  const [list, merge] = await Promise.all([import("./steps/workspaces.js"), import("./merging.js"), import("./placing.js"), import("./steps/requests.js")]);
  [shelf, merging] = [list, merge];
}

/**
 * Takes over what another tab has kept. Whether that is done: not before what does it is there.
 *
 * @param {Session} session
 * @param {string} text  the record
 */
export function adopt(session, text) {
  if (merging) return merging.adopt(session, text);
  const { keeper } = session;
  import("./merging.js").then(
    (loaded) => {
      merging = loaded;
      keeper.flush();
    },
    () => keeper.report({ kind: "lost", why: t("another tab has changed it, and what puts both together could not be loaded") }),
  );
  return false;
}

/**
 * Takes up what a tab has put aside that was closed before it could put it together with the rest. Where what does that
 * cannot be had, it stays where it is.
 *
 * @param {Session} session
 */
async function gather(session) {
  const { keeper } = session;
  const keys = keeper.enabled ? keeper.others(`${keeper.id}+`).filter((key) => key !== keeper.aside && key !== keeper.compared) : [];
  if (keys.length > 0) (await (merging ?? import("./merging.js"))).gather(session, keys);
}

/** Ends what an earlier frame listened to. @type {WeakMap<Session, AbortController>} */
const listening = new WeakMap();

/**
 * Adds it, once to a frame.
 *
 * @param {ShadowRoot} root
 * @param {Session} session
 * @param {Guide} guide
 */
export function equip(root, session, guide) {
  spare(session);
  gather(session).catch(() => undefined);
  if (root.getElementById("past")) return;
  addSheet(root, LATER);
  const sheet = root.getElementById("sheet");
  // The frame may have been made anew.
  listening.get(session)?.abort();
  const ending = new AbortController();
  listening.set(session, ending);
  const { signal } = ending;
  const act = (/** @type {"undo" | "redo"} */ which) => {
    const { activeElement: had } = root;
    const question = session.past?.[which]();
    if (question === undefined) return;
    const { step, question: present } = session.draft;
    if (question && step === "questions" && question !== present) guide.go("questions", question);
    else session.view();
    // It may have been done where the reader does not look.
    root.getElementById("said")?.classList.remove("hidden");
    draw();
    if (had === undo && undo.hidden) redo.focus();
    if (had === redo && redo.hidden) undo.focus();
  };
  // The same buttons for good: one that is replaced while it is pressed is never clicked.
  const undo = button("", () => act("undo"), { class: "link", id: "undo-last", "aria-keyshortcuts": "Control+Z Meta+Z" });
  const redo = button("", () => act("redo"), { class: "link", id: "redo-last", "aria-keyshortcuts": "Control+Shift+Z Meta+Shift+Z" });
  const line = h("div", { class: "small-actions", id: "past", role: "group", "aria-label": t("Undo and redo") }, undo, redo);
  const list = button(t("Kept in this browser…"), () => showKept(root, session, guide), { class: "link", id: "kept" });
  const draw = () => {
    const { past, readonly, keeper } = session;
    const [undoes, redoes] = readonly || !past ? ["", ""] : [past.undoes, past.redoes];
    undo.textContent = t("Undo: {what}", { what: undoes });
    redo.textContent = t("Redo: {what}", { what: redoes });
    undo.hidden = !undoes;
    redo.hidden = !redoes;
    line.hidden = !undoes && !redoes;
    list.hidden = readonly || !keeper.enabled;
  };
  sheet?.querySelector(".actions")?.before(line);
  root.getElementById("delete")?.before(list);
  sheet?.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if (session.readonly || sheet.classList.contains("sent") || isText(event.target)) return;
    event.preventDefault();
    act(event.shiftKey ? "redo" : "undo");
  });
  for (const type of ["past", "view"]) session.addEventListener(type, draw, { signal });
  draw();
}

/** Whether it has a caret, and with it a way back of its own. @param {unknown} target */
function isText(target) {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["radio", "checkbox", "file", "button"].includes(target.type));
}

/**
 * Puts the caret where it was, in a field that was drawn again.
 *
 * @param {Element} before
 * @param {HTMLElement} now
 */
export function caret(before, now) {
  if (before === now || !isText(before) || !isText(now)) return;
  const [was, is] = /** @type {HTMLInputElement[]} */ ([before, now]);
  if (!was || !is || was.selectionStart === null) return;
  // The draft has it without the blanks at its ends, after one of which the reader may be about to go on.
  if (was.value.trim() === is.value.trim()) is.value = was.value;
  is.setSelectionRange(was.selectionStart, was.selectionEnd);
}

/**
 * @param {ShadowRoot} root
 * @param {Session} session
 * @param {Guide} guide
 */
async function showKept(root, session, guide) {
  try {
    shelf ??= await import("./steps/workspaces.js");
  } catch {
    return guide.told([problem("not-loaded", t("what shows it could not be loaded; try again when there is a connection"))], t("The list"));
  }
  const { keptList } = shelf;
  const leave = () => {
    guide.show(undefined);
    root.getElementById("kept")?.focus();
  };
  guide.show(() => keptList(session, root, guide, leave));
}

/**
 * The list, for the first step: nothing where there is but one assessment.
 *
 * @param {Session} session
 * @param {ShadowRoot} root
 * @param {Guide} guide
 * @returns {Node | undefined}
 */
export function keptHere(session, root, guide) {
  const { keeper, readonly } = session;
  if (readonly || !keeper.enabled || !(keeper.damaged || hasOthers(keeper))) return undefined;
  if (!shelf) import("./steps/workspaces.js").then((loaded) => (shelf = loaded) && session.draft.step === "start" && session.view(), () => undefined);
  return shelf?.keptList(session, root, guide);
}

/** @param {import("./storage.js").Keeper} keeper */
function hasOthers(keeper) {
  try {
    return keeper.keys().some((key) => ![keeper.key(), keeper.last].includes(key) && (key !== keeper.earlier || keeper.id));
  } catch {
    return false;
  }
}

/**
 * Asks where an opened file goes, if it would take the place of something. Whether it asks.
 *
 * @param {Session} session
 * @param {Opened} opened
 * @param {string} name
 * @param {() => void} instead  opens it in the place of what is there
 * @param {Guide} guide
 */
export function asks(session, opened, name, instead, guide) {
  const { draft } = opened;
  // What the reader has is behind the sample.
  session.sample?.leave();
  if (!draft || !isMissed(session, draft)) return false;
  const done = () => guide.told([], "");
  import("./placing.js").then(
    ({ placing }) => guide.show(() => placing(session, { ...opened, draft }, name, { instead, done, leave: () => guide.show(undefined) })),
    () => guide.told([problem("not-loaded", t("what asks where to open it could not be loaded; save yours as a file, delete it, and open this one then"))], name),
  );
  return true;
}

/**
 * Whether anything was entered that somebody could miss, once the other is in its place.
 *
 * @param {Session} session
 * @param {import("./state.js").Draft} other
 */
function isMissed({ draft, asOf }, other) {
  const [bare, there] = [emptyDraft(asOf), other].map((one) => items(one));
  const day = JSON.stringify(["asOf"]);
  return [...items(draft)].some(([place, text]) => place !== day && bare?.get(place) !== text && there?.get(place) !== text);
}
