/** The report as an article of the page. */

import { english, focusOn, h } from "../dom.js";
import { fill } from "../fragment.js";
import { languageOfReport } from "../readers.js";
import { spoken, t } from "../words.js";

/** @typedef {import("../session.js").Session} Session */

/** The latest article of each self-check, what it was made of, and in which language. @type {WeakMap<Session, { text: string, language: string, element: HTMLElement }>} */
const articles = new WeakMap();

/**
 * The engine's fragment, which has every text escaped, as an article. Its links lead to places inside of it, which a
 * browser does not find in a shadow root by itself. Tables get names of their own, and scroll where they are too wide.
 *
 * @param {Session} session
 * @param {string} fragment
 */
export function article(session, fragment) {
  const before = articles.get(session);
  if (before?.text === fragment && before.language === spoken()) return before.element;
  const lang = languageOfReport(session);
  const element = h("article", { class: "report", part: "report", id: "report", ...(lang === "en" ? english : { lang }) });
  fill(element, fragment);
  // The corner above a column of names heads nothing.
  for (const corner of element.querySelectorAll("th")) if (!corner.textContent?.trim()) corner.replaceWith(h("td", null));
  for (const [index, table] of element.querySelectorAll("table").entries()) {
    const caption = table.caption?.textContent ?? headingBefore(table, element) ?? "";
    const box = table.closest('[role="region"]') ?? h("div", { class: "scroll", tabindex: 0, role: "region" });
    box.setAttribute("aria-label", t("Table {number}: {caption}", { number: index + 1, caption }));
    if (box.contains(table)) continue;
    table.replaceWith(box);
    box.append(table);
  }
  // Each heading with what stands below it, so that the browser lays out no more than is looked at.
  let chapter = h("div", { class: "chapter" });
  for (const node of [...element.children]) {
    if (/^H[23]$/.test(node.tagName)) chapter = h("div", { class: "chapter" });
    chapter.append(node);
    if (!chapter.parentNode) element.append(chapter);
  }
  element.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href^="#"]');
    const target = link && element.querySelector(`[id="${CSS.escape(link.getAttribute("href")?.slice(1) ?? "")}"]`);
    if (!target) return;
    event.preventDefault();
    focusOn(/** @type {HTMLElement} */ (target));
    target.scrollIntoView({ block: "start" });
  });
  articles.set(session, { text: fragment, language: spoken(), element });
  return element;
}

/**
 * The text of the last heading before a node, which names it.
 *
 * @param {Element} node
 * @param {Element} root
 */
function headingBefore(node, root) {
  const before = [...root.querySelectorAll("h2, h3, h4")].filter(
    (heading) => heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return before.at(-1)?.textContent;
}
