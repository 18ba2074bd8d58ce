/** Opens what somebody sent as a link: asks for its passphrase, shows a summary, asks before it replaces the reader's own work. */

import { longDate } from "./dates.js";
import { button, h } from "./dom.js";
import { problemsOf } from "./engine.js";
import { problem } from "./exhibits.js";
import { checkbox, labelled } from "./fields.js";
import { lookAtLink, openLink } from "./link-desk.js";
import { sentence } from "./problems.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./tickmark.js").SharedSummary} Summary
 */

/**
 * What the page does with it.
 *
 * @typedef {object} Place
 * @property {(element: HTMLElement) => void} show  in the place of the step
 * @property {() => void} leave  back to the step
 * @property {(problems: Problem[], wanted?: string) => void} refuse
 * @property {(document: unknown) => Promise<void>} open  in the place of everything entered
 */

/** What stands above what is asked. */
const TITLE = "A link to a SOC 2 self-check";

/**
 * Opens a link, as far as that goes without the reader.
 *
 * @param {Session} session
 * @param {string} text
 * @param {Place} place
 */
export async function receive(session, text, place) {
  try {
    const { redaction, sealed } = await lookAtLink(text);
    // Before the page closes its connections, and so before anybody is asked for anything.
    const { questionnaires, missing } = redaction === "full" ? await known(session) : { questionnaires: [] };
    const open = async (/** @type {string | undefined} */ passphrase) => {
      try {
        return await openLink(text, questionnaires, passphrase);
      } catch (error) {
        const unknown = missing && problemsOf(error).some(({ code }) => code === "unknown-questionnaire");
        throw unknown ? { problems: [notLoaded()], wanted: missing } : error;
      }
    };
    if (sealed) place.show(asking(redaction, open, (document) => opened(session, document, place), place));
    else await opened(session, await open(undefined), place);
  } catch (error) {
    place.refuse(problemsOf(error), /** @type {any} */ (error)?.wanted);
  }
}

function notLoaded() {
  return problem("questionnaire-sealed", "the questionnaire of this link was not loaded before this page closed its connections; open the link in a new tab");
}

/**
 * The questionnaires that can be had, and one that cannot.
 *
 * @param {Session} session
 */
async function known(session) {
  const engine = await session.load();
  let missing = "";
  for (const { id } of session.asking.list) {
    await session.asking.obtain(id, session.sealed(), () => session.load()).catch(() => (missing = id));
  }
  const found = session.asking.list.map(({ id }) => engine.questionnaire(id));
  return { questionnaires: found.filter((one) => one !== undefined), missing };
}

/**
 * @param {Session} session
 * @param {any} document
 * @param {Place} place
 */
async function opened(session, document, place) {
  if (document.format === "tickmark-shared") return place.show(summary(session, document, place));
  if (session.readonly) return place.refuse([problem("readonly", "this link holds a saved assessment, and on this page nothing can be changed")]);
  if (session.draft.chosen) return place.show(question(session, document, place));
  await place.open(document);
}

/**
 * Asks for the passphrase until one opens the link.
 *
 * @param {import("./exchange.js").Level} redaction
 * @param {(passphrase: string) => Promise<unknown>} open
 * @param {(document: unknown) => Promise<void>} opened
 * @param {Place} place
 */
function asking(redaction, open, opened, place) {
  const control = h("input", { type: "password", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const said = h("p", { id: "sent-said", role: "alert" });
  const shown = checkbox({ id: "sent-shown", text: "Show it", checked: false, onchange: (on) => void (control.type = on ? "text" : "password") });
  let busy = false;
  const attempt = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.classList.remove("error");
    said.textContent = "Opening; this takes a second or two…";
    try {
      const document = await open(control.value);
      await opened(document);
    } catch (error) {
      if (problemsOf(error).every(({ code }) => code !== "passphrase")) return place.refuse(problemsOf(error), /** @type {any} */ (error)?.wanted);
      const [first] = problemsOf(error);
      said.classList.add("error");
      said.textContent = [first?.message, first?.help].filter((one) => one !== undefined).map(sentence).join(" ");
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", "sent-passphrase-hint sent-said");
      control.focus();
      control.select();
    } finally {
      busy = false;
    }
  };
  const what = { score: "a summary", gaps: "a summary with open gaps", full: "a saved assessment" }[redaction];
  const field = labelled({
    id: "sent-passphrase",
    label: "Passphrase",
    hint: "Whoever sent the link has it, and sends it by another way than the link. Nobody else can open it.",
    control,
  });
  field.append(shown);
  return h(
    "div",
    null,
    h("h2", { id: "heading" }, TITLE),
    h("p", null, `It holds ${what}, under a passphrase.`),
    h(
      "form",
      { onsubmit: attempt, novalidate: true },
      field,
      said,
      h("div", { class: "toolbar" }, h("button", { type: "submit", class: "primary", id: "sent-open" }, "Open"), button("Do not open", place.leave, { id: "sent-leave" })),
    ),
  );
}

/**
 * Asks whether a saved assessment may take the place of the reader's own work.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} document
 * @param {Place} place
 */
function question(session, document, place) {
  const { asOf, answers, profile, questionnaire } = document;
  const whose = profile.organisation.trim() ? ` of ${profile.organisation.trim()}` : "";
  const count = answers.length === 1 ? "one answer" : `${answers.length} answers`;
  const open = () => place.open(document);
  return h(
    "div",
    null,
    h("h2", { id: "heading" }, TITLE),
    h("p", null, `It holds a saved assessment${whose}: ${count} to the questionnaire “${titled(session, questionnaire.id)}”, as of ${longDate(asOf)}.`),
    h("p", null, "It opens in the place of what you have entered here. You can undo that for ten seconds; to keep both, save yours as a file first."),
    h(
      "div",
      { class: "toolbar" },
      button("Open it in the place of mine", open, { id: "sent-replace", class: "primary" }),
      button("Keep mine", place.leave, { id: "sent-leave" }),
    ),
  );
}

/**
 * A questionnaire by the name that it has on this page.
 *
 * @param {Session} session
 * @param {string} id
 */
function titled(session, id) {
  return session.asking.listed(id)?.title ?? id;
}

/** `window-ready` as "Window ready". @param {string} name */
function word(name) {
  const text = name.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A range in words.
 *
 * @template {string | number} T
 * @param {{ low: T, high: T } | undefined} range
 * @param {(one: T) => string} [say]
 */
function range(range, say = String) {
  if (!range) return "not asked";
  return range.low === range.high ? say(range.low) : `${say(range.low)} to ${say(range.high)}`;
}

/**
 * The summary to be read.
 *
 * @param {Session} session
 * @param {Summary} shared
 * @param {Place} place
 */
function summary(session, shared, place) {
  const { organisation, type, asOf, window, questionnaire, reportId, readiness, score, domains, gaps } = shared;
  const facts = [
    ["Organisation", organisation ?? "Not named in the link"],
    ["As of", longDate(asOf)],
    ["Report", `Type ${type}`],
    ["Window", `${longDate(window.start)} – ${longDate(window.end)}`],
    ["Questionnaire", `${titled(session, questionnaire.id)}, version ${questionnaire.version}`],
    ["Report id", reportId],
  ];
  const points = (/** @type {number} */ one) => one.toFixed(1);
  const own = session.draft.chosen;
  return h(
    "div",
    { id: "summary-sent" },
    h("h2", { id: "heading" }, `Readiness summary, ${longDate(asOf)}`),
    h(
      "p",
      { class: "note" },
      "Somebody sent you this in a link. It is a company’s own view of how ready it is for a SOC 2 report: no audit, and no auditor’s opinion. " +
        "Nothing in a link shows that it is true, or who made it.",
    ),
    h("dl", { class: "facts" }, ...facts.map(([term = "", text = ""]) => h("div", null, h("dt", null, term), h("dd", null, text)))),
    h("h3", null, "Where it stands"),
    h("p", null, h("b", null, range(readiness, word)), readiness.low === readiness.high ? "." : ": the first for certain, the second at best."),
    h("p", null, `${range(score.supported, points)} of 100 points supported by evidence; ${range(score.claimed, points)} claimed.`),
    table(
      "Levels of the domains, from 0 to 5",
      ["Domain", "Supported", "Claimed"],
      domains.map(({ id, supported, claimed }) => [word(id), range(supported), range(claimed)]),
    ),
    gaps && h("h3", null, gaps.length === 1 ? "One open gap" : `${gaps.length} open gaps`),
    gaps && gaps.length > 0 && h("p", null, "The one to close first stands at the front. A list of open weaknesses is sensitive: pass it on to nobody who may not know them."),
    gaps &&
      gaps.length > 0 &&
      table(
        "Gaps",
        ["Control", "Severity", "Fix planned by"],
        gaps.map(({ control, severity, due }) => [control, word(severity), due ? longDate(due) : "no day"]),
      ),
    h("p", { class: "hint", id: "sent-not" }, `Not in the link: answers, notes, ${gaps ? "" : "gaps, "}evidence, owners, and names of systems.`),
    h(
      "div",
      { class: "toolbar" },
      button(own ? "Back to your own" : "Start your own", place.leave, { id: "sent-leave", class: "primary" }),
    ),
  );
}

/**
 * @param {string} caption
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(caption, head, rows) {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      null,
      h("caption", null, caption),
      h("thead", null, h("tr", null, ...head.map((one) => h("th", { scope: "col" }, one)))),
      h("tbody", null, ...rows.map(([first = "", ...others]) => h("tr", null, h("th", { scope: "row" }, first), ...others.map((one) => h("td", null, one))))),
    ),
  );
}
