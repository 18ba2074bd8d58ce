/** The attributes of the element as properties of the same meaning. */

export const TEXTS = ["questionnaire", "src", "color-scheme", "storage", "storage-key", "name", "exports", "preload", "as-of", "share", "share-base"];
export const SWITCHES = ["readonly", "disabled", "required"];

/** Attributes that are looked at again whenever they change; the others count when the element is connected. */
export const WATCHED = ["lang", "readonly", "required", "exports", "as-of", "questionnaire", "share", "share-base"];

/** `storageKey` for `storage-key`. @param {string} attribute */
function property(attribute) {
  return attribute === "readonly" ? "readOnly" : attribute.replace(/-./, (two) => two.charAt(1).toUpperCase());
}

/**
 * The language that is said nearest around an element, across shadow roots; empty where none is.
 *
 * @param {Element} element
 */
export function languageOf(element) {
  for (let at = /** @type {Element | undefined} */ (element); at; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
    const found = at.closest("[lang]");
    if (found) return found.getAttribute("lang") ?? "";
  }
  return "";
}

/** What a page may have set on an element before it was defined. */
export const SETTABLE = [...TEXTS, ...SWITCHES].map(property).concat("answers", "profile", "assessment", "brand", "templates", "messages");

/**
 * Gives a class of elements a property for each of its attributes.
 *
 * @param {typeof HTMLElement} type
 */
export function reflect(type) {
  for (const attribute of [...TEXTS, ...SWITCHES]) {
    const isSwitch = SWITCHES.includes(attribute);
    Object.defineProperty(type.prototype, property(attribute), {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        return isSwitch ? this.hasAttribute(attribute) : (this.getAttribute(attribute) ?? "");
      },
      /** @this {HTMLElement} @param {any} value */
      set(value) {
        if (isSwitch ? value : value !== null && value !== undefined) this.setAttribute(attribute, isSwitch ? "" : value);
        else this.removeAttribute(attribute);
      },
    });
  }
}
