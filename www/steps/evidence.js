/** Step 3: files, and what was read in them. */

import { card, refusedCard } from "./card.js";
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
      ...[...exhibits.reading].map((name) => h("p", { class: "card quiet" }, `Reading ${name}…`)),
      ...exhibits.refused.map((refused) => refusedCard(refused, () => exhibits.dismiss(refused))),
      ...draft.evidence.map((entry, index) => card(exhibits, entry, index)),
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
        exhibits.addFiles([...(event.dataTransfer?.files ?? [])]);
      },
    },
    picker,
    h("label", { for: "files", class: "button" }, "Choose files"),
    h("p", null, "or drop them here"),
    h(
      "p",
      { class: "hint" },
      "For example the AWS credential report as CSV, or a list of your evidence as JSON. ",
      "Up to 50 MB a file.",
    ),
    h(
      "p",
      { class: "hint" },
      "The AWS credential report: in the AWS console, IAM → Credential report → Download report. ",
      "Exports of other tools are not read yet.",
    ),
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
