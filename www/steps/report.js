/** The last step: the report, in the page and as files. */

import { missingProfile } from "./evidence.js";
import { copyForDocuments } from "../copying.js";
import { button, h } from "../dom.js";
import { hand, saveFile } from "../downloads.js";
import { radio, radios } from "../fields.js";
import { leftOut } from "../opening.js";
import { print } from "../printing.js";
import { problemList } from "../problems.js";
import { problemsOf } from "../engine.js";
import { chooseEnglish, languageOfReport, made, namesIn, readers, reportLanguage, reportName } from "../readers.js";
import { isAnswered } from "../answers.js";
import { sharing } from "../sharing.js";
import { profileProblems } from "../state.js";
import { article } from "./article.js";
import { comparePart } from "./compare.js";
import { filesPart } from "./files.js";
import { naming } from "./pseudonyms.js";
import { registerPart } from "./register.js";
import { list, plural, spoken, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../guide.js").Screen} Screen
 */

/** What is said where the browser does not print. */
export const notPrinted = () => t("This page may not print here. Download the HTML file, and print that.");

/** More open questions than this are not listed one by one. */
const MANY = 6;

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.toProfile
 * @param {(id: string) => void} page.goTo
 * @param {() => Node | undefined} page.engineNote
 * @param {() => void} page.redraw
 * @param {() => void} page.touched
 * @param {(text: string) => void} page.say
 * @param {ShadowRoot} page.root
 * @returns {Screen}
 */
export function reportStep(session, { toProfile, goTo, engineNote, redraw, touched, say, root }) {
  const { draft, press } = session;
  const assessment = session.assessment();
  /** @type {import("../dom.js").Child[]} */
  const parts = [h("h2", { id: "heading" }, t("Your report")), openQuestions(session, goTo), staleNote(session)];
  const place = h("div", null);
  const element = h("div", null);
  let shown = false;

  if (profileProblems(draft, session.asking.policyValues).length > 0) {
    parts.push(missingProfile(toProfile));
  } else if (session.isMissing) {
    parts.push(h("p", null, t("The report is made once the questions are here.")), ...saveButton(session));
  } else if (!press || !session.engine || !assessment) {
    parts.push(engineNote());
    if (session.engineError) parts.push(...saveButton(session));
  } else {
    const renew = () => {
      shown = fillPlace(session, place, { redraw, say, renew, root });
      touched();
    };
    shown = fillPlace(session, place, { redraw, say, renew, root });
    parts.push(registerPart(session, { redraw, renew }), place);
  }
  element.append(...parts.flat().filter((one) => one instanceof Node));
  return { element, next: () => (shown && offers(session, "html") ? t("Download HTML") : "") };
}

/**
 * Puts the report and what is done with it into its place, or what is to be said in its stead. While another one is being
 * made, the one before stays. Whether a report is there.
 *
 * @param {Session} session
 * @param {HTMLElement} place
 * @param {{ redraw: () => void, say: (text: string) => void, renew: () => void, root: ShadowRoot }} page
 */
function fillPlace(session, place, { redraw, say, renew, root }) {
  const making = made(session, "fragment");
  if (!making) return false;
  const { text, error, done } = making;
  const before = place.querySelector("article");
  if (text !== undefined) {
    const after = article(session, text);
    const assessment = session.assessment();
    const passed = assessment && sharing(session, assessment);
    if (before) {
      before.replaceWith(after);
      // What is passed on is what is shown.
      if (passed) place.querySelector(".share")?.replaceWith(passed);
    } else {
      place.replaceChildren(
        ...[
          forWhom(session, renew),
          inWhich(session, renew),
          toolbar(session, say, root),
          comparePart(session, renew),
          carryOn(session),
          naming(session, { redraw, say }),
          filesPart(session),
          passed,
          h("slot", { name: "before-report" }),
          after,
          h("slot", { name: "cta" }),
        ].filter((one) => one instanceof Node),
      );
    }
    after.removeAttribute("aria-busy");
    // Copying has to follow the click at once, so that text is made beforehand, when there is time.
    setTimeout(() => place.isConnected && after.isConnected && made(session, "md"), 1000);
    return true;
  }
  if (error) {
    session.press?.forget("fragment");
    place.replaceChildren(
      h("div", { class: "note" }, h("p", null, t("The report cannot be made from this:")), problemList(problemsOf(error))),
      ...saveButton(session).filter((one) => one instanceof Node),
    );
    return false;
  }
  if (before) before.setAttribute("aria-busy", "true");
  else place.replaceChildren(h("p", { id: "making", role: "status" }, t("Working out the forecast and the plan…")));
  // What is asked for by then is shown, and nothing older.
  done.then(() => place.isConnected && renew());
  return before !== null;
}

/** What only a Type 1 has is loaded with it; without it nothing else is missing. @param {Session} session */
function carryOn(session) {
  const place = h("div", null);
  if (session.draft.profile.type === "1") {
    import("./carry-on.js").then(
      ({ carryPart }) => place.replaceChildren(carryPart(session)),
      () => undefined,
    );
  }
  return place;
}

/** @param {Session} session */
function saveButton(session) {
  const left = leftOut(session);
  return [button(t("Save assessment file"), () => saveFile(session), { id: "save" }), left && h("span", { class: "hint" }, left)];
}

/**
 * Whether a format is offered as a file.
 *
 * @param {Session} session
 * @param {string} format
 */
function offers({ exports }, format) {
  return !exports || exports.includes(format);
}

/**
 * @param {Session} session
 * @param {(text: string) => void} say
 * @param {ShadowRoot} root
 */
function toolbar(session, say, root) {
  /** @param {import("../tickmark.js").ReportFormat} format */
  const text = async (format) => {
    const { text, error } = (await made(session, format)?.done) ?? {};
    if (text === undefined) throw error;
    return text;
  };
  /**
   * @param {"html" | "md"} format
   * @param {string} type
   */
  const save = async (format, type) => {
    try {
      const name = reportName(session, namesIn(session) ? `with-names.${format}` : format);
      hand(session, format, name, type, await text(format));
    } catch (error) {
      say(problemsOf(error)[0]?.message ?? "");
    }
  };
  /** @param {() => Promise<void>} copied */
  const copy = async (copied) => {
    try {
      await copied();
      say(t("Copied."));
    } catch {
      say(t("This browser does not allow copying here. Download the Markdown instead."));
    }
  };
  const formatted = () => copyForDocuments(/** @type {HTMLElement} */ (root.getElementById("report")), text("md"));
  const markdown = async () => navigator.clipboard.writeText(await text("md"));
  const printed = async () => {
    try {
      if (!print(await text("html"), root)) say(notPrinted());
    } catch (error) {
      say(problemsOf(error)[0]?.message ?? "");
    }
  };
  return h(
    "div",
    { class: "toolbar" },
    offers(session, "html") && button(t("Download HTML"), () => save("html", "text/html"), { id: "download-html" }),
    offers(session, "html") && button(t("Copy for documents"), () => copy(formatted), { id: "copy-documents" }),
    offers(session, "html") && button(t("Print"), printed, { id: "print" }),
    offers(session, "md") && button(t("Download Markdown"), () => save("md", "text/markdown"), { id: "download-md" }),
    offers(session, "md") && button(t("Copy Markdown"), () => copy(markdown), { id: "copy-md" }),
    ...(offers(session, "json") ? saveButton(session) : []),
  );
}

/**
 * The choice for whom the report is: what is shown, downloaded, copied and printed follows it.
 *
 * @param {Session} session
 * @param {() => void} renew
 */
function forWhom(session, renew) {
  const { draft } = session;
  const choose = (/** @type {typeof draft.reader} */ reader) => {
    session.draft.reader = reader;
    session.changed();
    renew();
  };
  const set = radios({
    id: "reader",
    legend: t("For whom is this copy?"),
    options: readers().map(([value, text]) => radio({ name: "reader", value, text, checked: draft.reader === value, onchange: () => choose(value) })),
  });
  set.classList.add("across");
  return set;
}

/**
 * The choice of the report's language: that of the page or English; nothing where there is no other than English.
 *
 * @param {Session} session
 * @param {() => void} renew
 */
function inWhich(session, renew) {
  const own = reportLanguage();
  if (!own) return spoken().startsWith("en") || h("p", { class: "hint", id: "report-language" }, t("The report is in English."));
  const now = languageOfReport(session);
  const choose = (/** @type {boolean} */ english) => {
    chooseEnglish(session, english);
    renew();
  };
  const named = (/** @type {string} */ tag) => new Intl.DisplayNames(spoken(), { type: "language" }).of(tag) ?? tag;
  const set = radios({
    id: "report-in",
    legend: t("In which language?"),
    options: [own, "en"].map((tag) => radio({ name: "report-in", value: tag, text: named(tag), checked: now === tag, onchange: () => choose(tag === "en") })),
  });
  set.classList.add("across");
  return set;
}

/**
 * @param {Session} session
 * @param {(id: string) => void} goTo
 */
function openQuestions(session, goTo) {
  const { questions } = session;
  const open = questions.filter((question) => !isAnswered(session.answering.stateOf(question)));
  if (open.length === 0) return undefined;
  const listed = open.slice(0, MANY);
  return h(
    "div",
    { class: "note" },
    h("p", null, plural(open.length, "One question is open:", "{count} questions are open:")),
    h(
      "ul",
      null,
      ...listed.map((question) =>
        h("li", null, button(`${questions.indexOf(question) + 1}. ${question.text}`, () => goTo(question.id), { class: "link" })),
      ),
      open.length > MANY && h("li", null, plural(open.length - MANY, "and {count} more, under “Check”", "and {count} more, under “Check”")),
    ),
  );
}

/** @param {Session} session */
function staleNote(session) {
  const stale = session.draft.evidence.filter((entry) => session.exhibits?.isStale(entry));
  if (stale.length === 0) return undefined;
  const names = list(stale.map((entry) => entry.file?.name ?? entry.title));
  return h(
    "p",
    { class: "note" },
    t("Read for another window or other limits: {names}. Drop again under Evidence to bring up to date.", { names }),
  );
}
