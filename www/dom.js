/** Builds elements without markup strings, so that no text can ever become markup. */

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * An element. Names of `props` starting with `on` are listeners; `class`, `for`, `aria-*`, `data-*` and other
 * attributes are set as such; `true` sets an attribute without a value, `false` and `undefined` leave it away.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any> | null} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Node} parent
 * @param {(Child | Child[])[]} children
 */
function append(parent, children) {
  for (const child of children.flat()) {
    if (child === false || child === null || child === undefined) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * A button that is never a submit button.
 *
 * @param {string} label
 * @param {(event: Event) => void} onclick
 * @param {Record<string, any>} [props]
 */
export function button(label, onclick, props) {
  return h("button", { type: "button", onclick, ...props }, label);
}

/**
 * A mark of the legend: the symbol for the eye, the word for the ear.
 *
 * @param {string} symbol
 * @param {string} word
 */
export function mark(symbol, word) {
  return h(
    "span",
    { class: symbol === "✗" ? "mark bad" : "mark" },
    h("span", { "aria-hidden": "true" }, symbol),
    h("span", { class: "hidden" }, `${word} `),
  );
}

/** What comes from the engine in English, whatever language the page has. */
export const english = { lang: "en", dir: "ltr" };

/**
 * Moves the focus to something that is not a control, such as a heading, without moving the page.
 *
 * @param {HTMLElement | null} element
 */
export function focusOn(element) {
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
