/** Form controls with label, hint and error, all of them native. */

import { button, h } from "./dom.js";
import { t } from "./words.js";

/**
 * A labelled control.
 *
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} [field.hint]
 * @param {string} [field.error]
 * @param {HTMLElement} field.control
 * @param {string} [field.class]
 */
export function labelled({ id, label, hint, error, control, class: name = "" }) {
  control.id = id;
  describe(control, id, hint, error);
  return h(
    "div",
    { class: `field ${name}` },
    h("label", { for: id }, label),
    hint && h("p", { class: "hint", part: "hint", id: `${id}-hint` }, hint),
    error && errorText(id, error),
    control,
  );
}

/**
 * A group of radios under a legend.
 *
 * @param {object} group
 * @param {string} group.id
 * @param {Node | string} group.legend
 * @param {string} [group.hint]
 * @param {string} [group.error]
 * @param {(Node | false | undefined)[]} group.options
 */
export function radios({ id, legend, hint, error, options }) {
  const set = h(
    "fieldset",
    { class: "field", part: "question", id },
    h("legend", { part: "legend" }, legend),
    hint && h("p", { class: "hint", part: "hint", id: `${id}-hint` }, hint),
    error && errorText(id, error),
    ...options,
  );
  describe(set, id, hint, error);
  // A name of its own in every drawing: Chromium keeps a place in each group of radios, and where the radios have been
  // replaced by others of the same name, Tab leaves the whole group out.
  drawings += 1;
  for (const one of set.querySelectorAll("input")) one.name += `-${drawings}`;
  return set;
}

let drawings = 0;

/**
 * One radio with its text; the whole line is its label.
 *
 * @param {object} one
 * @param {string} one.name
 * @param {string} one.value
 * @param {string} one.text
 * @param {boolean} one.checked
 * @param {string} [one.id]
 * @param {() => void} one.onchange
 */
export function radio({ name, value, text, checked, id, onchange }) {
  const control = h("input", { type: "radio", id: id ?? `${name}-${value}`, name, value, checked, onchange });
  return h("label", { class: "option", part: "option" }, control, h("span", null, text));
}

/**
 * One checkbox with its text; the whole line is its label.
 *
 * @param {object} one
 * @param {string} one.id
 * @param {string} one.text
 * @param {boolean} one.checked
 * @param {boolean} [one.disabled]
 * @param {(checked: boolean) => void} one.onchange
 */
export function checkbox({ id, text, checked, disabled, onchange }) {
  const control = h("input", { type: "checkbox", id, checked, disabled, onchange: () => onchange(control.checked) });
  return h("label", { class: "option", part: "option" }, control, h("span", null, text));
}

/**
 * The problems of a screen, above it, each linked to its control.
 *
 * @param {{ field: string, text: string }[]} problems
 * @param {(field: string) => HTMLElement | null} find
 */
export function errorSummary(problems, find) {
  const heading = h("h2", null, t("Please look at this again"));
  const items = problems.map(({ field, text }) => 
    h("li", { id: `${field}-link` }, button(text, () => focusIn(find(field)), { class: "link" })),
  );
  return h("div", { class: "summary", part: "error-summary", id: "summary" }, heading, h("ul", null, ...items));
}

/**
 * Moves the focus to a control, or to the first one of a group.
 *
 * @param {HTMLElement | null} element
 */
function focusIn(element) {
  const control = element?.matches("fieldset") ? element.querySelector("input") : element;
  control?.focus();
}

/**
 * @param {HTMLElement} control
 * @param {string} id
 * @param {string} [hint]
 * @param {string} [error]
 */
function describe(control, id, hint, error) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  if (ids) control.setAttribute("aria-describedby", ids);
  if (error && control.tagName !== "FIELDSET") control.setAttribute("aria-invalid", "true");
}

/**
 * @param {string} id
 * @param {string} text
 */
function errorText(id, text) {
  return h("p", { class: "error", id: `${id}-error` }, text);
}
