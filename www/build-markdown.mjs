/** Markdown as HTML of a page: no HTML of its own, headings with ids, tables that scroll, links that lead somewhere. */

import { posix } from "node:path";
import MarkdownIt from "markdown-it";

/** @typedef {import("markdown-it").Token} Token */

/** With fewer sections than this a page needs no list of them. */
const LISTED = 4;

/**
 * Texts one after the other as one page; the headings of all but the first are those of parts of it.
 *
 * @param {{ file: string, text: string }[]} texts
 * @param {{ path: string, link: (target: string) => string | undefined }} to  the page, and where a file of the repository is in the site
 */
export function rendered(texts, { path, link }) {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  framed(markdown);
  const ids = new Set(["main"]);
  /** @type {{ listed: boolean, id: string, text: string }[]} */
  const headings = [];
  const parsed = texts.map(({ file, text }, index) => {
    // Comments are for those who edit the text.
    const tokens = markdown.parse(text.replace(/^<!--.*?-->\n/gms, ""), {});
    const shift = index > 0 && /^# /m.test(text) ? 1 : 0;
    for (const [at, token] of tokens.entries()) {
      if (!/^heading_(open|close)$/.test(token.type)) continue;
      const level = Number(token.tag.slice(1)) + shift;
      token.tag = `h${level}`;
      const inline = tokens[at + 1];
      if (token.type === "heading_close" || !inline) continue;
      const heading = plain(inline);
      const id = unused(slug(heading), ids);
      token.attrSet("id", id);
      headings.push({ listed: level === 2 + shift, id, text: heading });
    }
    return { file, tokens };
  });
  const html = parsed.map(({ file, tokens }) => {
    for (const token of tokens) leading(token.children ?? [], file, { path, link, ids });
    return markdown.renderer.render(tokens, markdown.options, {});
  });
  const sections = headings.filter(({ listed }) => listed);
  const list = sections.map(({ id, text }) => `<li><a href="#${id}">${markdown.utils.escapeHtml(text)}</a></li>`).join("");
  const contents = sections.length < LISTED ? "" : `<nav class="contents" aria-label="On this page"><ul>${list}</ul></nav>\n`;
  const whole = html.join("\n");
  // After the first paragraphs, which say what the page is for.
  const [before = "", ...rest] = whole.split(/(?=<h2 )/);
  return `<div class="text">\n${before}${contents}${rest.join("")}</div>`;
}

/**
 * Tables and code that are wider than the window scroll by themselves, and can be reached by the keyboard.
 *
 * @param {InstanceType<typeof MarkdownIt>} markdown
 */
function framed(markdown) {
  const { rules } = markdown.renderer;
  let tables = 0;
  rules["table_open"] = () => `<section class="scroll" tabindex="0" aria-label="Table ${(tables += 1)}"><table>\n`;
  rules["table_close"] = () => "</table></section>\n";
  let codes = 0;
  rules["fence"] = rules["code_block"] = (tokens, at) =>
    `<section class="scroll" tabindex="0" aria-label="Code ${(codes += 1)}"><pre><code>${markdown.utils.escapeHtml(tokens[at]?.content ?? "")}</code></pre></section>\n`;
  // A head without a word is no head.
  let isHead = true;
  rules["th_open"] = (tokens, at) => {
    isHead = (tokens[at + 1]?.content ?? "") !== "";
    return isHead ? '<th scope="col">' : "<td>";
  };
  rules["th_close"] = () => (isHead ? "</th>" : "</td>");
  rules["td_open"] = () => "<td>";
}

/**
 * Lets links lead to where their target is in the site; what the site does not have stays as words.
 *
 * @param {Token[]} tokens
 * @param {string} file
 * @param {{ path: string, link: (target: string) => string | undefined, ids: Set<string> }} to
 */
function leading(tokens, file, { path, link, ids }) {
  let open = true;
  for (const token of tokens) {
    if (token.type === "link_close" && !open) token.hidden = true;
    if (token.type !== "link_open") continue;
    const href = String(token.attrGet("href"));
    const [target = "", hash = ""] = href.split("#");
    const found = target === "" ? path : link(posix.normalize(posix.join(posix.dirname(file), target)));
    const place = found === path ? (ids.has(hash) ? `#${hash}` : undefined) : found && [found, hash].filter(Boolean).join("#");
    const leads = /^(https:|mailto:)/.test(href) ? href : place;
    open = leads !== undefined;
    token.attrSet("href", leads ?? "");
    token.hidden = !open;
  }
}

/** The words of an inline token. @param {Token} token */
function plain(token) {
  return (token.children ?? []).map(({ type, content }) => (type === "text" || type === "code_inline" ? content : "")).join("");
}

/** @param {string} text */
function slug(text) {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return /^[a-z]/.test(words) ? words : `part-${words}`;
}

/**
 * @param {string} id
 * @param {Set<string>} used
 */
function unused(id, used) {
  let free = id;
  for (let count = 2; used.has(free); count++) free = `${id}-${count}`;
  used.add(free);
  return free;
}
