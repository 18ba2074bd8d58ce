/** The exception register: who closes which gap, by when, and which risk is borne meanwhile. Saved as it is typed. */

import { controlCalled, controlName } from "../content-words.js";
import { longDate } from "../dates.js";
import { button, english, h, mark } from "../dom.js";
import { labelled } from "../fields.js";
import { fill } from "../fragment.js";
import { isWhole } from "../register.js";
import { isNear } from "../state.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").RegisterEntry} RegisterEntry
 * @typedef {import("../tickmark.js").Result["plan"]["register"][number]} Line
 * @typedef {Record<"control" | "status" | "owner" | "due" | "opened" | "response" | "reason" | "until" | "by" | "on", string>} Typed
 * @typedef {{ severity: string, name: string }} Known  of a control
 * @typedef {{ open: boolean, all: boolean, more: Set<string>, known: Map<string, Known> }} Shown
 */

/** So many gaps are listed at first. */
const FIRST = 10;
const LONGEST_LINE = 200;
const LONGEST_TEXT = 2_000;
/** After so many milliseconds without a change it is worked out anew. */
const CALM = 400;

/** @returns {[string, string][]} */
const statuses = () => [
  ["open", t("Open")],
  ["in-progress", t("In progress")],
  ["ready-for-retest", t("Ready to be looked at again")],
  ["closed", t("Closed")],
];

/** What the list of each assessment looks like: what is open in it, and the names of controls. @type {WeakMap<import("../answering.js").Answering, Shown>} */
const shown = new WeakMap();

/** A section that gives a line for each control of the register. */
const LINES = {
  layout: { format: /** @type {const} */ ("tickmark-layout"), version: /** @type {const} */ (1), sections: [{ id: "lines" }] },
  templates: {
    "lines.md": ["register", "closedEntries"].map((list) => `{% for l in ${list} %}\n- {{ l.control }}: {{ l.severity }}: {{ l.name }}\n{% endfor %}`).join("\n\n"),
  },
};

/**
 * The register of the present gaps; nothing while there are none and nothing was said of any.
 *
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.renew  makes the report again
 * @param {() => void} page.redraw
 */
export function registerPart(session, { renew, redraw }) {
  const lines = session.result()?.plan.register ?? [];
  if (lines.length === 0) return undefined;
  const state = shown.get(session.answering) ?? { open: false, all: false, more: new Set(), known: new Map() };
  shown.set(session.answering, state);
  const count = h("p", { class: "hint", id: "register-count" });
  const list = h("div", { class: "register" });
  const owners = h("datalist", { id: "owners" });
  /** @type {Map<string, (line: Line | undefined) => void>} */
  const rows = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const renewed = () => {
    const now = session.result()?.plan.register ?? [];
    const half = session.draft.register.filter(({ accepted }) => accepted && !isWhole(accepted)).length;
    count.replaceChildren(...counted(now, half));
    for (const [control, tell] of rows) tell(now.find((line) => line.control === control));
  };
  const changed = () => {
    session.changed();
    owners.replaceChildren(...ownersOf(session).map((value) => h("option", { value })));
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!list.isConnected) return;
      renewed();
      renew();
    }, CALM);
  };
  const build = () => {
    rows.clear();
    const said = new Set(session.draft.register.map(({ control }) => control));
    const listed = state.all ? lines : lines.filter(({ control }, at) => at < FIRST || said.has(control));
    const rest = lines.length - listed.length;
    const more = () => {
      state.all = true;
      build();
      const [next] = lines.filter((line) => !listed.includes(line));
      /** @type {HTMLElement | null} */ (list.querySelector(`[id="owner-${next?.control}"]`))?.focus();
    };
    list.replaceChildren(
      ...listed.map((line) => row(session, line, state, { rows, changed, redraw })),
      ...(rest > 0 ? [button(plural(rest, "Show one more gap", "Show {count} more gaps"), more, { id: "register-all" })] : []),
      owners,
    );
    owners.replaceChildren(...ownersOf(session).map((value) => h("option", { value })));
    renewed();
  };
  const details = h(
    "details",
    {
      id: "register",
      open: state.open,
      ontoggle: () => {
        state.open = details.open;
        if (details.open && rows.size === 0) build();
      },
    },
    h("summary", null, t("Say who closes which gap, and by when")),
    h("p", { class: "hint" }, t("The heaviest gap is first. All of this is optional, and none of it moves a level or a chance: only answers and evidence do. Name roles rather than people: reports show them.")),
    h("fieldset", { class: "plain", disabled: session.readonly }, list),
  );
  if (state.open) build();
  else renewed();
  learn(session, state, lines, () => state.open && details.isConnected && named(list, state));
  return h("section", { class: "registered", "aria-labelledby": "register-heading" }, h("h3", { id: "register-heading" }, t("Exception register")), count, details);
}

/**
 * Learns the names of controls from the press, beside the page; until then a control is called by its id alone.
 *
 * @param {Session} session
 * @param {Shown} state
 * @param {Line[]} lines
 * @param {() => void} then
 */
async function learn(session, state, lines, then) {
  const assessment = session.assessment();
  if (!assessment || !session.press || lines.every(({ control }) => state.known.has(control))) return;
  try {
    const text = await session.press.once({ ...assessment, register: lines.map(({ control }) => ({ control })) }, "fragment", LINES);
    const place = h("div", null);
    fill(place, text);
    for (const item of place.querySelectorAll("li")) {
      const [, control = "", severity = "", name = ""] = /^\s*([^:]+): ([^:]*): ([^]*?)\s*$/.exec(item.textContent ?? "") ?? [];
      if (control) state.known.set(control, { severity, name });
    }
    then();
  } catch {
    // The ids say which gaps are meant.
  }
}

/**
 * Puts the names in that have become known.
 *
 * @param {HTMLElement} list
 * @param {Shown} state
 */
function named(list, state) {
  for (const [control, { severity, name }] of state.known) {
    list.querySelector(`[id="name-${control}"]`)?.replaceChildren(...title(control, name, severity));
  }
}

/**
 * @param {string} control
 * @param {string} [name]
 * @param {string} [severity]
 */
function title(control, name, severity) {
  const said = controlName(control);
  const called = said || !name ? controlCalled(control) : h("span", english, `${control} ${name}`);
  return [called, ...(severity ? [h("span", { class: "aside" }, ` ${severities()[severity] ?? severity}`)] : [])];
}

/** @returns {Record<string, string>} */
const severities = () => ({ critical: t("critical"), high: t("high"), medium: t("medium"), low: t("low") });

/**
 * How many there are, and what is missing or late, in sentences.
 *
 * @param {Line[]} lines
 * @param {number} half  acceptances that are left out
 */
function counted(lines, half) {
  const gaps = lines.filter(({ number }) => number !== undefined);
  const open = gaps.filter(({ accepted }) => !accepted?.holds);
  const without = (/** @type {"owner" | "due"} */ key) => open.filter((line) => !line[key]).length;
  const overdue = gaps.filter((line) => line.overdue).length;
  const over = gaps.filter(({ accepted }) => accepted && !accepted.holds).length;
  const borne = gaps.length - open.length;
  const closed = lines.length - gaps.length;
  return [
    gaps.length === 0
      ? t("No gap is left.")
      : plural(gaps.length, "{count} gap; {owner} without an owner, {due} without a day.", "{count} gaps; {owner} without an owner, {due} without a day.", { owner: without("owner"), due: without("due") }),
    borne > 0 && ` ${plural(borne, "{count} risk accepted.", "{count} risks accepted.")}`,
    closed > 0 && ` ${plural(closed, "{count} entry without a gap today.", "{count} entries without a gap today.")}`,
    overdue > 0 && h("b", null, " ", mark("✗", t("late:")), plural(overdue, "{count} overdue.", "{count} overdue.")),
    over > 0 && h("b", null, " ", mark("✗", t("late:")), plural(over, "One acceptance has run out.", "{count} acceptances have run out.")),
    half > 0 && ` ${plural(half, "One acceptance is not complete, and left out of the report.", "{count} acceptances are not complete, and left out of the report.")}`,
  ].filter((one) => typeof one === "string" || one instanceof Node).map((one) => (one instanceof Node ? one : document.createTextNode(String(one))));
}

/** The owners that were entered already. @param {Session} session */
function ownersOf({ draft }) {
  const entered = [...draft.register.flatMap(({ owner, accepted }) => [owner, accepted?.by]), ...draft.profile.owners.map(({ owner }) => owner)];
  return [...new Set(entered.flatMap((one) => (one?.trim() ? [one.trim()] : [])))].sort();
}

/**
 * The entry of a control as texts.
 *
 * @param {Session} session
 * @param {string} control
 * @returns {Typed}
 */
function typed({ draft }, control) {
  const entry = draft.register.find((one) => one.control === control);
  const { status = "open", owner = "", due = "", opened = "", response = "", accepted } = entry ?? {};
  const { reason = "", until = "", by = "", on = "" } = accepted ?? {};
  return { control, status, owner, due, opened, response, reason, until, by, on };
}

/**
 * Puts the entry of a control into the draft; one that says nothing vanishes.
 *
 * @param {Session} session
 * @param {Typed} texts
 */
function put({ draft }, { control, status, reason, until, by, on, ...rest }) {
  const said = filled({ status: status === "open" ? "" : status, ...rest });
  const accepted = filled({ reason, until, by, on });
  const borne = Object.keys(accepted).length > 0;
  const empty = !borne && Object.keys(said).length === 0;
  const entry = { control, ...said, ...(borne && { accepted }) };
  const at = draft.register.findIndex((one) => one.control === control);
  const before = draft.register.filter((_, place) => place !== at);
  const place = at < 0 ? before.length : at;
  draft.register = empty ? before : before.toSpliced(place, 0, /** @type {RegisterEntry} */ (entry));
}

/** @param {Record<string, string>} texts */
function filled(texts) {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
}

/**
 * What is wrong in an entry, by the name of the field; what is half said is kept, and left out of the report meanwhile.
 *
 * @param {Typed} texts
 * @returns {Record<string, string>}
 */
export function entryProblems({ due, opened, reason, until, by, on }) {
  const borne = [reason, until, by, on].some((text) => text.trim() !== "");
  const day = (/** @type {string} */ text) => (text && !isNear(text) ? t("Enter a day of this century, or leave it empty.") : "");
  const ended = isNear(on) && isNear(until) && on > until;
  return filled({
    due: day(due),
    opened: day(opened),
    on: day(on),
    reason: borne && reason.trim() === "" ? t("Say why the risk is accepted. Until then the report leaves the acceptance out.") : "",
    until: !borne
      ? ""
      : !isNear(until)
        ? t("Enter the last day for which the risk is accepted. Until then the report leaves the acceptance out.")
        : ended
          ? t("This day comes before the risk was accepted, {day}. Enter a later one. Until then the report leaves the acceptance out.", { day: longDate(on) })
          : "",
  });
}

/**
 * One gap.
 *
 * @param {Session} session
 * @param {Line} line
 * @param {Shown} state
 * @param {object} list
 * @param {Map<string, (line: Line | undefined) => void>} list.rows
 * @param {() => void} list.changed
 * @param {() => void} list.redraw
 */
function row(session, line, state, { rows, changed, redraw }) {
  const { control } = line;
  const known = state.known.get(control);
  const texts = typed(session, control);
  const notes = h("div", { class: "row-notes", id: `notes-${control}`, role: "status" });
  /** @type {[keyof Typed, HTMLElement][]} */
  const fields = [];
  const tell = () => {
    const problems = entryProblems(texts);
    for (const [key, place] of fields) error(place, `${key}-${control}`, unfinished(place) || problems[key]);
  };
  /**
   * @param {keyof Typed} key
   * @param {string} label
   * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} input
   * @param {string} [hint]
   */
  const field = (key, label, input, hint) => {
    const take = () => {
      texts[key] = input.value;
      put(session, texts);
      changed();
    };
    input.addEventListener("input", take);
    // Not before a field is left, for nobody is told what is missing in the midst of a word.
    input.addEventListener("change", tell);
    input.addEventListener("blur", tell);
    const place = labelled({ id: `${key}-${control}`, label, hint, control: input });
    fields.push([key, place]);
    return place;
  };
  const text = (/** @type {keyof Typed} */ key, /** @type {object} */ props = {}) =>
    h("input", { type: "text", value: texts[key], maxlength: LONGEST_LINE, autocomplete: "off", ...props });
  const day = (/** @type {keyof Typed} */ key) => h("input", { type: "date", value: texts[key] });
  const long = (/** @type {keyof Typed} */ key) => h("textarea", { rows: 3, value: texts[key], maxlength: LONGEST_TEXT });
  const status = h("select", null, ...statuses().map(([value, label]) => h("option", { value, selected: texts.status === value }, label)));
  const clear = () => {
    const before = session.draft.register;
    if (!before.some((one) => one.control === control)) return;
    session.draft.register = before.filter((one) => one.control !== control);
    session.changed();
    // Another tab may have gone on with the others meanwhile.
    const at = before.findIndex((one) => one.control === control);
    session.offer(t("What was said of {control} was cleared.", { control }), () => {
      const others = session.draft.register.filter((one) => one.control !== control);
      session.draft.register = others.toSpliced(at, 0, ...before.slice(at, at + 1));
    });
    redraw();
  };
  const more = h(
    "details",
    {
      id: `more-${control}`,
      open: state.more.has(control),
      ontoggle: () => state.more[more.open ? "add" : "delete"](control),
    },
    h("summary", { "aria-label": t("More about {control}", { control }) }, t("More")),
    field("response", t("What you answer to it"), long("response"), t("In your own words, for the report.")),
    h("h4", null, t("Risk accepted for a while")),
    h("p", { class: "hint" }, t("An auditor still notes the exception.")),
    field("reason", t("Why it is accepted"), long("reason")),
    h("div", { class: "row" }, field("until", t("Last day for which that holds"), day("until")), field("by", t("Who decided it"), text("by", { list: "owners" })), field("on", t("Decided on"), day("on"))),
    field("opened", t("First known on"), day("opened")),
    button(t("Clear everything said of {control}", { control }), clear, { id: `clear-${control}`, class: "link" }),
  );
  rows.set(control, (now) => notes.replaceChildren(...remarks(now)));
  const set = h(
    "fieldset",
    { class: "gap", "aria-describedby": `notes-${control}` },
    h("legend", null, line.number ? `${line.number}. ` : "", h("span", { id: `name-${control}` }, ...title(control, known?.name, known?.severity))),
    notes,
    h("div", { class: "row" }, field("owner", t("Owner"), text("owner", { list: "owners", placeholder: texts.owner ? undefined : line.owner })), field("status", t("Status"), status), field("due", t("To be closed by"), day("due"))),
    more,
  );
  tell();
  // What has to be put right is not hidden.
  if (more.querySelector(".error")) more.open = true;
  return set;
}

/** Whether half a day stands in a field, in a sentence. @param {HTMLElement} place */
function unfinished(place) {
  const input = place.querySelector("input");
  return input?.validity.badInput ? t("Enter the day in full, or leave it empty.") : "";
}

/**
 * Says what is wrong with a field, or nothing any more.
 *
 * @param {HTMLElement} place
 * @param {string} id
 * @param {string | undefined} text
 */
function error(place, id, text) {
  const before = place.querySelector(".error");
  if ((before?.textContent ?? "") === (text ?? "")) return;
  before?.remove();
  const control = place.querySelector("input, select, textarea");
  const hint = place.querySelector(".hint")?.id;
  if (text) control?.before(h("p", { class: "error", id: `${id}-error` }, text));
  const described = [hint, text && `${id}-error`].filter(Boolean).join(" ");
  control?.toggleAttribute("aria-describedby", described !== "");
  if (described) control?.setAttribute("aria-describedby", described);
  if (text) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
}

/** What is to be seen at once of a gap. @param {Line | undefined} line */
function remarks(line) {
  if (!line) return [];
  const { number: gap, overdue, due = "", accepted, notShownClosed } = line;
  const late = (/** @type {string} */ text) => h("p", null, mark("✗", t("late:")), text);
  return [
    gap === undefined && h("p", null, t("No gap today.")),
    overdue && late(t("Overdue since {day}.", { day: longDate(due) })),
    accepted?.holds && h("p", null, mark("○", t("stated:")), t("Risk accepted until {day}.", { day: longDate(accepted.until) })),
    accepted && !accepted.holds && late(t("The acceptance ran out on {day}: the gap is open again.", { day: longDate(accepted.until) })),
    notShownClosed && h("p", null, mark("?", t("not known:")), t("Called closed, and nothing that was given shows it. Drop the evidence, or answer again.")),
  ].filter((one) => one instanceof Node);
}
