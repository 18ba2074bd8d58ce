/** The company's own rules: limits and rhythms, each assumed until it is stated. */

import { h } from "../dom.js";
import { labelled } from "../fields.js";
import { plural, t, woven } from "../words.js";

/** @returns {Record<import("../tickmark.js").Cadence, string>} */
const cadenceNames = () => ({
  daily: t("Every day"),
  weekly: t("Every week"),
  monthly: t("Every month"),
  quarterly: t("Every quarter"),
  "semi-annual": t("Every six months"),
  annual: t("Every year"),
});

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
    count.textContent = stated === 0 ? t("(optional; all assumed so far)") : plural(stated, "(optional; {count} stated, the rest assumed)", "(optional; {count} stated, the rest assumed)");
  };
  counted();
  return h(
    "details",
    { id: "own-rules", open: wrong },
    h("summary", null, ...woven(t("Your own rules {count}"), { count })),
    h(
      "p",
      { class: "hint" },
      t("An auditor tests you against your own written rules. Enter what yours say; whatever stays empty is assumed (△) and marked so."),
    ),
    h("h3", null, t("Limits")),
    h(
      "div",
      { class: "pairs" },
      ...values.map(({ id, name, default: assumed, max, reason }) =>
        labelled({
          id: `policy-${id}`,
          label: name,
          hint: t("△ {assumed} assumed until you say. {reason}", { assumed, reason: reason ?? "" }),
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
    rhythms.length > 0 && h("h3", null, t("How often")),
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
            h("option", { value: "", selected: !cadences[control] }, t("△ {cadence}, assumed until you say", { cadence: cadenceNames()[cadence] })),
            ...Object.entries(cadenceNames()).map(([value, text]) => h("option", { value, selected: cadences[control] === value }, text)),
          ),
        }),
      ),
    ),
    h("h3", null, t("Where your day begins")),
    labelled({
      id: "timeZone",
      label: t("Time zone"),
      hint: t("Decides on which day something near midnight happened. Taken from this browser."),
      control: timeZone,
    }),
  );
}
