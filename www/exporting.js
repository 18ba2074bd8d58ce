/** Files for other tools: made beside the page, offered in the report step. Fetched when somebody asks for one, or ahead of that. */

import { button, h } from "./dom.js";
import { fileName, hand } from "./downloads.js";
import { problemsOf } from "./engine.js";
import { ask } from "./exchange-desk.js";
import { problemList } from "./problems.js";
import { t } from "./words.js";

/** @typedef {import("./session.js").Session} Session */

/**
 * A format: how files of it are called and typed, what it is for, what to do with it.
 *
 * @typedef {{ format: string, ending: string, type: string, name: () => string, about: () => string }} Format
 */

const CSV = "text/csv";
const JSON_TYPE = "application/json";

/** In the order offered. What each column and property is from stands in `docs/exports.md`. @type {Format[]} */
const FORMATS = [
  {
    format: "csv-register",
    ending: "register.csv",
    type: CSV,
    name: () => t("Exception register (CSV)"),
    about: () => t("Every gap in a row, for a spreadsheet. Open it in Excel, LibreOffice or Google Sheets; bring what you change back in here."),
  },
  {
    format: "csv-pbc",
    ending: "requests.csv",
    type: CSV,
    name: () => t("Request list (CSV)"),
    about: () => t("What an auditor will ask for, item by item. Fill in the links as you hand files over."),
  },
  {
    format: "csv-jira",
    ending: "jira.csv",
    type: CSV,
    name: () => t("Tasks for Jira (CSV)"),
    about: () => t("The gaps as work items. In Jira: Create, Import work items; choose the date format yyyy-MM-dd. Import it once."),
  },
  {
    format: "csv-linear",
    ending: "linear.csv",
    type: CSV,
    name: () => t("Issues for Linear (CSV)"),
    about: () => t("The gaps as issues. In Linear: Settings, Import, Linear CSV; choose the team."),
  },
  {
    format: "csv-asana",
    ending: "asana.csv",
    type: CSV,
    name: () => t("Tasks for Asana (CSV)"),
    about: () => t("The gaps as tasks, in the order in which one waits for another. In Asana: Create, Project, Import, CSV."),
  },
  {
    format: "csv-controls",
    ending: "controls.csv",
    type: CSV,
    name: () => t("Controls for Vanta, Drata or Openlane (CSV)"),
    about: () => t("Every control in scope. Open the platform’s import of controls, and look through the criteria that it found before you confirm."),
  },
  {
    format: "ics",
    ending: "ics",
    type: "text/calendar",
    name: () => t("Calendar (iCalendar)"),
    about: () => t("What is due, as days, with a reminder a week before. Import it into a calendar of its own; a later file takes the place of this one."),
  },
  {
    format: "md-issues",
    ending: "issues.zip",
    type: "application/zip",
    name: () => t("Issues for GitHub (Markdown, zip archive)"),
    about: () => t("A file for each gap and a script that opens an issue for each. Look through the files first: issues of a public repository are public."),
  },
  {
    format: "oscal-ar",
    ending: "oscal-ar.json",
    type: JSON_TYPE,
    name: () => t("Assessment results (OSCAL 1.2.1)"),
    about: () => t("What was said and what was tested, for governance tools that read OSCAL as JSON."),
  },
  {
    format: "oscal-poam",
    ending: "oscal-poam.json",
    type: JSON_TYPE,
    name: () => t("Plan of action and milestones (OSCAL 1.2.1)"),
    about: () => t("An item and a risk for each gap, for governance tools that read OSCAL as JSON."),
  },
];

/**
 * The format of this name; nothing where there is none.
 *
 * @param {string} name
 */
export function named(name) {
  return FORMATS.find(({ format }) => format === name);
}

/** The names of all formats, as `exports` and `exportAs` take them. */
export function names() {
  return FORMATS.map(({ format }) => format);
}

/**
 * The assessment in a format, and how the file is called. The engine says what goes into it, another module writes it, and both do so
 * beside the page. Throws where it cannot be made.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 * @param {Format} format
 * @returns {Promise<{ name: string, bytes: Uint8Array<ArrayBuffer> }>}
 */
export async function written(session, assessment, { format, ending }) {
  await session.load();
  const { profile, asOf } = session.draft;
  const input = await session.press?.exportInput(assessment);
  const bytes = await ask({ do: "export", input, format });
  return { name: fileName(profile.organisation, asOf, ending), bytes };
}

/**
 * The list of files, each with a line on what it is for; those that the page around leaves out are not in it.
 *
 * @param {Session} session
 */
export function exportList(session) {
  const offered = FORMATS.filter(({ format }) => !session.exports || session.exports.includes(format));
  const said = h("p", { id: "exports-said", role: "status" });
  const wrong = h("div", { id: "exports-wrong" });
  /** Whether one is being made: a second click makes no second. */
  let busy = false;
  const make = async (/** @type {Format} */ format) => {
    const assessment = session.assessment();
    if (busy || !assessment) return;
    busy = true;
    wrong.replaceChildren();
    const what = format.name();
    said.textContent = t("{what}: being made…", { what });
    try {
      const { name, bytes } = await written(session, assessment, format);
      const taken = !hand(session, format.format, name, format.type, bytes);
      said.textContent = taken ? t("{what}: done.", { what }) : t("{what}: downloaded as {name}.", { what, name });
    } catch (error) {
      said.textContent = "";
      wrong.replaceChildren(h("div", { class: "note" }, h("p", { role: "alert" }, t("{what} cannot be made:", { what })), problemList(problemsOf(error))));
    } finally {
      busy = false;
    }
  };
  return [
    h(
      "p",
      { class: "hint" },
      t("They are made on this device, of what is entered now. People have their pseudonyms in them, whatever is chosen for the report. They are a self-assessment, not an attestation, and say so."),
    ),
    h(
      "ul",
      { class: "exports" },
      ...offered.map((format) => {
        const id = `export-${format.format}`;
        return h(
          "li",
          null,
          button(format.name(), () => make(format), { id, "aria-describedby": `${id}-about` }),
          h("span", { class: "aside block", id: `${id}-about` }, format.about()),
        );
      }),
    ),
    said,
    wrong,
    !session.exports &&
      h("p", { class: "hint" }, `${t("A workbook for Excel, with register, requests, calendar and deviations, is made by the command line:")} `, h("code", null, "tickmark assess FILE --format xlsx")),
  ].filter((one) => one instanceof Node);
}
