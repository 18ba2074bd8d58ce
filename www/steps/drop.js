/** Where files come in: dropped, or chosen one by one or as a folder. */

import { button, h } from "../dom.js";
import { register } from "../supply.js";
import { t, woven } from "../words.js";

/** @typedef {import("../exhibits.js").Exhibits} Exhibits */

/** What systems and open programs leave in folders is nobody's evidence. */
const LEFT_BEHIND = /^(\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)/i;

/**
 * The files that were dropped, those in folders too.
 *
 * @param {DataTransfer | null} transfer
 * @returns {Promise<File[]>}
 */
async function dropped(transfer) {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => !entry?.isDirectory)) return [...(transfer?.files ?? [])];
  return (await Promise.all(entries.map((entry) => (entry ? inside(entry) : [])))).flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>}
 */
async function inside(entry) {
  if (LEFT_BEHIND.test(entry.name)) return [];
  if (entry.isFile) {
    const file = /** @type {FileSystemFileEntry} */ (entry);
    return [await new Promise((done, failed) => file.file(done, failed))];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) break;
    found.push(...some);
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(found.map(inside))).flat();
}

/**
 * The files of a folder that was chosen, in the order of their places.
 *
 * @param {File[]} files
 */
function chosen(files) {
  const place = (/** @type {File} */ file) => file.webkitRelativePath || file.name;
  const kept = files.filter((file) => !place(file).split("/").some((part) => LEFT_BEHIND.test(part)));
  return kept.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** The inputs of each tab: a page that is drawn again while the browser's dialogue is open keeps the one that waits for it. @type {WeakMap<Exhibits, Map<string, HTMLInputElement>>} */
const inputs = new WeakMap();

/**
 * A button that opens the browser's own dialogue, where the button has the focus and the name.
 *
 * @param {Exhibits} exhibits
 * @param {object} what
 * @param {string} what.id
 * @param {string} what.label
 * @param {boolean} [what.folder]
 */
function picker(exhibits, { id, label, folder = false }) {
  const kept = inputs.get(exhibits) ?? new Map();
  inputs.set(exhibits, kept);
  const input = kept.get(id) ?? h("input", {
    type: "file",
    id,
    multiple: true,
    webkitdirectory: folder,
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
    onchange: () => {
      const files = [...(input.files ?? [])];
      input.value = "";
      exhibits.addFiles(folder ? chosen(files) : files);
    },
  });
  kept.set(id, input);
  return [input, button(label, () => input.click(), { id: `choose-${id}`, "aria-describedby": `${id}-hint` })];
}

/** Registers that can be kept by hand: the names of the files that the build makes, and of what is in them. @returns {[string, string][]} */
function registers() {
  return [
    ["vendors.csv", t("vendors")],
    ["restore-tests.csv", t("restore tests")],
    ["incidents.csv", t("incidents")],
    ["log-reviews.csv", t("log reviews")],
    ["risks.csv", t("risks")],
    ["service-accounts.csv", t("service accounts")],
  ];
}

function templates() {
  const lists = registers().flatMap(([file, what], at) => [...(at > 0 ? [", "] : []), h("a", { href: register(file), download: file }, what)]);
  const list = h("a", { href: register("evidence.csv"), download: "evidence.csv" }, t("list of evidence"));
  return h(
    "p",
    { class: "hint" },
    ...woven(t("Nothing to export from? Keep a list; empty ones to fill in: {lists}. What is on file, from when and from where, goes into a {list}."), {
      lists: h("span", null, ...lists),
      list,
    }),
  );
}

/** @param {Exhibits} exhibits */
export function dropZone(exhibits) {
  const zone = h(
    "div",
    {
      class: "drop",
      ondragover: (/** @type {DragEvent} */ event) => {
        event.preventDefault();
        zone.classList.add("over");
      },
      ondragleave: () => zone.classList.remove("over"),
      ondrop: (/** @type {DragEvent} */ event) => {
        event.preventDefault();
        zone.classList.remove("over");
        dropped(event.dataTransfer).then((files) => exhibits.addFiles(files));
      },
    },
    h(
      "div",
      { class: "pickers" },
      picker(exhibits, { id: "files", label: t("Choose files") }),
      picker(exhibits, { id: "folder", label: t("Choose a folder"), folder: true }),
    ),
    h("p", null, t("or drop them here")),
    h(
      "p",
      { class: "hint", id: "files-hint" },
      t("Files that belong together are tested together: a list of your people with the accounts of each system, changes with their reviews. CSV and lines of JSON may be of any size, spreadsheets and other JSON up to 200 MB; folders and zip archives are opened."),
    ),
    h(
      "p",
      { class: "hint", id: "folder-hint" },
      t("Choosing a folder reads every file in it and in the folders inside it. Your browser may call this an upload; the files stay in this tab."),
    ),
    templates(),
  );
  return zone;
}
