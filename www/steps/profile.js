/** Step 1: who this is about, and which window. */

import { longDate } from "../dates.js";
import { h } from "../dom.js";
import { errorSummary, labelled, radio, radios } from "../fields.js";
import { endOfWindow, profileProblems } from "../state.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark-assessment.js").Screen} Screen
 */

const LENGTHS = /** @type {const} */ ([
  ["3", "3 months"],
  ["6", "6 months"],
  ["9", "9 months"],
  ["12", "12 months"],
  ["own", "Another last day"],
]);

/**
 * @param {Session} session
 * @param {{ redraw: () => void, find: (id: string) => HTMLElement | null, checked: boolean, facts: () => void }} page
 * @returns {Screen}
 */
export function profileStep(session, { redraw, find, checked, facts }) {
  const { draft } = session;
  const { profile } = draft;
  const problems = checked ? profileProblems(draft) : [];
  const error = (/** @type {string} */ field) => problems.find((one) => one.field === field)?.text;

  /**
   * @param {keyof import("../state.js").ProfileDraft} key
   * @param {Record<string, any>} [props]
   */
  const input = (key, props) =>
    h("input", {
      ...props,
      value: profile[key],
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        Object.assign(profile, { [key]: event.target.value.trim() });
        changed();
      },
    });
  const changed = () => {
    session.changed();
    showEnd();
    facts();
    clearErrors();
  };

  // What has been put right stops being an error at once; new errors wait for the next "Continue".
  const clearErrors = () => {
    const left = profileProblems(draft);
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
    end.textContent = profile.length === "own" || !last ? "" : `Last day: ${longDate(last)}`;
  };
  showEnd();

  const type = radios({
    id: "type",
    legend: "Which report are you planning?",
    error: error("type"),
    options: [
      ["2", "Type 2: controls are tested over a window of months"],
      ["1", "Type 1: controls are looked at on one day"],
    ].map(([value = "", text = ""]) =>
      radio({
        name: "type",
        value,
        text,
        id: value === "2" ? "type" : "type-1",
        checked: profile.type === value,
        onchange: () => {
          profile.type = /** @type {"1" | "2"} */ (value);
          changed();
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
    ...LENGTHS.map(([value, text]) => h("option", { value, selected: profile.length === value }, text)),
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
    h("h2", { id: "heading" }, "About you"),
    h("p", { class: "lead" }, "A few facts to measure the answers against. They stay on this device."),
    problems.length > 0 && errorSummary(problems, find),
    labelled({
      id: "organisation",
      label: "Organisation",
      hint: "As it should stand on the report. May be left empty.",
      control: input("organisation", { type: "text", autocomplete: "organization", maxlength: 120 }),
    }),
    type,
    h("h3", null, "Observation window"),
    h(
      "p",
      { class: "hint" },
      "The months an auditor will look at. If nothing is agreed yet, enter what you plan. ",
      "For a Type 1, enter the window of the Type 2 that is to follow.",
    ),
    h(
      "div",
      { class: "row" },
      labelled({
        id: "start",
        label: "First day",
        error: error("start"),
        control: input("start", { type: "date", required: true }),
      }),
      labelled({ id: "length", label: "Length", control: length }),
      profile.length === "own" &&
        labelled({ id: "end", label: "Last day", error: error("end"), control: input("end", { type: "date" }) }),
    ),
    end,
    h("h3", null, "Size and day"),
    h(
      "div",
      { class: "row" },
      labelled({
        id: "headcount",
        label: "People",
        error: error("headcount"),
        hint: "Employees and contractors. May be left empty.",
        class: "short",
        control: input("headcount", { type: "text", inputmode: "numeric", maxlength: 7 }),
      }),
      labelled({
        id: "asOf",
        label: "Day of this assessment",
        hint: "Everything is worked out as of this day.",
        error: error("asOf"),
        control: asOf,
      }),
    ),
    h(
      "details",
      { open: Boolean(profile.keyAge || error("keyAge")) },
      h("summary", null, "Time zone and your own limits"),
      labelled({
        id: "timeZone",
        label: "Time zone",
        hint: "Decides on which day something near midnight happened. Taken from this browser.",
        control: input("timeZone", { type: "text", maxlength: 60, spellcheck: "false", autocomplete: "off" }),
      }),
      labelled({
        id: "keyAge",
        label: "Oldest access key allowed (days)",
        hint: "As your own policy says. If left empty, a customary value is assumed (△) and marked as such.",
        error: error("keyAge"),
        class: "short",
        control: input("keyAge", { type: "text", inputmode: "numeric", maxlength: 4 }),
      }),
    ),
  );
  return { element, next: "Continue to the questions" };
}
