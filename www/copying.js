/** The report for the clipboard, as programs for documents take it: with headings and tables, and without pictures. */

/**
 * Puts the report on the clipboard, formatted and as Markdown. Throws where the browser does not allow that.
 *
 * @param {HTMLElement} article
 * @param {Promise<string>} markdown  may still be on its way: the click is what allows to copy
 */
export async function copyForDocuments(article, markdown) {
  const blob = (/** @type {string} */ text, /** @type {string} */ type) => new Blob([text], { type });
  const plain = markdown.then((text) => blob(text, "text/plain"));
  // Where there is no clipboard, nobody waits for it.
  plain.catch(() => undefined);
  const item = new ClipboardItem({ "text/html": blob(forDocuments(article), "text/html"), "text/plain": plain });
  await navigator.clipboard.write([item]);
}

/**
 * The article as HTML for another document: its pictures, of which each has its table, and links into itself are left out.
 *
 * @param {HTMLElement} article
 */
export function forDocuments(article) {
  const copy = /** @type {HTMLElement} */ (article.cloneNode(true));
  for (const picture of copy.querySelectorAll(".tm-chart, svg, img")) picture.remove();
  for (const link of copy.querySelectorAll('a[href^="#"]')) link.replaceWith(...link.childNodes);
  for (const details of copy.querySelectorAll("details")) details.open = true;
  for (const box of copy.querySelectorAll('.chapter, .scroll, [role="region"]')) box.replaceWith(...box.childNodes);
  for (const one of copy.querySelectorAll("*")) for (const name of ["id", "class", "tabindex", "role", "part"]) one.removeAttribute(name);
  return [...copy.children].map((one) => one.outerHTML).join("\n");
}
