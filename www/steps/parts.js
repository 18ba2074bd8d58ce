/** What a question asks beside its rungs: periods, counts, a day, systems one by one. */

import { fields } from "../answers.js";
import { longDate } from "../dates.js";
import { button, h } from "../dom.js";
import { checkbox, labelled, radio, radios } from "../fields.js";
import { PERIOD_STATES, SYSTEM_STATES } from "../answer-words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Answer} Answer
 * @typedef {import("../tickmark.js").Asked} Asked
 * @typedef {import("../tickmark.js").PeriodAsked} PeriodAsked
 * @typedef {import("../tickmark.js").SaidState} SaidState
 * @typedef {import("../tickmark.js").SystemState} SystemState
 *
 * @typedef {object} Part
 * @property {Session} session
 * @property {Asked} question
 * @property {(change: Partial<Answer>, field: string, typed?: Record<string, string>) => void} set
 * @property {(field: string) => string | undefined} error
 * @property {() => void} redraw
 */

/** More rows than this are chosen from lists, so that they can be seen together. */
const MANY = 12;

/**
 * @param {Part} part
 * @returns {Node | undefined}
 */
export function dataPart(part) {
  const { kind } = part.question;
  if (kind === "grid") return grid(part);
  if (kind === "population") return population(part);
  if (kind === "fact") return fact(part);
  if (kind === "date") return lastDone(part);
  return kind === "systems" ? systems(part) : undefined;
}

/**
 * @param {string} title
 * @param {string | undefined} hint
 * @param {...(Node | false | undefined)} children
 */
function section(title, hint, ...children) {
  return h("section", { class: "part", "aria-labelledby": "part" }, h("h3", { id: "part" }, title), hint && h("p", { class: "hint" }, hint), ...children);
}

/** @param {Part} part */
function grid({ session, question, set, redraw }) {
  const { periods } = question;
  if (!periods) return section("Period by period", "The periods of your window are being worked out…");
  const said = session.answering.to(question)?.periods ?? [];
  const stateOf = (/** @type {string} */ id) => said.find((one) => one.period === id)?.state;
  /** @param {[string, SaidState | undefined][]} changes */
  const put = (changes) => {
    const changed = new Set(changes.map(([id]) => id));
    const kept = said.filter((one) => !changed.has(one.period));
    const added = changes.flatMap(([period, state]) => (state ? [{ period, state }] : []));
    const place = (/** @type {string} */ id) => periods.findIndex((one) => one.id === id);
    const all = [...kept, ...added].sort((a, b) => place(a.period) - place(b.period));
    set({ periods: all.length > 0 ? all : undefined }, "periods");
    redraw();
  };
  const begun = periods.filter((one) => one.begun || stateOf(one.id));
  const over = begun.filter((one) => one.over);
  const ahead = periods.filter((one) => !begun.includes(one));
  const row = begun.length > MANY ? listRow : radioRow;
  const all = over.length > 2 &&
    button("All that are over: in time, dated record", () => put(over.map(({ id }) => [id, "on-time"])), { id: "fill" });
  return section(
    "Period by period",
    periods.length === 0 ? "No period of this control ends in your window, so there is none to ask about." : "Optional, and the part auditors look at: what happened in each period of your window?",
    all || undefined,
    ...begun.map((period) => row(period, stateOf(period.id), put)),
    ahead.length > 0 && h("p", { class: "hint" }, `Still ahead: ${ahead.slice(0, 6).map((one) => one.label).join(", ")}${ahead.length > 6 ? ` and ${ahead.length - 6} more` : ""}.`),
  );
}

/**
 * What can be said about a period: everything once it is over, before that only whether it is done.
 *
 * @param {PeriodAsked} period
 * @returns {[SaidState | "", string][]}
 */
function choices({ over }) {
  if (over) return /** @type {[SaidState, string][]} */ (Object.entries(PERIOD_STATES));
  return [
    ["", "Not yet"],
    ["on-time", "Done, dated record"],
    ["claimed", "Done, no record"],
  ];
}

/** @param {PeriodAsked} period */
function legend({ label, start, end, over }) {
  const days = start === end ? longDate(start) : `${longDate(start)} to ${longDate(end)}`;
  return h("span", null, label, h("span", { class: "aside" }, ` ${days}${over ? "" : ", not over yet"}`));
}

/**
 * @param {PeriodAsked} period
 * @param {SaidState | undefined} state
 * @param {(changes: [string, SaidState | undefined][]) => void} put
 */
function radioRow(period, state, put) {
  const set = radios({
    id: `period-${period.id}`,
    legend: legend(period),
    options: choices(period).map(([value, text]) =>
      radio({
        name: `period-${period.id}`,
        value: value || "not-yet",
        text,
        checked: value ? state === value : !state || !choices(period).some(([one]) => one === state),
        onchange: () => put([[period.id, value || undefined]]),
      }),
    ),
  });
  set.classList.add("across", "periods");
  return set;
}

/**
 * @param {PeriodAsked} period
 * @param {SaidState | undefined} state
 * @param {(changes: [string, SaidState | undefined][]) => void} put
 */
function listRow(period, state, put) {
  const options = period.over ? [/** @type {["", string]} */ (["", "–"]), ...choices(period)] : choices(period);
  const control = h(
    "select",
    {
      onchange: (/** @type {Event & { target: HTMLSelectElement }} */ event) =>
        put([[period.id, /** @type {SaidState} */ (event.target.value) || undefined]]),
    },
    ...options.map(([value, text]) => h("option", { value, selected: (state ?? "") === value }, text)),
  );
  return labelled({ id: `period-${period.id}`, label: `${period.label}${period.over ? "" : " (not over yet)"}`, control, class: "inline" });
}

/** @param {Part} part */
function population({ session, question, set, error, redraw }) {
  const { counted } = question;
  const { population: given } = session.answering.to(question) ?? {};
  const typed = session.answering.typedIn(question) ?? {
    total: given ? String(given.total) : "",
    conforming: given?.conforming === undefined ? "" : String(given.conforming),
    unknown: given && given.conforming === undefined ? "yes" : "",
  };
  const span = given ?? counted;
  if (!span) return section("How many", "The days to count are being worked out…");
  /** @param {Record<string, string>} change */
  const put = (change) => {
    const now = { ...(session.answering.typedIn(question) ?? typed), ...change };
    const { data, problems } = fields(question, now, session.draft.asOf);
    set(data, "population", problems.length > 0 ? now : undefined);
  };
  const number = (/** @type {"total" | "conforming"} */ key) =>
    h("input", {
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      maxlength: 8,
      value: typed[key] ?? "",
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        const wasNone = (session.answering.typedIn(question)?.total ?? String(session.answering.to(question)?.population?.total ?? "")) === "0";
        put({ [key]: event.target.value.trim() });
        if (key === "total" && wasNone !== (event.target.value.trim() === "0")) redraw();
      },
    });
  const days = `${longDate(span.since)} to ${longDate(span.until)}`;
  const moved = given && counted && (given.since !== counted.since || given.until !== counted.until);
  const recount = () => {
    put({});
    redraw();
  };
  return section(
    "How many",
    `Optional, and what a sample is drawn from. Count from ${days}.`,
    moved && h("p", { class: "note line" }, `Today it would be ${longDate(counted.since)} to ${longDate(counted.until)}.`, button("These numbers hold for that too", recount, { id: "recount" })),
    labelled({ id: "total", label: question.countText ?? "How many were there?", error: error("total"), class: "short", control: number("total") }),
    typed["total"] !== "0" &&
      labelled({
        id: "conforming",
        label: question.conformingText ?? "How many of them went as they should?",
        error: error("conforming"),
        class: "short",
        control: number("conforming"),
      }),
    typed["total"] !== "0" &&
      checkbox({
        id: "not-known",
        text: "I don’t know how many of them",
        checked: typed["unknown"] === "yes",
        onchange: (checked) => {
          put({ unknown: checked ? "yes" : "", ...(checked && { conforming: "" }) });
          redraw();
        },
      }),
  );
}

/** @param {Part} part */
function fact({ session, question, set, error }) {
  const answer = session.answering.to(question);
  const control = h("input", {
    type: "date",
    max: session.draft.asOf,
    value: session.answering.typedIn(question)?.["as-of"] ?? (answer?.choice ? answer.asOf ?? "" : session.draft.asOf),
    oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
      const typed = { "as-of": event.target.value };
      const { data, problems } = fields(question, typed, session.draft.asOf);
      // A day alone says nothing: it belongs to a statement.
      const { choice } = session.answering.to(question) ?? {};
      const waits = problems.length > 0 || !choice;
      set(choice ? data : { asOf: undefined }, "as-of", waits ? typed : undefined);
    },
  });
  return section(
    "As of which day?",
    undefined,
    labelled({
      id: "as-of",
      label: "The day on which somebody looked at the setting",
      hint: "Today, unless you answer from an earlier look.",
      error: error("as-of"),
      control,
    }),
  );
}

/** @param {Part} part */
function lastDone({ session, question, set, error, redraw }) {
  const { last } = session.answering.to(question) ?? {};
  const never = Boolean(last && "never" in last);
  const control = h("input", {
    type: "date",
    max: session.draft.asOf,
    value: never ? "" : (session.answering.typedIn(question)?.["last"] ?? (last && "on" in last ? last.on : "")),
    oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
      const typed = { last: event.target.value };
      const { data, problems } = fields(question, typed, session.draft.asOf);
      set(data, "last", problems.length > 0 ? typed : undefined);
      if (never && event.target.value) redraw();
    },
  });
  return section(
    "The last time",
    "Optional. An auditor looks for the record of that day.",
    labelled({ id: "last", label: question.lastText ?? "When was it last done?", error: error("last"), control }),
    checkbox({
      id: "never",
      text: "Never, so far",
      checked: never,
      onchange: (checked) => {
        const now = session.answering.to(question)?.last;
        const typed = session.answering.typedIn(question)?.["last"] ?? (now && "on" in now ? now.on : "");
        const { data, problems } = fields(question, { last: typed }, session.draft.asOf);
        // The day waits beside "never", and is there again once that is taken back.
        const waits = typed !== "" && problems.length === 0 ? { last: typed } : undefined;
        set(checked ? { last: { never: true } } : data, "never", checked ? waits : undefined);
        redraw();
      },
    }),
  );
}

/** @param {Part} part */
function systems({ session, question, set, error, redraw }) {
  const items = question.items ?? [];
  const said = session.answering.to(question)?.systems ?? [];
  /**
   * @param {string} system
   * @param {SystemState} state
   */
  const put = (system, state) => {
    const next = items.flatMap(({ id }) => {
      const known = id === system ? state : said.find((one) => one.system === id)?.state;
      return known ? [{ system: id, state: known }] : [];
    });
    set({ systems: next }, "systems");
    redraw();
  };
  return section(
    "One by one",
    "Optional, and where weak places show: is it so for each of these?",
    ...items.map(({ id, text }) => {
      const set = radios({
        id: `system-${id}`,
        legend: text,
        error: error(`system-${id}`),
        options: Object.entries(SYSTEM_STATES).map(([value, label]) =>
          radio({
            name: `system-${id}`,
            value,
            text: label,
            checked: said.some((one) => one.system === id && one.state === value),
            onchange: () => put(id, /** @type {SystemState} */ (value)),
          }),
        ),
      });
      set.classList.add("across");
      return set;
    }),
  );
}
