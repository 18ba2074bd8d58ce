/** Step 3: files, and what was read in them. */

import { card, unknownCard } from "./card.js";
import { button, h } from "../dom.js";
import { profileProblems } from "../state.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../exhibits.js").Exhibits} Exhibits
 * @typedef {import("../tickmark-assessment.js").Screen} Screen
 */

/**
 * @param {Session} session
 * @param {{ toProfile: () => void, engineNote: () => Node | undefined }} page
 * @returns {Screen}
 */
export function evidenceStep(session, { toProfile, engineNote }) {
  const { draft } = session;
  const exhibits = /** @type {Exhibits} */ (session.exhibits);
  const blocked = profileProblems(draft, session.asking.policyValues).length > 0;
  const count = draft.evidence.length;
  const element = h(
    "div",
    null,
    h("h2", { id: "heading" }, "Evidence"),
    h(
      "p",
      { class: "lead" },
      "Optional. Drop exports here and each file is read in this tab, tested, and only figures and row numbers are kept. ",
      "Without files the report rests on what you stated.",
    ),
    engineNote(),
    blocked && missingProfile(toProfile),
    session.isMissing ? h("p", null, "Files are read once the questions are here.") : !blocked && dropZone(exhibits),
    h(
      "div",
      { class: "cards" },
      ...[...exhibits.reading].map(([name, { taken, size, stop }]) =>
        h(
          "p",
          { class: "card quiet" },
          `Reading ${name}…`,
          taken > 0 && ` ${Math.floor((100 * taken) / size)} % `,
          taken > 0 && button("Cancel", () => stop.abort(), { class: "link", "aria-label": `Cancel reading ${name}` }),
        ),
      ),
      ...exhibits.refused.map((refused, index) => unknownCard(exhibits, refused, index)),
      ...draft.evidence.map((entry, index) => card(exhibits, entry, index, draft.evidence)),
    ),
    count > 0 && legend(),
  );
  return { element, next: () => (count > 0 ? "Continue to the report" : "Continue without evidence") };
}

/** @param {() => void} toProfile */
export function missingProfile(toProfile) {
  return h(
    "div",
    { class: "note" },
    h("p", null, "The first step is not complete: the kind of report and the window decide what counts."),
    button("Complete the first step", toProfile, { id: "complete" }),
  );
}

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
  // What systems and open programs leave in folders is nobody's evidence.
  if (/^(\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$)/i.test(entry.name)) return [];
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

/** Registers that can be kept by hand: the names of the files that the build makes, and of what is in them. */
const REGISTERS = [
  ["vendors.csv", "vendors"],
  ["restore-tests.csv", "restore tests"],
  ["incidents.csv", "incidents"],
  ["log-reviews.csv", "log reviews"],
  ["risks.csv", "risks"],
  ["service-accounts.csv", "service accounts"],
];

function templates() {
  const links = REGISTERS.flatMap(([file = "", what = ""], at) => [
    at > 0 && ", ",
    h("a", { href: new URL(`../registers/${file}`, import.meta.url).href, download: file }, what),
  ]);
  const list = h("a", { href: new URL("../registers/evidence.csv", import.meta.url).href, download: "evidence.csv" }, "list of evidence");
  return h(
    "p",
    { class: "hint" },
    "Nothing to export from? Keep a list; empty ones to fill in: ",
    ...links,
    ". What is on file, from when and from where, goes into a ",
    list,
    ".",
  );
}

/** @param {Exhibits} exhibits */
function dropZone(exhibits) {
  const picker = h("input", {
    type: "file",
    id: "files",
    multiple: true,
    class: "hidden",
    onchange: () => {
      const files = [...(picker.files ?? [])];
      picker.value = "";
      exhibits.addFiles(files);
    },
  });
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
    picker,
    h("label", { for: "files", class: "button" }, "Choose files"),
    h("p", null, "or drop them here"),
    h(
      "p",
      { class: "hint" },
      "Files that belong together are tested together: a list of your people with the accounts of each system, changes ",
      "with their reviews. CSV and lines of JSON may be of any size, spreadsheets and other JSON up to 200 MB; folders ",
      "and zip archives are opened.",
    ),
    templates(),
  );
  return zone;
}

function legend() {
  const entries = [
    ["✓", "observed in evidence"],
    ["○", "stated by you"],
    ["△", "assumed"],
    ["?", "not known"],
    ["✗", "deviation"],
  ];
  return h(
    "p",
    { class: "legend" },
    ...entries.map(([symbol = "", words = ""]) =>
      h("span", null, h("span", { class: "symbol", "aria-hidden": "true" }, symbol), ` ${words}`),
    ),
  );
}
