/** What comes from outside while the reader is somewhere: a saved file, a link, files of several people, a sample. */

import { addSheet } from "./styles.js";
import { LATER } from "./styles-later.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Problem} Problem
 * @typedef {object} Coming
 * @property {import("./session.js").Session} session
 * @property {ShadowRoot} root
 * @property {import("./guide.js").Guide} guide
 * @property {() => boolean} isWanted  whether the reader has not gone on elsewhere meanwhile
 */

/**
 * Shows a saved assessment as a sample. Gives the problems for which it cannot be shown.
 *
 * @param {Coming} coming
 * @param {string} text  of the saved file
 * @param {string} about  what the sample is, in a sentence
 */
export async function showSample({ session, guide }, text, about) {
  const { show } = await import("./sample.js");
  const problems = await show(session, text, about);
  guide.shown(problems.length === 0);
  return problems;
}

/**
 * Opens what came in a link, as far as that goes without the reader: a summary stands in the place of the step until
 * the reader goes on, and only what the reader says takes the place of anything.
 *
 * @param {Coming} coming
 * @param {string} text
 * @param {string} [name]  of the file that it stands in
 */
export async function openLink({ session, root, guide, isWanted }, text, name) {
  const { receive } = await import("./receiving.js");
  addSheet(root, LATER);
  const show = (/** @type {(() => HTMLElement) | undefined} */ make) => isWanted() && guide.show(make);
  /** @type {Problem[]} */
  const found = [];
  await receive(session, text, {
    show,
    leave: () => show(undefined),
    refuse: (problems, wanted) => {
      found.push(...problems);
      if (isWanted()) guide.told(problems, name ?? t("The link"), wanted);
    },
    open: async (document, asked) => {
      if (isWanted()) found.push(...(await guide.open(new File([JSON.stringify(document)], name ?? t("what the link holds")), asked)));
    },
  });
  return found;
}

/**
 * Opens a saved file, or one that holds a link. Gives the problems for which it was refused.
 *
 * @param {Coming} coming
 * @param {File} file
 * @param {boolean} asking  whether the reader is asked before it takes the place of anything
 */
export async function open({ session, guide, isWanted }, file, asking) {
  const link = await linkIn(file);
  if (link && isWanted()) return guide.openLink(link, file.name);
  const opened = await session.read(file, isWanted);
  const { problems, wanted, draft } = opened;
  const { later } = session;
  const put = () => {
    if (draft) session.put(draft, [t("Opened {name}.", { name: file.name }), opened.left].filter(Boolean).join(" "));
    guide.told(problems, file.name, wanted);
  };
  if (!draft || !asking || !later?.asks(session, opened, file.name, put, guide)) put();
  return problems;
}

/**
 * Shows what several people's files of one assessment hold, in the place of the step; only what the reader says takes the place of
 * anything. Gives the problems for which they were refused.
 *
 * @param {Coming} coming
 * @param {File[]} files
 */
export async function merge({ session, root, guide, isWanted }, files) {
  const { respondents } = await import("./respondents.js");
  addSheet(root, LATER);
  /** @type {Problem[]} */
  const found = [];
  const show = (/** @type {(() => HTMLElement) | undefined} */ make) => isWanted() && guide.show(make);
  await respondents(session, files, {
    show,
    leave: () => show(undefined),
    refuse: (name, problems, wanted) => {
      found.push(...problems);
      if (isWanted()) guide.told(problems, name, wanted);
    },
    open: (file) => (isWanted() ? guide.open(file, false) : Promise.resolve([])),
  });
  return found;
}

/**
 * The link that a file holds; nothing for a file that holds something else. A link has neither blanks nor what JSON begins with.
 *
 * @param {File} file
 */
async function linkIn(file) {
  const begin = (await file.slice(0, 4000).text()).trim();
  return /^([^\s#{["]*#)?t\d\w*\./.test(begin) ? (await file.text()).trim() : undefined;
}
