/** Step 2: who this is about, which window, what the company has, and its own rules. */

import { longDate } from "../dates.js";
import { h } from "../dom.js";
import { checkbox, errorSummary, labelled, radio, radios } from "../fields.js";
import { endOfWindow, profileProblems } from "../state.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").Fact} Fact
 * @typedef {import("../guide.js").Screen} Screen
 */

const LENGTHS = ["3", "6", "9", "12", "own"];

/**
 * @param {Session} session
 * @param {{ redraw: () => void, find: (id: string) => HTMLElement | null, checked: boolean, touched: () => void }} page
 * @returns {Screen}
 */
export function profileStep(session, { redraw, find, checked, touched }) {
  const { draft, form } = session;
  const { profile } = draft;
  const values = form?.policyValues ?? [];
  const problems = checked ? profileProblems(draft, values) : [];
  const error = (/** @type {string} */ field) => problems.find((one) => one.field === field)?.text;

  const changed = () => {
    session.changed();
    showEnd();
    touched();
    clearErrors();
  };
  /**
   * @param {"organisation" | "start" | "end" | "examinationDay" | "headcount" | "timeZone"} key
   * @param {Record<string, any>} [props]
   */
  const input = (key, props) =>
    h("input", {
      ...props,
      value: profile[key],
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        profile[key] = event.target.value.trim();
        changed();
      },
    });

  // What has been put right stops being an error at once; new errors wait for the next "Continue".
  const clearErrors = () => {
    const left = profileProblems(draft, values);
    for (const { field } of problems) {
      if (left.some((one) => one.field === field)) continue;
      find(`${field}-error`)?.remove();
      find(`${field}-link`)?.remove();
      find(field)?.removeAttribute("aria-invalid");
    }
    if (left.length === 0) find("summary")?.remove();
  };

  const end = h("p", { class: "hint", id: "window-end" });
  const showEnd = () => {
    const last = endOfWindow(profile);
    end.textContent = profile.length === "own" || !last ? "" : t("Last day: {day}", { day: longDate(last) });
  };
  showEnd();

  const type = radios({
    id: "type",
    legend: t("Which report are you planning?"),
    error: error("type"),
    options: /** @type {const} */ ([
      ["2", t("Type 2: controls are tested over a window of months")],
      ["1", t("Type 1: controls are looked at on one day")],
    ]).map(([value, text]) =>
      radio({
        name: "type",
        value,
        text,
        checked: profile.type === value,
        onchange: () => {
          profile.type = value;
          changed();
          redraw();
        },
      }),
    ),
  });

  const length = h(
    "select",
    {
      onchange: (/** @type {Event & { target: HTMLSelectElement }} */ event) => {
        profile.length = /** @type {typeof profile.length} */ (event.target.value);
        changed();
        redraw();
      },
    },
    ...LENGTHS.map((value) =>
      h("option", { value, selected: profile.length === value }, value === "own" ? t("Another last day") : plural(Number(value), "{count} month", "{count} months")),
    ),
  );

  const asOf = h("input", {
    type: "date",
    required: true,
    value: draft.asOf,
    oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
      draft.asOf = event.target.value;
      changed();
    },
  });

  const element = h(
    "div",
    null,
    h("h2", { id: "heading" }, t("About you")),
    h("p", { class: "lead" }, t("A few facts to measure the answers against. They stay on this device.")),
    problems.length > 0 && errorSummary(problems, find),
    labelled({
      id: "organisation",
      label: t("Organisation"),
      hint: t("As it should stand on the report. May be left empty."),
      control: input("organisation", { type: "text", autocomplete: "organization", maxlength: 120 }),
    }),
    type,
    profile.type === "1" &&
      labelled({
        id: "examinationDay",
        label: t("Day of the examination"),
        hint: t("The day that the Type 1 report describes. If left empty, the day of this assessment."),
        error: error("examinationDay"),
        control: input("examinationDay", { type: "date" }),
      }),
    h("h3", null, t("Observation window")),
    h(
      "p",
      { class: "hint" },
      t("The months an auditor will look at. If nothing is agreed yet, enter what you plan. For a Type 1, enter the window of the Type 2 that is to follow."),
    ),
    h(
      "div",
      { class: "row" },
      labelled({
        id: "start",
        label: t("First day"),
        error: error("start"),
        control: input("start", { type: "date", required: true }),
      }),
      labelled({ id: "length", label: t("Length"), control: length }),
      profile.length === "own" &&
        labelled({ id: "end", label: t("Last day"), error: error("end"), control: input("end", { type: "date" }) }),
    ),
    end,
    h("h3", null, t("Size and day")),
    h(
      "div",
      { class: "row" },
      labelled({
        id: "headcount",
        label: t("People"),
        error: error("headcount"),
        hint: t("Employees and contractors. May be left empty."),
        class: "short",
        control: input("headcount", { type: "text", inputmode: "numeric", maxlength: 8 }),
      }),
      labelled({
        id: "asOf",
        label: t("Day of this assessment"),
        hint: t("Everything is worked out as of this day."),
        error: error("asOf"),
        control: asOf,
      }),
    ),
    form && categories(session, changed),
    form && form.facts.length > 0 && h("h3", null, t("What you have")),
    form && form.facts.length > 0 && h("p", { class: "hint" }, t("These decide what is asked. Where you are not sure, nothing is left out.")),
    ...(form?.facts ?? []).map((fact) => factField(session, fact, changed, redraw)),
    session.later?.ownRules(session, { error, changed, timeZone: input("timeZone", { type: "text", maxlength: 60, spellcheck: "false", autocomplete: "off" }) }),
    session.later?.auditorSizes(session, changed),
  );
  return { element, next: () => t("Continue to the questions") };
}

/**
 * @param {Session} session
 * @param {() => void} changed
 */
function categories({ draft, form }, changed) {
  const { profile } = draft;
  return h(
    "fieldset",
    { class: "field" },
    h("legend", null, t("Which categories will the report cover?")),
    h("p", { class: "hint" }, t("Security is always part of it. If a customer asked for “SOC 2” and nothing else, leave it at that.")),
    ...(form?.categories ?? []).map(({ id, name, always }) =>
      checkbox({
        id: `category-${id}`,
        text: name,
        checked: always || profile.categories.includes(id),
        disabled: always,
        onchange: (checked) => {
          const others = profile.categories.filter((one) => one !== id);
          profile.categories = checked ? [...others, id] : others;
          changed();
        },
      }),
    ),
  );
}

/**
 * A scoping fact. What nobody is sure of is left out, and hides nothing.
 *
 * @param {Session} session
 * @param {Fact} fact
 * @param {() => void} changed
 * @param {() => void} redraw
 */
function factField({ draft }, { id, text, hint, why, several, options }, changed, redraw) {
  const { facts } = draft.profile;
  const stated = facts[id] ?? [];
  /** @param {string[]} values */
  const put = (values) => {
    if (values.length > 0) facts[id] = values;
    else delete facts[id];
    changed();
  };
  const said = [hint, why].filter(Boolean).join(" ");
  if (several) {
    const boxes = options.map((option) =>
      checkbox({
        id: `fact-${id}-${option.id}`,
        text: option.text,
        checked: stated.includes(option.id),
        onchange: (checked) => {
          const now = draft.profile.facts[id] ?? [];
          put(options.map((one) => one.id).filter((one) => (one === option.id ? checked : now.includes(one))));
        },
      }),
    );
    return h("fieldset", { class: "field boxes" }, h("legend", null, text), h("p", { class: "hint" }, said), ...boxes);
  }
  const one = (/** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) =>
    radio({
      name: `fact-${id}`,
      value,
      text: label,
      checked,
      onchange: () => {
        put(value === "not-sure" ? [] : [value]);
        redraw();
      },
    });
  const set = radios({
    id: `fact-${id}`,
    legend: text,
    hint: said,
    options: [
      ...options.map((option) => one(option.id, option.text, stated.includes(option.id))),
      one("not-sure", t("Not sure"), stated.length === 0),
    ],
  });
  set.classList.add("across");
  return set;
}
