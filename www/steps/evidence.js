/** Step 3: files, and what was read in them. */

import { card, unknownCard } from "./card.js";
import { dropZone } from "./drop.js";
import { isDate, longDate, today } from "../dates.js";
import { button, h } from "../dom.js";
import { profileProblems } from "../state.js";
import { number, plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../exhibits.js").Exhibits} Exhibits
 * @typedef {import("../guide.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {{ toProfile: () => void, engineNote: () => Node | undefined, say: (text: string) => void }} page
 * @returns {Screen}
 */
export function evidenceStep(session, { toProfile, engineNote, say }) {
  const { draft } = session;
  const exhibits = /** @type {Exhibits} */ (session.exhibits);
  const blocked = profileProblems(draft, session.asking.policyValues).length > 0;
  const count = draft.evidence.length;
  const element = h(
    "div",
    null,
    h("h2", { id: "heading" }, t("Evidence")),
    h(
      "p",
      { class: "lead" },
      t("Optional. Drop exports here and each file is read in this tab, tested, and only figures and row numbers are kept. Without files the report rests on what you stated."),
    ),
    engineNote(),
    blocked && missingProfile(toProfile),
    laterNote(session, exhibits),
    session.isMissing ? h("p", null, t("Files are read once the questions are here.")) : !blocked && dropZone(exhibits),
    asked(session, say),
    h(
      "div",
      { class: "cards" },
      ...[...exhibits.reading].map(([name, file]) => readingCard(name, file)),
      ...exhibits.left().map((file, index) => leftCard(exhibits, file, index)),
      ...exhibits.refused.map((refused, index) => unknownCard(exhibits, refused, index)),
      ...draft.evidence.map((entry, index) => card(exhibits, entry, index, draft.evidence)),
    ),
    count > 0 && legend(),
  );
  return { element, next: () => (count > 0 ? t("Continue to the report") : t("Continue without evidence")) };
}

/** What shows the auditor's own list. @type {typeof import("./requests.js") | undefined} */
let shower;
/** Of which assessments it is open. @type {WeakSet<import("../answering.js").Answering>} */
const opened = new WeakSet();

/**
 * The auditor's own list, behind a line; what shows it is loaded when that is opened.
 *
 * @param {Session} session
 * @param {(text: string) => void} say
 */
function asked(session, say) {
  const { answering } = session;
  const about = h("span", { class: "aside", id: "requests-count" });
  const counted = () => {
    const { length } = session.draft.profile.auditorRequests;
    about.textContent = length === 0 ? t("(optional; none so far)") : plural(length, "({count} request)", "({count} requests)");
  };
  counted();
  const body = h("div", null);
  const show = () => shower && body.replaceChildren(shower.requestList(session, { counted, say }));
  const toggled = async () => {
    if (!box.open) return void opened.delete(answering);
    opened.add(answering);
    if (body.hasChildNodes()) return;
    try {
      shower ??= await import("./requests.js");
      show();
    } catch {
      body.replaceChildren(h("p", { class: "error", role: "alert" }, t("What shows the requests could not be loaded; close this and open it again when there is a connection.")));
    }
  };
  const box = h("details", { id: "auditor-requests", open: opened.has(answering), ontoggle: toggled }, h("summary", null, t("The auditor’s own request list"), " ", about), body);
  if (box.open) show();
  return box;
}

/** @param {() => void} toProfile */
export function missingProfile(toProfile) {
  return h(
    "div",
    { class: "note" },
    h("p", null, t("The first step is not complete: the kind of report and the window decide what counts.")),
    button(t("Complete the first step"), toProfile, { id: "complete" }),
  );
}

/** Bytes from which reading takes long enough to be stopped from its beginning. */
const SLOW = 8_000_000;

/**
 * A file that is being read; how far, it tells in its place.
 *
 * @param {string} name
 * @param {{ taken: number, size: number, stop: AbortController, told?: (taken: number) => void }} file
 */
function readingCard(name, file) {
  const share = (/** @type {number} */ taken) => (taken > 0 ? ` ${number(Math.floor((100 * taken) / file.size) / 100, { style: "percent" })} ` : "");
  const far = h("span", null, share(file.taken));
  file.told = (taken) => (far.textContent = share(taken));
  return h(
    "p",
    { class: "card quiet" },
    t("Reading {file}…", { file: name }),
    far,
    (file.taken > 0 || file.size >= SLOW) && button(t("Cancel"), () => file.stop.abort(), { id: `stop-${name}`, class: "link", "aria-label": t("Cancel reading {file}", { file: name }) }),
  );
}

/**
 * A file over which the page was closed.
 *
 * @param {Exhibits} exhibits
 * @param {import("../unfinished.js").InWork} file
 * @param {number} index
 */
function leftCard(exhibits, { name, doing, said }, index) {
  const what =
    doing === "read"
      ? t("{file} was being read when the page was closed. Nothing of it is used: drop it again.", { file: name })
      : said
        ? t("{file} was not recognised, and its columns were being said when the page was closed. Nothing of it is used: drop it again, and go on where you were.", { file: name })
        : t("{file} was not recognised, and its columns were being said when the page was closed. Nothing of it is used: drop it again.", { file: name });
  return h(
    "article",
    { class: "card quiet", "aria-labelledby": `left-${index}` },
    h(
      "div",
      { class: "card-head" },
      h("p", { id: `left-${index}` }, what),
      button(t("Dismiss"), () => exhibits.letGo(name), { class: "link", "aria-label": t("Dismiss {file}", { file: name }) }),
    ),
  );
}

/**
 * The newest day that an entry shows, or "".
 *
 * @param {import("../tickmark.js").Entry} entry
 */
function newest({ asOf, asOfBasis, covers }) {
  const days = [asOfBasis === "unknown" ? undefined : asOf, covers?.found?.end];
  return days.reduce((/** @type {string} */ last, day) => (isDate(day) && day && day > last ? day : last), "");
}

/**
 * That a file is newer than the assessment, and the day it could be made for.
 *
 * @param {Session} session
 * @param {Exhibits} exhibits
 */
function laterNote(session, exhibits) {
  const { draft } = session;
  const later = draft.evidence.map((entry) => ({ entry, day: newest(entry) })).filter(({ day }) => isDate(draft.asOf) && day > draft.asOf);
  const last = later.reduce((/** @type {typeof later[number] | undefined} */ found, one) => (found && found.day >= one.day ? found : one), undefined);
  if (!last) return undefined;
  const now = today();
  const wanted = now > last.day ? now : last.day;
  const set = async () => {
    draft.asOf = wanted;
    session.changed();
    await exhibits.refresh();
    session.news = t("This assessment is now made for {day}.", { day: longDate(wanted) });
    session.view();
  };
  const { entry, day } = last;
  return h(
    "div",
    { class: "note", id: "later-than-day" },
    h(
      "p",
      null,
      t("This assessment is made for {asOf}, and {file} shows {day}, which is later. What the window still holds, and how old things are, is counted to the day of the assessment.", { asOf: longDate(draft.asOf), file: entry.file?.name ?? entry.title, day: longDate(day) }),
    ),
    button(t("Make it for {day}", { day: longDate(wanted) }), set, { id: "bring-up-to-date" }),
  );
}

function legend() {
  const entries = [
    ["✓", t("observed in evidence")],
    ["○", t("stated by you")],
    ["△", t("assumed")],
    ["?", t("not known")],
    ["✗", t("deviation")],
  ];
  return h(
    "p",
    { class: "legend" },
    ...entries.map(([symbol = "", words = ""]) =>
      h("span", null, h("span", { class: "symbol", "aria-hidden": "true" }, symbol), ` ${words}`),
    ),
  );
}
