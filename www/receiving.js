/** Opens what somebody sent as a link: asks for its passphrase, shows a summary, asks before it replaces the reader's own work. */

import { controlCalled } from "./content-words.js";
import { longDate } from "./dates.js";
import { button, h } from "./dom.js";
import { problem, problemsOf } from "./engine.js";
import { checkbox, labelled } from "./fields.js";
import { lookAtLink, openLink } from "./link-desk.js";
import { sentence } from "./problems.js";
import { number, plural, t, woven } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {import("./tickmark.js").SharedSummary} Summary
 */

/**
 * What the page does with it.
 *
 * @typedef {object} Place
 * @property {(make: () => HTMLElement) => void} show  in the place of the step
 * @property {() => void} leave  back to the step
 * @property {(problems: Problem[], wanted?: string) => void} refuse
 * @property {(document: unknown, asking: boolean) => Promise<void>} open  asking what it takes the place of
 */

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
  return problem("questionnaire-sealed", t("the questionnaire of this link was not loaded before this page closed its connections; open the link in a new tab"));
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
  if (document.format === "tickmark-shared") return place.show(() => summary(session, document, place));
  if (session.readonly) return place.refuse([problem("readonly", t("this link holds a saved assessment, and on this page nothing can be changed"))]);
  await place.open(document, true);
}

/** What stands above what is asked. */
function title() {
  return h("h2", { id: "heading" }, t("A link to a SOC 2 self-check"));
}

/**
 * Asks for the passphrase until one opens the link. What is typed stays where the question is asked in another language.
 *
 * @param {import("./exchange.js").Level} redaction
 * @param {(passphrase: string) => Promise<unknown>} open
 * @param {(document: unknown) => Promise<void>} opened
 * @param {Place} place
 */
function asking(redaction, open, opened, place) {
  const control = h("input", { type: "password", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const said = h("p", { id: "sent-said", role: "alert" });
  let busy = false;
  const attempt = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.classList.remove("error");
    said.textContent = t("Opening; this takes a second or two…");
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
  return () => {
    const what = {
      score: t("It holds a summary, under a passphrase."),
      gaps: t("It holds a summary with open gaps, under a passphrase."),
      full: t("It holds a saved assessment, under a passphrase."),
    }[redaction];
    const shown = checkbox({ id: "sent-shown", text: t("Show it"), checked: control.type === "text", onchange: (on) => void (control.type = on ? "text" : "password") });
    const field = labelled({
      id: "sent-passphrase",
      label: t("Passphrase"),
      hint: t("Whoever sent the link has it, and sends it by another way than the link. Nobody else can open it."),
      control,
    });
    field.append(shown);
    return h(
      "div",
      null,
      title(),
      h("p", null, what),
      h(
        "form",
        { onsubmit: attempt, novalidate: true },
        field,
        said,
        h("div", { class: "toolbar" }, h("button", { type: "submit", class: "primary", id: "sent-open" }, t("Open it")), button(t("Do not open"), place.leave, { id: "sent-leave" })),
      ),
    );
  };
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

/** @param {string} name */
function state(name) {
  /** @type {Record<string, string>} */
  const names = {
    "not-started": t("Not started"),
    building: t("Building"),
    "design-ready": t("Design ready"),
    "window-ready": t("Window ready"),
    "fieldwork-ready": t("Fieldwork ready"),
  };
  return names[name] ?? word(name);
}

/** @param {string} name */
function severity(name) {
  /** @type {Record<string, string>} */
  const names = { critical: t("Critical"), high: t("High"), medium: t("Medium"), low: t("Low") };
  return names[name] ?? word(name);
}

/**
 * A domain by the name that questions have for it here.
 *
 * @param {Session} session
 * @param {string} id
 */
function domain({ questions }, id) {
  return questions.find((one) => one.domain === id)?.section ?? word(id);
}

/**
 * A range in words.
 *
 * @template {string | number} T
 * @param {{ low: T, high: T } | undefined} range
 * @param {(one: T) => string} [say]
 */
function range(range, say = String) {
  if (!range) return t("not asked");
  return range.low === range.high ? say(range.low) : t("{low} to {high}", { low: say(range.low), high: say(range.high) });
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
    [t("Organisation"), organisation ?? t("Not named in the link")],
    [t("As of"), longDate(asOf)],
    [t("Report"), t("Type {type}", { type })],
    [t("Window"), t("{from} – {to}", { from: longDate(window.start), to: longDate(window.end) })],
    [t("Questionnaire"), t("{title}, version {version}", { title: titled(session, questionnaire.id), version: questionnaire.version })],
    [t("Report id"), reportId],
  ];
  const points = (/** @type {number} */ one) => number(one, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const own = session.draft.chosen;
  return h(
    "div",
    { id: "summary-sent" },
    h("h2", { id: "heading" }, t("Readiness summary, {day}", { day: longDate(asOf) })),
    h(
      "p",
      { class: "note" },
      t("Somebody sent you this in a link. It is a company’s own view of how ready it is for a SOC 2 report: no audit, and no auditor’s opinion. Nothing in a link shows that it is true, or who made it."),
    ),
    h("dl", { class: "facts" }, ...facts.map(([term = "", text = ""]) => h("div", null, h("dt", null, term), h("dd", null, text)))),
    h("h3", null, t("Where it stands")),
    h("p", null, ...woven(readiness.low === readiness.high ? t("{state}.") : t("{state}: the first for certain, the second at best."), { state: h("b", null, range(readiness, state)) })),
    h("p", null, t("{supported} of 100 points supported by evidence; {claimed} claimed.", { supported: range(score.supported, points), claimed: range(score.claimed, points) })),
    table(
      t("Levels of the domains, from 0 to 5"),
      [t("Domain"), t("Supported"), t("Claimed")],
      domains.map(({ id, supported, claimed }) => [domain(session, id), range(supported), range(claimed)]),
    ),
    gaps && h("h3", null, plural(gaps.length, "One open gap", "{count} open gaps")),
    gaps && gaps.length > 0 && h("p", null, t("The one to close first stands at the front. A list of open weaknesses is sensitive: pass it on to nobody who may not know them.")),
    gaps &&
      gaps.length > 0 &&
      table(
        t("Gaps"),
        [t("Control"), t("Severity"), t("Fix planned by")],
        gaps.map(({ control, severity: of, due }) => [controlCalled(control), severity(of), due ? longDate(due) : t("no day")]),
      ),
    h("p", { class: "hint", id: "sent-not" }, gaps ? t("Not in the link: answers, notes, evidence, owners, and names of systems.") : t("Not in the link: answers, notes, gaps, evidence, owners, and names of systems.")),
    h(
      "div",
      { class: "toolbar" },
      button(own ? t("Back to your own") : t("Start your own"), place.leave, { id: "sent-leave", class: "primary" }),
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
