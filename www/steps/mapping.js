/** What the columns of a table are: suggested, shown on its first rows, and read once the reader has confirmed it. */

import { button, h, mark } from "../dom.js";
import { labelled, radio, radios } from "../fields.js";
import { problemList } from "../problems.js";
import { form, list, t } from "../words.js";

/**
 * @typedef {import("../evidence.js").Table} Table
 * @typedef {import("../evidence.js").Preview} Preview
 * @typedef {import("../tickmark.js").Mapping} Mapping
 * @typedef {{ kind: string, columns: Record<string, string>, dayFirst?: boolean, nulls: string, system?: string }} Draft
 * @typedef {{ table: Table, draft?: Draft }} Open  a table whose columns are being said
 */

/**
 * @param {Open} open  keeps what is chosen while the page is drawn again
 * @param {object} at
 * @param {string} at.id
 * @param {string} at.file
 * @param {Mapping} [at.mapping]  how it is read now
 * @param {(mapping: Mapping) => Promise<Preview>} at.preview
 * @param {(draft: Draft) => void} [at.changed]  what the reader said so far
 * @param {(mapping: Mapping) => void} at.confirm
 * @param {() => void} at.cancel
 */
export function mappingForm(open, { id, file, mapping, preview, changed, confirm, cancel }) {
  const { table } = open;
  const draft = (open.draft ??= mapping ? drafted(mapping) : suggested(table, table.kinds[0]?.kind ?? ""));
  const fields = h("div");
  const shown = h("div", { "aria-live": "polite" });
  /** @type {Promise<Preview | undefined>} */
  let latest = Promise.resolve(undefined);
  let asked = 0;
  const said = () => {
    changed?.(draft);
    show();
  };
  const show = async () => {
    const turn = ++asked;
    latest = preview(mapped(table, draft)).catch(() => undefined);
    const found = await latest;
    if (turn !== asked || !found) return;
    shown.replaceChildren(...first(found, draft, table, id, said));
  };
  const use = async () => {
    const found = await latest;
    if (found?.problems.length === 0) confirm(mapped(table, draft));
  };
  const drawFields = () => {
    fields.replaceChildren(...fieldsOf(table, draft, id, said));
    show();
  };
  const kinds = select(
    table.kinds.map(({ kind, name, complete }, at) => [kind, at === 0 && complete ? t("{name} (likely)", { name }) : name]),
    draft.kind,
    (kind) => {
      Object.assign(draft, suggested(table, kind), { dayFirst: draft.dayFirst, nulls: draft.nulls });
      changed?.(draft);
      drawFields();
    },
  );
  const nulls = h("input", { type: "text", value: draft.nulls, autocomplete: "off", onchange: () => {
    draft.nulls = nulls.value;
    said();
  } });
  drawFields();
  return h(
    "div",
    { id, role: "group", tabindex: -1, "aria-label": t("How {file} is read", { file }) },
    labelled({ id: `${id}-kind`, label: t("What is it a list of?"), control: kinds }),
    fields,
    labelled({ id: `${id}-nulls`, label: t("Words that mean nothing"), hint: t("With commas between them, such as: unknown, tbd"), control: nulls }),
    shown,
    h(
      "div",
      { class: "toolbar" },
      button(t("Read it this way"), use, { id: `${id}-confirm`, class: "primary", "aria-label": t("Read it this way: {file}", { file }) }),
      button(t("Cancel"), cancel, { id: `${id}-cancel`, "aria-label": t("Cancel, {file}", { file }) }),
    ),
  );
}

/** @param {Mapping} mapping @returns {Draft} */
function drafted({ kind, system, columns, dayFirst, nulls = [] }) {
  const chosen = Object.fromEntries(columns.map(({ field, column }) => [field, column]));
  return { kind, ...(system && { system }), columns: chosen, ...(dayFirst !== undefined && { dayFirst }), nulls: nulls.join(", ") };
}

/** @param {Table} table @param {string} kind @returns {Draft} */
function suggested(table, kind) {
  const fields = table.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const columns = fields.flatMap(({ field, column }) => (column === undefined ? [] : [[field, column]]));
  return { kind, columns: Object.fromEntries(columns), nulls: "" };
}

/**
 * Whether it is said in words of which system the list is: no column says it, and it is of one.
 *
 * @param {Table} table
 * @param {Draft} draft
 */
function asksSystem(table, draft) {
  return table.kinds.some(({ kind, ofASystem }) => kind === draft.kind && ofASystem) && !draft.columns.system;
}

/** @param {Table} table @param {Draft} draft @returns {Mapping} */
function mapped(table, draft) {
  const { kind, columns, dayFirst, nulls } = draft;
  const system = asksSystem(table, draft) ? draft.system?.trim() : "";
  const words = nulls.split(",").map((word) => word.trim()).filter(Boolean);
  return {
    kind,
    ...(system && { system }),
    columns: Object.entries(columns).flatMap(([field, column]) => (column ? [{ field, column }] : [])),
    ...(dayFirst !== undefined && { dayFirst }),
    ...(words.length > 0 && { nulls: words }),
  };
}

/**
 * A select for each field: those that are needed or have a column, then the others.
 *
 * @param {Table} table
 * @param {Draft} draft
 * @param {string} id
 * @param {() => void} changed
 */
function fieldsOf(table, draft, id, changed) {
  const fields = table.kinds.find((one) => one.kind === draft.kind)?.fields ?? [];
  const columns = [...new Set(table.columns.filter(Boolean))];
  const names = new Map(fields.map(({ field, name }) => [field, name]));
  const one = (/** @type {typeof fields[number]} */ { field, name, expects, required, or = [] }) => {
    const control = select([["", t("not in the file")], ...columns.map((column) => [column, column])], draft.columns[field] ?? "", (column) => {
      draft.columns[field] = column;
      changed();
      if (field === "system") system.hidden = !asksSystem(table, draft);
    });
    const others = new Intl.ListFormat(form(), { type: "disjunction" }).format(or.map((other) => names.get(other) ?? other));
    const hint = required ? t("{expects}, needed", { expects }) : others ? t("{expects}, this or {others} is needed", { expects, others }) : expects;
    return labelled({ id: `${id}-${field}`, label: name, hint, control });
  };
  const name = h("input", { type: "text", value: draft.system ?? "", autocomplete: "off", maxlength: 60, onchange: () => {
    draft.system = name.value;
    changed();
  } });
  const system = labelled({
    id: `${id}-of-system`,
    label: t("Which system is it a list of?"),
    hint: t("Such as: Zendesk. Lists of two systems are not taken for one, and findings say which it is."),
    control: name,
  });
  system.hidden = !asksSystem(table, draft);
  const now = fields.filter(({ field, required, or }) => required || or || draft.columns[field]);
  const more = fields.filter((field) => !now.includes(field));
  return [
    system,
    h("div", { class: "pairs" }, ...now.map(one)),
    more.length > 0 &&
      h("details", null, h("summary", null, t("More columns that can be read ({count})", { count: more.length })), h("div", { class: "pairs" }, ...more.map(one))),
  ].filter((node) => node !== false);
}

/**
 * How the first rows read, or what is wrong.
 *
 * @param {Preview} found
 * @param {Draft} draft
 * @param {Table} table
 * @param {string} id
 * @param {() => void} changed
 */
function first({ problems, fields, rows, feeds, asksOrder }, draft, table, id, changed) {
  if (problems.length > 0) return [problemList(problems)];
  const order = (/** @type {boolean} */ dayFirst, /** @type {string} */ text) =>
    radio({ name: `${id}-order`, value: String(dayFirst), text, checked: draft.dayFirst === dayFirst, onchange: () => {
      draft.dayFirst = dayFirst;
      changed();
    } });
  const used = new Set(Object.values(draft.columns));
  const left = table.columns.filter((name) => name && !used.has(name));
  return [
    asksOrder &&
      radios({ id: `${id}-order`, legend: t("Does the day or the month stand first in its dates?"), options: [order(true, t("The day (31/12)")), order(false, t("The month (12/31)"))] }),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": `${id}-rows` },
      h(
        "table",
        null,
        h("caption", { id: `${id}-rows` }, t("How the first rows read")),
        h("thead", null, h("tr", null, ...[t("Row"), ...fields].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", null, ...rows.map(({ row, used: is, cells }) =>
          h("tr", null, h("td", { class: "number" }, String(row), !is && ` ${t("left out")}`), ...cells.map((cell) => h("td", null, ...read(cell)))),
        )),
      ),
    ),
    left.length > 0 && h("p", { class: "hint" }, t("Not read: {columns}.", { columns: list(left) })),
    told(t("What can be tested with these columns:"), feeds.filter(({ missing }) => !missing).map(({ tests }) => [capital(tests)])),
    told(t("What cannot:"), feeds.flatMap(({ missing }) => (missing ? [[mark("?", t("Not tested:")), missing]] : []))),
  ].flat().filter((node) => node !== false);
}

/**
 * @param {string} title
 * @param {(Node | string)[][]} lines
 */
function told(title, lines) {
  return lines.length > 0 && [h("p", null, title), h("ul", { class: "feeds" }, ...lines.map((line) => h("li", null, ...line)))];
}

/** @param {string} text */
function capital(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** @param {import("../evidence.js").ReadCell} cell */
function read({ reads, state }) {
  if (state === "nothing") return [h("span", { class: "hint" }, t("nothing"))];
  if (state === "read") return [reads];
  return [mark("?", t("Not known:")), reads, h("br"), h("span", { class: "cells" }, state === "open" ? t("day or month first?") : t("not understood"))];
}

/**
 * @param {string[][]} options  value and text
 * @param {string} value
 * @param {(value: string) => void} chosen
 */
function select(options, value, chosen) {
  const control = h("select", { onchange: () => chosen(control.value) }, ...options.map(([of, text]) => h("option", { value: of }, text)));
  control.value = value;
  return control;
}
