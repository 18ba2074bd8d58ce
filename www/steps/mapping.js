/** What the columns of a table are: suggested, shown on its first rows, and read once the reader has confirmed it. */

import { button, h, mark } from "../dom.js";
import { labelled, radio, radios } from "../fields.js";
import { problemList } from "../problems.js";

/**
 * @typedef {import("../evidence.js").Table} Table
 * @typedef {import("../evidence.js").Preview} Preview
 * @typedef {import("../tickmark.js").Mapping} Mapping
 * @typedef {{ kind: string, columns: Record<string, string>, dayFirst?: boolean, nulls: string }} Draft
 * @typedef {{ table: Table, draft?: Draft }} Open  a table whose columns are being said
 */

/**
 * @param {Open} open  keeps what is chosen while the page is drawn again
 * @param {object} at
 * @param {string} at.id
 * @param {string} at.file
 * @param {Mapping} [at.mapping]  how it is read now
 * @param {(mapping: Mapping) => Promise<Preview>} at.preview
 * @param {(mapping: Mapping) => void} at.confirm
 * @param {() => void} at.cancel
 */
export function mappingForm(open, { id, file, mapping, preview, confirm, cancel }) {
  const { table } = open;
  const draft = (open.draft ??= mapping ? drafted(mapping) : suggested(table, table.kinds[0]?.kind ?? ""));
  const fields = h("div");
  const shown = h("div", { "aria-live": "polite" });
  /** @type {Preview | undefined} */
  let latest;
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    const found = await preview(mapped(draft)).catch(() => undefined);
    if (turn !== asked || !found) return;
    latest = found;
    shown.replaceChildren(...first(found, draft, table, id, show));
  };
  const drawFields = () => {
    fields.replaceChildren(...fieldsOf(table, draft, id, show));
    show();
  };
  const kinds = select(
    table.kinds.map(({ kind, name, complete }, at) => [kind, at === 0 && complete ? `${name} (likely)` : name]),
    draft.kind,
    (kind) => {
      Object.assign(draft, suggested(table, kind), { dayFirst: draft.dayFirst, nulls: draft.nulls });
      drawFields();
    },
  );
  const nulls = h("input", { type: "text", value: draft.nulls, autocomplete: "off", onchange: () => {
    draft.nulls = nulls.value;
    show();
  } });
  drawFields();
  return h(
    "div",
    { id, role: "group", tabindex: -1, "aria-label": `How ${file} is read` },
    labelled({ id: `${id}-kind`, label: "What is it a list of?", control: kinds }),
    fields,
    labelled({ id: `${id}-nulls`, label: "Words that mean nothing", hint: "With commas between them, such as: unknown, tbd", control: nulls }),
    shown,
    h(
      "div",
      { class: "toolbar" },
      button("Read it this way", () => latest?.problems.length === 0 && confirm(mapped(draft)), { id: `${id}-confirm`, class: "primary", "aria-label": `Read it this way: ${file}` }),
      button("Cancel", cancel, { id: `${id}-cancel`, "aria-label": `Cancel, ${file}` }),
    ),
  );
}

/** @param {Mapping} mapping @returns {Draft} */
function drafted({ kind, columns, dayFirst, nulls = [] }) {
  const chosen = Object.fromEntries(columns.map(({ field, column }) => [field, column]));
  return { kind, columns: chosen, ...(dayFirst !== undefined && { dayFirst }), nulls: nulls.join(", ") };
}

/** @param {Table} table @param {string} kind @returns {Draft} */
function suggested(table, kind) {
  const fields = table.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const columns = fields.flatMap(({ field, column }) => (column === undefined ? [] : [[field, column]]));
  return { kind, columns: Object.fromEntries(columns), nulls: "" };
}

/** @param {Draft} draft @returns {Mapping} */
function mapped({ kind, columns, dayFirst, nulls }) {
  const words = nulls.split(",").map((word) => word.trim()).filter(Boolean);
  return {
    kind,
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
    const control = select([["", "not in the file"], ...columns.map((column) => [column, column])], draft.columns[field] ?? "", (column) => {
      draft.columns[field] = column;
      changed();
    });
    const others = or.map((other) => names.get(other)).join(" or ");
    const need = required ? ", needed" : others && `, this or ${others} is needed`;
    return labelled({ id: `${id}-${field}`, label: name, hint: `${expects}${need}`, control });
  };
  const now = fields.filter(({ field, required, or }) => required || or || draft.columns[field]);
  const more = fields.filter((field) => !now.includes(field));
  return [
    h("div", { class: "pairs" }, ...now.map(one)),
    more.length > 0 &&
      h("details", null, h("summary", null, `More columns that can be read (${more.length})`), h("div", { class: "pairs" }, ...more.map(one))),
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
function first({ problems, fields, rows, asksOrder }, draft, table, id, changed) {
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
      radios({ id: `${id}-order`, legend: "Does the day or the month stand first in its dates?", options: [order(true, "The day (31/12)"), order(false, "The month (12/31)")] }),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": `${id}-rows` },
      h(
        "table",
        null,
        h("caption", { id: `${id}-rows` }, "How the first rows read"),
        h("thead", null, h("tr", null, ...["Row", ...fields].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", null, ...rows.map(({ row, used: is, cells }) =>
          h("tr", null, h("td", { class: "number" }, String(row), !is && " left out"), ...cells.map((cell) => h("td", null, ...read(cell)))),
        )),
      ),
    ),
    left.length > 0 && h("p", { class: "hint" }, `Not read: ${left.join(", ")}.`),
  ].filter((node) => node !== false);
}

/** @param {import("../evidence.js").ReadCell} cell */
function read({ reads, state }) {
  if (state === "nothing") return [h("span", { class: "hint" }, "nothing")];
  if (state === "read") return [reads];
  return [mark("?", "Not known:"), reads, h("br"), h("span", { class: "cells" }, state === "open" ? "day or month first?" : "not understood")];
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
