/** The company's own rules: limits and rhythms, each assumed until it is stated. */

import { h } from "../dom.js";
import { labelled } from "../fields.js";

/** @type {Record<import("../tickmark.js").Cadence, string>} */
const CADENCES = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
  quarterly: "Every quarter",
  "semi-annual": "Every six months",
  annual: "Every year",
};

/**
 * @param {import("../session.js").Session} session
 * @param {{ error: (field: string) => string | undefined, changed: () => void, timeZone: HTMLInputElement }} page
 */
export function ownRules({ draft, form }, { error, changed, timeZone }) {
  const { policies, cadences } = draft.profile;
  const values = form?.policyValues ?? [];
  const rhythms = form?.cadences ?? [];
  const wrong = values.some(({ id }) => error(`policy-${id}`));
  const count = h("span", { class: "aside", id: "rules-count" });
  const counted = () => {
    const stated = [policies, cadences].flatMap((map) => Object.values(map)).filter(Boolean).length;
    count.textContent = `(optional; ${stated === 0 ? "all assumed so far" : `${stated} stated, the rest assumed`})`;
  };
  counted();
  return h(
    "details",
    { id: "own-rules", open: wrong },
    h("summary", null, "Your own rules ", count),
    h(
      "p",
      { class: "hint" },
      "An auditor tests you against your own written rules. Enter what yours say; whatever stays empty is assumed (△) and marked so.",
    ),
    h("h3", null, "Limits"),
    h(
      "div",
      { class: "pairs" },
      ...values.map(({ id, name, default: assumed, max, reason }) =>
        labelled({
          id: `policy-${id}`,
          label: name,
          hint: `△ ${assumed} assumed until you say. ${reason}`,
          error: error(`policy-${id}`),
          class: "short",
          control: h("input", {
            type: "text",
            inputmode: "numeric",
            autocomplete: "off",
            maxlength: String(max).length + 1,
            value: policies[id] ?? "",
            oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
              policies[id] = event.target.value.trim();
              counted();
              changed();
            },
          }),
        }),
      ),
    ),
    rhythms.length > 0 && h("h3", null, "How often"),
    h(
      "div",
      { class: "pairs" },
      ...rhythms.map(({ control, name, cadence }) =>
        labelled({
          id: `cadence-${control}`,
          label: `${name} (${control})`,
          control: h(
            "select",
            {
              onchange: (/** @type {Event & { target: HTMLSelectElement }} */ event) => {
                cadences[control] = event.target.value;
                counted();
                changed();
              },
            },
            h("option", { value: "", selected: !cadences[control] }, `△ ${CADENCES[cadence]}, assumed until you say`),
            ...Object.entries(CADENCES).map(([value, text]) => h("option", { value, selected: cadences[control] === value }, text)),
          ),
        }),
      ),
    ),
    h("h3", null, "Where your day begins"),
    labelled({
      id: "timeZone",
      label: "Time zone",
      hint: "Decides on which day something near midnight happened. Taken from this browser.",
      control: timeZone,
    }),
  );
}
