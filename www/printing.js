/** Prints the report by itself: a frame with the very document that can be downloaded, and never the page around. */

import { fill } from "./fragment.js";
import { h } from "./dom.js";
import { t } from "./words.js";

/** After so many milliseconds the frame goes, whether the browser has said that it has printed or not. */
const PATIENCE = 600_000;

/**
 * Prints a report. Whether the browser did: in a sandboxed frame without `allow-modals` it does not, and says nothing.
 *
 * @param {string} html  the report as a document
 * @param {ShadowRoot} root  where the frame is put meanwhile
 * @returns {boolean}
 */
export function print(html, root) {
  const [, style = ""] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
  const [, title = ""] = /<title>([^]*?)<\/title>/.exec(html) ?? [];
  const [, body = ""] = /<body[^>]*>([^]*)<\/body>/.exec(html) ?? [];
  const frame = h("iframe", { class: "paper", title: t("The report, to be printed"), "aria-hidden": "true", tabindex: -1 });
  root.append(frame);
  const paper = frame.contentDocument;
  const place = /** @type {(Window & typeof globalThis) | null} */ (frame.contentWindow);
  if (!paper || !place) {
    frame.remove();
    return false;
  }
  // A sheet belongs to the document in which it was made.
  const sheet = new place.CSSStyleSheet();
  sheet.replaceSync(`${style}\n:root { color-scheme: light !important; }`);
  paper.adoptedStyleSheets = [sheet];
  const [, lang = "en", dir = ""] = /<html lang="([\w-]+)"(?: dir="(\w+)")?/.exec(html) ?? [];
  Object.assign(paper.documentElement, { lang, dir });
  const name = paper.createElement("i");
  fill(name, title);
  paper.title = name.textContent ?? "";
  fill(paper.body, body);
  let begun = false;
  place.addEventListener("beforeprint", () => (begun = true));
  const gone = setTimeout(() => frame.remove(), PATIENCE);
  place.addEventListener("afterprint", () => {
    clearTimeout(gone);
    // Not while the browser is still telling the frame.
    setTimeout(() => frame.remove());
  });
  place.print();
  if (begun) return true;
  clearTimeout(gone);
  frame.remove();
  return false;
}
