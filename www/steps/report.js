/** Step 4: the report, in the page and as files. */

import { missingProfile } from "./evidence.js";
import { button, focusOn, h } from "../dom.js";
import { download, fileName, saveFile } from "../downloads.js";
import { leftOut } from "../opening.js";
import { problemList } from "../problems.js";
import { problemsOf } from "../engine.js";
import { isAnswered } from "../answers.js";
import { profileProblems } from "../state.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark-assessment.js").Screen} Screen
 */

/** More open questions than this are not listed one by one. */
const MANY = 6;

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.toProfile
 * @param {(id: string) => void} page.goTo
 * @param {() => Node | undefined} page.engineNote
 * @param {(text: string) => void} page.say
 * @returns {Screen}
 */
export function reportStep(session, { toProfile, goTo, engineNote, say }) {
  const { draft, engine } = session;
  const assessment = session.assessment();
  /** @type {import("../dom.js").Child[]} */
  const parts = [h("h2", { id: "heading" }, "Your report"), openQuestions(session, goTo), staleNote(session)];
  let shown = false;

  if (profileProblems(draft, session.asking.policyValues).length > 0) {
    parts.push(missingProfile(toProfile));
  } else if (session.isMissing) {
    parts.push(h("p", null, "The report is made once the questions are here."), ...saveButton(session));
  } else if (!engine || !assessment) {
    parts.push(engineNote());
    if (session.engineError) parts.push(...saveButton(session));
  } else {
    try {
      const body = article(engine.report(assessment, "fragment"));
      parts.push(toolbar(session, say), body);
      shown = true;
    } catch (error) {
      parts.push(
        h("div", { class: "note" }, h("p", null, "The report cannot be made from this:"), problemList(problemsOf(error))),
        ...saveButton(session),
      );
    }
  }
  return { element: h("div", null, ...parts), next: () => (shown ? "Download HTML" : ""), shown };
}

/** @param {Session} session */
function saveButton(session) {
  const left = leftOut(session);
  return [button("Save assessment file", () => saveFile(session), { id: "save" }), left && h("span", { class: "hint" }, left)];
}

/**
 * @param {Session} session
 * @param {(text: string) => void} say
 */
function toolbar(session, say) {
  const { profile, asOf } = session.draft;
  /** @param {import("../tickmark.js").ReportFormat} format */
  const made = (format) => {
    const assessment = session.assessment();
    return assessment && session.engine ? session.engine.report(assessment, format) : "";
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made("md"));
      say("Copied.");
    } catch {
      say("This browser does not allow copying here. Download the Markdown instead.");
    }
  };
  return h(
    "div",
    { class: "toolbar" },
    button("Download HTML", () => download(fileName(profile.organisation, asOf, "html"), "text/html", made("html")), {
      id: "download-html",
    }),
    button("Download Markdown", () => download(fileName(profile.organisation, asOf, "md"), "text/markdown", made("md")), {
      id: "download-md",
    }),
    button("Copy Markdown", copy, { id: "copy-md" }),
    ...saveButton(session),
  );
}

/**
 * The engine's fragment, which has every text escaped, as an article. Its links lead to places inside of it, which a
 * browser does not find in a shadow root by itself. Tables get names of their own, and scroll where they are too wide.
 *
 * @param {string} fragment
 */
function article(fragment) {
  const element = h("article", { class: "report", id: "report" });
  element.innerHTML = fragment;
  for (const [index, table] of element.querySelectorAll("table").entries()) {
    const caption = table.caption?.textContent ?? headingBefore(table, element) ?? "";
    const box = table.closest('[role="region"]') ?? h("div", { class: "scroll", tabindex: 0, role: "region" });
    box.setAttribute("aria-label", `Table ${index + 1}: ${caption}`);
    if (box.contains(table)) continue;
    table.replaceWith(box);
    box.append(table);
  }
  element.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href^="#"]');
    const target = link && element.querySelector(`[id="${CSS.escape(link.getAttribute("href")?.slice(1) ?? "")}"]`);
    if (!target) return;
    event.preventDefault();
    focusOn(/** @type {HTMLElement} */ (target));
    target.scrollIntoView({ block: "start" });
  });
  return element;
}

/**
 * The text of the last heading before a node, which names it.
 *
 * @param {Element} node
 * @param {Element} root
 */
function headingBefore(node, root) {
  const before = [...root.querySelectorAll("h2, h3, h4")].filter(
    (heading) => heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1)?.textContent;
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
    h("p", null, open.length === 1 ? "One question is open:" : `${open.length} questions are open:`),
    h(
      "ul",
      null,
      ...listed.map((question) =>
        h("li", null, button(`${questions.indexOf(question) + 1}. ${question.text}`, () => goTo(question.id), { class: "link" })),
      ),
      open.length > MANY && h("li", null, `and ${open.length - MANY} more, under “Check”`),
    ),
  );
}

/** @param {Session} session */
function staleNote(session) {
  const stale = session.draft.evidence.filter((entry) => session.exhibits?.isStale(entry));
  if (stale.length === 0) return undefined;
  const names = stale.map((entry) => entry.file?.name ?? entry.title).join(", ");
  return h(
    "p",
    { class: "note" },
    `Read for another window or other limits: ${names}. Drop again under Evidence to bring up to date.`,
  );
}
