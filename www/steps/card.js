/** One evidence file as a card: how it was read, and what its tests found. */

import { isDate, longDate } from "../dates.js";
import { button, english, h, mark } from "../dom.js";
import { stoppedText } from "../exhibits.js";
import { problemList } from "../problems.js";
import { labelled } from "../fields.js";
import { mappingForm } from "./mapping.js";
import { list, number, plural, t, woven } from "../words.js";

/**
 * @typedef {import("../exhibits.js").Exhibits} Exhibits
 * @typedef {import("../tickmark.js").Entry} Entry
 * @typedef {import("../tickmark.js").Workpaper} Workpaper
 * @typedef {import("../tickmark.js").Cell} Cell
 * @typedef {Map<number, string>} Names  labels of rows
 */

/**
 * @param {Exhibits} exhibits
 * @param {Entry} entry
 * @param {number} index
 * @param {Entry[]} all
 */
export function card(exhibits, entry, index, all) {
  const name = entry.file?.name ?? entry.title;
  const key = exhibits.keyOf(entry);
  const names = new Map((key ?? []).flatMap(({ row, label }) => (row === undefined ? [] : [[row, label]])));
  const pseudonyms = new Map((key ?? []).flatMap(({ pseudonym, label }) => (pseudonym ? [[pseudonym, label]] : [])));
  const cited = entry.workpapers.some((paper) => paper.deviations?.length || paper.undecided?.length);
  return h(
    "article",
    { class: "card", "aria-labelledby": `card-${index}` },
    h(
      "div",
      { class: "card-head" },
      h("h3", { id: `card-${index}` }, entry.title),
      button(t("Remove"), () => exhibits.removeEvidence(entry), { id: `remove-${entry.id}`, class: "link", "aria-label": t("Remove {file}", { file: name }) }),
    ),
    replaced(entry, all),
    again(exhibits, entry, index, all),
    facts(entry),
    exhibits.isStale(entry) &&
      h("p", { class: "note" }, t("Read for another window or other limits. Drop the file again to bring it up to date.")),
    (exhibits.held.asked.get(entry.id) ?? []).map((text) => h("p", { class: "note" }, mark("?", t("Not known:")), h("span", english, text))),
    askDay(exhibits, entry, index),
    askOrder(exhibits, entry, index),
    change(exhibits, entry, index, name),
    entry.workpapers.map((paper, at) => workpaper(paper, names, pseudonyms, name, `paper-${index}-${at}`)),
    cited &&
      h(
        "p",
        { class: "hint" },
        key
          ? t("Names stand here only. They stay in this tab; what is saved and reported has row numbers and pseudonyms.")
          : t("Names are not kept. Drop the file again to see who stands in which row."),
      ),
  );
}

/**
 * A file that could not be used.
 *
 * @param {import("../exhibits.js").Refused} refused
 * @param {() => void} dismiss
 */
export function refusedCard({ name, problems }, dismiss) {
  return h(
    "article",
    { class: "card refused" },
    h(
      "div",
      { class: "card-head" },
      h("h3", null, t("{file} was not used", { file: name })),
      button(t("Dismiss"), dismiss, { class: "link", "aria-label": t("Dismiss {file}", { file: name }) }),
    ),
    problemList(problems),
  );
}

/**
 * A file that the reader stopped.
 *
 * @param {string} name
 * @param {() => void} dismiss
 */
function stoppedCard(name, dismiss) {
  return h(
    "article",
    { class: "card quiet" },
    h("div", { class: "card-head" }, h("p", null, stoppedText(name)), button(t("Dismiss"), dismiss, { class: "link", "aria-label": t("Dismiss {file}", { file: name }) })),
  );
}

/**
 * @param {Entry} entry
 * @param {Entry[]} all
 */
function replaced({ id }, all) {
  const by = all.find((one) => one.supersedes === id && one.id !== id);
  return by && h("p", { class: "note" }, t("Counts for nothing: “{title}” takes its place.", { title: by.title }));
}

/**
 * Whether it is a newer version of a file of the same name, which would else be tested beside it.
 *
 * @param {Exhibits} exhibits
 * @param {Entry} entry
 * @param {number} index
 * @param {Entry[]} all
 */
function again(exhibits, entry, index, all) {
  const { file, format } = entry;
  if (!file || !format || entry.supersedes) return undefined;
  const before = all.slice(0, index).findLast((one) => one.file?.name === file.name && one.format?.id === format.id);
  if (!before || before.file?.sha256 === file.sha256 || all.some(({ supersedes }) => supersedes === before.id)) return undefined;
  return h(
    "p",
    { class: "note" },
    t("Another file called {file} is here too, and both are tested. Is this one newer?", { file: file.name }),
    " ",
    button(t("It takes the place of the other"), () => exhibits.supersede(entry, before), { id: `newer-${entry.id}` }),
  );
}

/**
 * What is said of it and cannot be seen in it.
 *
 * @param {Entry} entry
 * @returns {[string, string | false | undefined][]}
 */
function said(entry) {
  const { source, exportedBy, exportedAt, completeness, systemScope, owner, reviewer, link, supersedes, terms } = entry;
  const join = (/** @type {(string | false | undefined)[]} */ ...parts) => parts.filter(Boolean).join(", ");
  const span = terms?.window && t("{from} to {to}", { from: longDate(terms.window.start), to: longDate(terms.window.end) });
  return [
    [t("Source"), source && join(source.system, source.report, source.query)],
    [t("Exported"), join(exportedBy, exportedAt)],
    [t("Rows in the source"), completeness && join(number(completeness.rowsInSource), completeness.method)],
    [t("Systems"), systemScope?.join(", ")],
    [t("Owner"), owner],
    [t("Reviewed"), reviewer && join(reviewer.name, reviewer.at, reviewer.decision)],
    [t("Attested"), entry.attestations?.map(({ by, role, at, statement }) => t("{who}: “{statement}”", { who: join(by, role, at), statement })).join("; ")],
    [t("Kept at"), link],
    [t("Takes the place of"), supersedes],
    [t("Its list is for"), terms && join(terms.organisation, span, terms.timeZone)],
  ];
}

/** The first of many names, and how many there are beside them. @param {string[]} names */
function some(names) {
  const rest = names.length - 12;
  return rest > 0 ? plural(rest, "{names} and {count} more", "{names} and {count} more", { names: names.slice(0, 12).join(", ") }) : list(names);
}

/** @param {Entry} entry */
function facts(entry) {
  const { file, format, asOf, asOfBasis, covers, rows, system, controls } = entry;
  const counts = rows && [
    t("{count} read", { count: rows.parsed }),
    rows.duplicates > 0 && t("{count} repeated", { count: rows.duplicates }),
    rows.rejected > 0 && t("{count} not readable", { count: rows.rejected }),
  ];
  const day =
    asOf && asOfBasis !== "unknown"
      ? asOfBasis === "stated"
        ? t("{day}, ○ stated by you", { day: longDate(asOf) })
        : asOfBasis === "in-file"
          ? t("{day}, ✓ in the file", { day: longDate(asOf) })
          : longDate(asOf)
      : t("? not known");
  const days = covers?.found ?? covers?.stated;
  /** @type {[string, string | false | undefined][]} */
  const lines = [
    [t("File"), file && [file.name, file.bytes !== undefined && size(file.bytes)].filter(Boolean).join(", ")],
    [t("Recognised as"), format ? `${format.name} (${format.container}), ${format.trust}` : t("○ Listed in a manifest; its contents were not opened")],
    days && !asOf ? [t("Shows"), t("{from} to {to}", { from: longDate(days.start), to: longDate(days.end) })] : [t("Shows the day"), day],
    [t("Rows"), counts && counts.filter(Boolean).join(", ")],
    [t("Columns not read"), rows?.columnsIgnored && some(rows.columnsIgnored)],
    [t("System"), system],
    [t("Bears on"), list(controls)],
    ...said(entry).map(([term, text]) => /** @type {[string, string | false | undefined]} */ ([term, text && `○ ${text}`])),
  ];
  return h(
    "dl",
    { class: "facts" },
    ...lines.flatMap(([term, text]) => (text ? [h("div", null, h("dt", null, term), h("dd", null, text))] : [])),
  );
}

/**
 * The question for the day of a file that does not say it.
 *
 * @param {Exhibits} exhibits
 * @param {Entry} entry
 * @param {number} index
 */
function askDay(exhibits, entry, index) {
  if (entry.workpapers.length === 0 || entry.asOfBasis === "in-file") return undefined;
  if (exhibits.held.files.has(entry.id) && !exhibits.held.days.has(entry.id)) return undefined;
  if (!exhibits.held.files.has(entry.id)) {
    return entry.asOf ? undefined : h("p", { class: "note" }, t("Drop the file again to say which day it shows."));
  }
  const id = `day-${index}`;
  const control = h("input", { type: "date", value: entry.asOf ?? "" });
  const use = () => isDate(control.value) && exhibits.state(entry, { asOf: control.value });
  return h(
    "form",
    {
      class: "row bottom",
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        use();
      },
    },
    labelled({
      id,
      label: t("On which day was this exported?"),
      hint: entry.asOf ? undefined : t("What depends on that day is not counted in the report until it is said."),
      control,
    }),
    h("button", { type: "submit", id: `${id}-use` }, t("Use this day")),
  );
}

/**
 * The question whether day or month stands first.
 *
 * @param {Exhibits} exhibits
 * @param {Entry} entry
 * @param {number} index
 */
function askOrder(exhibits, entry, index) {
  if (!exhibits.held.orders.has(entry.id)) return undefined;
  const choose = (/** @type {boolean} */ dayFirst) => exhibits.state(entry, { dayFirst });
  return h(
    "div",
    { class: "row bottom" },
    button(t("The day stands first (31/12)"), () => choose(true), { id: `order-${index}-day` }),
    button(t("The month stands first (12/31)"), () => choose(false), { id: `order-${index}-month` }),
  );
}

/**
 * The columns of a list, to be read as something else.
 *
 * @param {Exhibits} exhibits
 * @param {Entry} entry
 * @param {number} index
 * @param {string} name
 */
function change(exhibits, entry, index, name) {
  const { held } = exhibits;
  const mapping = held.mappings.get(entry.id);
  if (!mapping || !held.files.get(entry.id)?.size) return undefined;
  const open = held.opened.get(entry.id);
  const id = `columns-${index}`;
  const toggle = () => exhibits.change(entry);
  if (!open) return button(t("Change how it is read"), toggle, { class: "link", id, "aria-label": t("Change how it is read: {file}", { file: name }) });
  const preview = held.desk.preview.bind(held.desk, open.table);
  const confirm = (/** @type {import("../tickmark.js").Mapping} */ chosen) => {
    const { dayFirst } = chosen;
    exhibits.state(entry, { mapping: chosen, ...(dayFirst !== undefined && { dayFirst }) });
  };
  return mappingForm(open, { id, file: name, mapping, preview, confirm, cancel: toggle });
}

/**
 * A table that no format recognises.
 *
 * @param {Exhibits} exhibits
 * @param {import("../exhibits.js").Refused} refused
 * @param {number} index
 */
export function unknownCard(exhibits, refused, index) {
  const { name, problems, open } = refused;
  const dismiss = () => exhibits.dismiss(refused);
  if (refused.stopped) return stoppedCard(name, dismiss);
  if (!open) return refusedCard(refused, dismiss);
  const { desk } = exhibits.held;
  const told = problems.filter(({ code }) => code !== "unknown-format");
  return h(
    "article",
    { class: "card", "aria-labelledby": `unknown-${index}` },
    h("h3", { id: `unknown-${index}` }, t("{file}: what is in it?", { file: name })),
    h("p", null, t("No export that is known has these columns. Say what it is a list of and which column is what: until then nothing in it is tested.")),
    told.length > 0 && problemList(told),
    mappingForm(open, { id: `map-${index}`, file: name, preview: desk.preview.bind(desk, open.table), changed: (said) => exhibits.unfinished.begin(name, "mapped", said), confirm: (mapping) => exhibits.map(refused, mapping), cancel: dismiss }),
  );
}

/**
 * @param {Workpaper} paper
 * @param {Names} names
 * @param {Map<string, string>} pseudonyms
 * @param {string} file
 * @param {string} id
 */
function workpaper(paper, names, pseudonyms, file, id) {
  const { deviations = [], undecided = [], excluded = [], parameters = [], limits = [] } = paper;
  const deviating = deviations.length + (paper.moreDeviations ?? 0);
  const open = undecided.length + (paper.moreUndecided ?? 0);
  // The count is put in afterwards, as an element.
  const held = { count: "{count}" };
  const bold = (/** @type {number} */ count) => ({ count: h("b", null, number(count)) });
  /** @type {[Node | false, number, string][]} */
  const figures = [
    [deviations.length === 0 && mark("✓", t("Observed:")), paper.tested, plural(paper.tested, "{count} tested", "{count} tested", held)],
    [mark("✗", t("Deviation:")), deviating, plural(deviating, "{count} deviation", "{count} deviations", held)],
    [mark("?", t("Not known:")), open, plural(open, "{count} undecided", "{count} undecided", held)],
  ];
  const left = excluded.map(({ reason, count }) => plural(count, "{count} left out: {reason}", "{count} left out: {reason}", { reason }));
  const used = parameters.map(({ id: name, value, basis }) =>
    basis === "stated" ? t("○ {name} {value} (stated)", { name: words(name), value }) : t("△ {name} {value} (assumed)", { name: words(name), value }),
  );
  return h(
    "section",
    { class: "paper", "aria-labelledby": id },
    h("h4", { id }, `${paper.control} · ${paper.objective}`, h("span", { class: "hidden" }, `, ${file}`)),
    h(
      "p",
      { class: "figures" },
      ...figures.map(([symbol, count, text]) => h("span", null, count > 0 && symbol, ...woven(text, bold(count)))),
      h("span", null, ...woven(t("of {count} in the file"), bold(paper.population))),
    ),
    rowTable("deviations", t("Deviations"), id, deviations.map((one) => ({ ...one, text: one.finding })), names, pseudonyms),
    rowTable("undecided", t("Undecided"), id, undecided.map((one) => ({ ...one, text: one.reason })), names, pseudonyms),
    [...used, ...left, ...limits].length > 0 &&
      h("ul", { class: "hint" }, ...[...used, ...left, ...limits].map((text) => h("li", null, text))),
  );
}

/**
 * @param {string} name
 * @param {string} caption
 * @param {string} paper  id of the workpaper's heading, which completes the name
 * @param {{ row: number, text: string, cells: Cell[] }[]} rows
 * @param {Names} names
 * @param {Map<string, string>} pseudonyms
 */
function rowTable(name, caption, paper, rows, names, pseudonyms) {
  if (rows.length === 0) return undefined;
  const withNames = names.size > 0;
  const head = [t("Row"), withNames && t("Account"), t("Found")].filter(Boolean);
  const body = rows.map(({ row, text, cells }) =>
    h(
      "tr",
      null,
      h("td", { class: "number" }, String(row)),
      withNames && h("td", null, names.get(row) ?? ""),
      h("td", english, text, h("br"), h("span", { class: "cells" }, cells.map((cell, at) => cited(cell, cells[at - 1], pseudonyms)).join(", "))),
    ),
  );
  const id = `${paper}-${name}`;
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": `${id} ${paper}` },
    h(
      "table",
      null,
      h("caption", { id }, caption),
      h("thead", null, h("tr", null, ...head.map((text) => h("th", { scope: "col" }, /** @type {string} */ (text))))),
      h("tbody", null, ...body),
    ),
  );
}

/**
 * A cell, with its place where that is another than the one of the cell before.
 *
 * @param {Cell} cell
 * @param {Cell | undefined} before
 * @param {Map<string, string>} pseudonyms
 */
function cited({ file, row, column, value }, before, pseudonyms) {
  const same = before !== undefined && before.file === file && before.row === row;
  const place = same ? "" : [file, row !== undefined && t("row {row}", { row: String(row) })].filter(Boolean).join(", ");
  return `${place && `${place}: `}${column}: ${pseudonyms.get(value) ?? value}`;
}

/** @param {string} id */
function words(id) {
  return id.replaceAll("-", " ");
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1000) return plural(bytes, "{count} byte", "{count} bytes");
  if (bytes < 1_000_000) return t("{size} KB", { size: Math.round(bytes / 1000) });
  return t("{size} MB", { size: number(bytes / 1_000_000, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
}
