/** Puts the engine's HTML into a document, where a page may allow no text to become markup by itself. */

const SVG = "http://www.w3.org/2000/svg";
const EMPTY = new Set(["br", "col", "hr", "img", "input", "link", "meta", "wbr"]);
/** What would run or load something; the engine writes none of it. */
const NEVER = /^(script|iframe|object|embed|base|link|meta|style)$/i;
const TOKEN = /<!--[^]*?-->|<\/([a-z][a-z0-9-]*)\s*>|<([a-z][a-z0-9-]*)((?:\s+[a-z][\w:.-]*(?:="[^"]*")?)*)\s*(\/?)>|([^<]+|<)/giy;
const ATTRIBUTE = /([a-z][\w:.-]*)(?:="([^"]*)")?/gi;
/** @type {Record<string, string>} */
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"' };

/**
 * Fills an element with what the engine wrote: by the browser's own sanitiser where there is one, else node by node. Both
 * work where Trusted Types are required and no policy is allowed.
 *
 * @param {Element} element
 * @param {string} html  of the engine: every text in it is escaped, every attribute in double quotes
 */
export function fill(element, html) {
  if ("setHTML" in element) {
    // Everything but what could run a script.
    /** @type {any} */ (element).setHTML(html, { sanitizer: {} });
  } else {
    /** @type {Element} */ (element).replaceChildren(built(html, /** @type {Element} */ (element).ownerDocument));
  }
}

/**
 * The nodes of the engine's HTML, made one by one.
 *
 * @param {string} html
 * @param {Document} document
 */
export function built(html, document) {
  const root = document.createDocumentFragment();
  /** @type {(Element | DocumentFragment)[]} */
  const open = [root];
  const top = () => /** @type {Element | DocumentFragment} */ (open.at(-1));
  for (const [, closed, opened, attributes = "", self, text] of html.matchAll(TOKEN)) {
    if (text !== undefined) {
      top().append(unescaped(text));
    } else if (closed) {
      const at = open.findLastIndex((one) => one instanceof Element && one.localName === closed);
      if (at > 0) open.length = at;
    } else if (opened) {
      const around = top();
      const svg = opened === "svg" || (around instanceof Element && around.namespaceURI === SVG);
      const element = svg ? document.createElementNS(SVG, opened) : document.createElement(opened);
      for (const [, name = "", value = ""] of attributes.matchAll(ATTRIBUTE)) {
        if (isHarmless(name, value)) element.setAttribute(name, unescaped(value));
      }
      if (!NEVER.test(opened)) around.append(element);
      if (!self && !EMPTY.has(opened)) open.push(element);
    }
  }
  return root;
}

/**
 * @param {string} name
 * @param {string} value
 */
function isHarmless(name, value) {
  return !/^(on|style$|srcdoc$)/i.test(name) && !/^\s*(javascript|data|vbscript):/i.test(unescaped(value));
}

/**
 * The text that was written with references for some of its characters.
 *
 * @param {string} text
 */
function unescaped(text) {
  return text.replace(/&(?:#(x?)([0-9a-f]+)|([a-z]+));/gi, (whole, hex, code, name) =>
    name ? (NAMED[name] ?? whole) : String.fromCodePoint(parseInt(code, hex ? 16 : 10)),
  );
}
