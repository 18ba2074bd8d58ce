/** The pages of the site: each in the same frame, its text from `www/pages` or from Markdown. */

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { locales } from "./build-locales.mjs";
import { rendered } from "./build-markdown.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What a page with the engine may do. */
const WITH_ENGINE =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self' blob:; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'";
/** What a page of text may do: be looked at. */
const TEXT = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A page of the site.
 *
 * @typedef {object} Page
 * @property {string} path  in the site
 * @property {string} [name]  in the list of all pages
 * @property {string} [short]  in the navigation, for a page that stands there
 * @property {string} title
 * @property {string} description
 * @property {string[]} sources  HTML of `www/pages`, or Markdown; `#` and a heading take that section alone
 * @property {string} [script]  where the page has the engine
 * @property {string[]} styles
 */

/** @type {Page[]} */
const PAGES = [
  {
    path: "index.html",
    title: "Tickmark: SOC 2 readiness self-check",
    description: "A SOC 2 readiness self-check that runs entirely in your browser.",
    sources: ["www/pages/index.html"],
    script: "site.js",
    styles: ["site.css"],
  },
  {
    path: "sample.html",
    name: "Sample report",
    short: "Sample",
    title: "A sample, and its report · Tickmark",
    description: "A worked company, its saved assessment, its files and the report that follows.",
    sources: ["www/pages/sample.html"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "method.html",
    name: "Method",
    short: "Method",
    title: "Method · Tickmark",
    description: "How levels, forecast and plan come about, so that another person can work them out again.",
    sources: ["docs/method.md", "src/risk/method.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "security.html",
    name: "Security and content security policy",
    short: "Security",
    title: "Security and content security policy · Tickmark",
    description: "What the site allows itself, what each directive is for, and a paragraph to forward to a security team.",
    sources: ["docs/security.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "threat-model.html",
    name: "Threat model and reporting",
    title: "Threat model and reporting · Tickmark",
    description: "Who could attack, what protects, what does not, and how to report a weakness.",
    sources: ["SECURITY.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "embedding.html",
    name: "Embedding",
    short: "Embedding",
    title: "Embedding · Tickmark",
    description: "The self-check on your own page.",
    sources: ["docs/embedding.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "languages.html",
    name: "Languages",
    title: "Languages: add your own · Tickmark",
    description: "The languages of the page and the element, and the steps by which another one is added.",
    sources: ["docs/languages.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "theming.html",
    name: "Theming",
    title: "Theming · Tickmark",
    description: "The custom properties and parts by which the element takes another look.",
    sources: ["docs/theming.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "file-format.html",
    name: "File format",
    title: "The saved assessment · Tickmark",
    description: "Every key of the file that the page saves, with schemas and worked files.",
    sources: ["docs/file-format.md", "questionnaires/README.md#A saved assessment"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "hosting.html",
    name: "Hosting",
    title: "Hosting · Tickmark",
    description: "Where the site can be put, the headers a host may add, and how it works offline.",
    sources: ["docs/hosting.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "calculator.html",
    name: "Sample sizes and upper limits",
    short: "Calculator",
    title: "Sample sizes and upper limits · Tickmark",
    description: "Sample sizes and upper limits for tests of controls, worked out exactly in your browser.",
    sources: ["www/pages/calculator.html"],
    script: "calculator.js",
    styles: ["site.css", "calculator.css"],
  },
  {
    path: "accessibility.html",
    name: "Accessibility",
    title: "Accessibility statement · Tickmark",
    description: "What was checked, how, and what is known to be missing.",
    sources: ["docs/accessibility.md"],
    styles: ["site.css", "page.css"],
  },
  {
    path: "browsers.html",
    name: "Browsers",
    title: "Browsers · Tickmark",
    description: "Which browsers are supported, and how each was checked.",
    sources: ["docs/browsers.md"],
    styles: ["site.css", "page.css"],
  },
];

/** Where a link to a file of the repository leads in the site. */
const PLACES = new Map(PAGES.flatMap(({ path, sources }) => sources.map((source) => /** @type {const} */ ([source.split("#")[0], path]))));

/**
 * Writes every page.
 *
 * @param {string} site
 * @param {{ version: string, picture: string }} parts  `picture` is HTML: what one gets
 */
export async function pages(site, { version, picture }) {
  const frame = await readFile(join(root, "www/pages/frame.html"), "utf8");
  const choice = await languages();
  for (const page of PAGES) {
    const { path, title, description, script, styles } = page;
    const main = await contents(page);
    const head = [...styles.map((name) => `<link rel="stylesheet" href="${name}">`), script && `<script type="module" src="${script}"></script>`];
    const filled = fill(frame, {
      policy: script ? WITH_ENGINE : TEXT,
      description,
      title,
      head: head.filter(Boolean).join("\n    "),
      nav: links(path, "short"),
      languages: script ? choice : "",
      main: main.replace("{{picture}}", () => picture).trimEnd(),
      all: links(path, "name"),
      version,
    });
    await writeFile(join(site, path), filled);
  }
}

/** The choice of a language, for pages with a script that acts on it. */
async function languages() {
  const tags = ["en", ...(await locales())];
  const name = (/** @type {string} */ tag) => new Intl.DisplayNames(tag, { type: "language" }).of(tag);
  const buttons = tags.map((tag) => `<button type="button" lang="${tag}">${name(tag)}</button>`);
  return `\n      <p id="languages" lang="en" hidden>${buttons.join("")}</p>`;
}

/** @param {Page} page */
async function contents({ sources, path }) {
  const texts = await Promise.all(
    sources.map(async (source) => {
      const [file = "", section] = source.split("#");
      const text = await readFile(join(root, file), "utf8");
      return { file, text: section ? sectionOf(text, section, file) : text };
    }),
  );
  if (texts.every(({ file }) => file.endsWith(".html"))) return texts.map(({ text }) => text).join("");
  const link = (/** @type {string} */ target) => (target.startsWith("questionnaires/schema/") ? target.slice("questionnaires/".length) : PLACES.get(target));
  return rendered(texts, { path, link });
}

/**
 * The section under a heading of the second level.
 *
 * @param {string} text
 * @param {string} heading
 * @param {string} file
 */
function sectionOf(text, heading, file) {
  const found = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}\n`));
  if (!found) throw new Error(`${file} has no section ${heading}`);
  return found;
}

/**
 * @param {string} current
 * @param {"short" | "name"} which
 */
function links(current, which) {
  return PAGES.filter((page) => page[which])
    .map((page) => `<li><a href="${page.path}"${page.path === current ? ' aria-current="page"' : ""}>${page[which]}</a></li>`)
    .join("");
}

/**
 * The template with its places filled.
 *
 * @param {string} template
 * @param {Record<string, string>} values
 */
function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the frame has a place {{${name}}} and nothing for it`);
    return value;
  });
}
