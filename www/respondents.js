/**
 * Several people's files of one assessment: what each holds, where they contradict each other, and one file of them. Fetched when
 * somebody chooses files, or ahead of that.
 */

import { inWords } from "./answer-words.js";
import { controlCalled } from "./content-words.js";
import { longDate } from "./dates.js";
import { button, english, h } from "./dom.js";
import { problem, problemsOf } from "./engine.js";
import { checkbox, radio, radios } from "./fields.js";
import { problemList } from "./problems.js";
import { merged, read, Refusal, unlike } from "./respondents-desk.js";
import { plural, t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./exchange.js").Named} Named
 * @typedef {import("./exchange.js").Merged} Merged
 * @typedef {import("./exchange.js").Conflict} Conflict
 * @typedef {import("./tickmark.js").Problem} Problem
 */

/**
 * What the page does with it.
 *
 * @typedef {object} Place
 * @property {(make: () => HTMLElement) => void} show  in the place of the step
 * @property {() => void} leave  back to the step
 * @property {(name: string, problems: Problem[], wanted?: string) => void} refuse
 * @property {(file: File) => Promise<Problem[]>} open  in the place of everything entered
 */

/** More files than this are counted and not named. */
const MANY = 4;

/**
 * Shows what files hold and where they contradict each other. Nothing takes the place of anything before the reader says so.
 *
 * @param {Session} session
 * @param {File[]} files
 * @param {Place} place
 */
export async function respondents(session, files, place) {
  if (session.readonly) return place.refuse(nameOf(files), [problem("readonly", t("these are saved assessments, and on this page nothing can be changed"))]);
  try {
    const found = await read(session, files);
    place.show(await screen(session, found, place));
  } catch (error) {
    if (error instanceof Refusal) place.refuse(error.file, error.problems, error.wanted);
    else place.refuse(nameOf(files), problemsOf(error));
  }
}

/** Several files as one are called by all their names, while these are few. @param {(File | string)[]} files */
function nameOf(files) {
  const names = files.map((file) => (typeof file === "string" ? file : file.name));
  return names.length > MANY ? plural(names.length, "{count} file", "{count} files") : names.join(" + ");
}

/**
 * What the screen is made with, in whatever language is spoken by then. What was chosen stays chosen.
 *
 * @param {Session} session
 * @param {Named[]} given
 * @param {Place} place
 */
async function screen(session, given, place) {
  const own = session.draft.chosen ? session.assessment() : undefined;
  /** What is entered here goes by a name that is not yet taken. */
  const mine = () => own && { name: unlike(t("What is entered here"), given), file: own };
  /** What was chosen of each conflict, by what it is about and what is said. @type {Map<string, number | null>} */
  const chosen = new Map();
  let turn = 0;
  /** Of one file alone there is nothing to merge, unless what is entered here goes with it. */
  let withMine = own !== undefined && given.length === 1;
  /** What the files are together, or why they cannot be merged. @type {{ found: Merged, mine: string | undefined } | { problems: Problem[] } | undefined} */
  let together;
  /** What is being done. @type {"" | "comparing" | "taking"} */
  let doing = "";
  /** Why it could not be taken. @type {Problem[] | undefined} */
  let refused;
  /** @type {HTMLElement[]} */
  let [list, said, result] = [];

  const files = () => [...given, ...(withMine ? [mine()] : [])].filter((one) => one !== undefined);
  const draw = () => {
    list?.replaceChildren(...files().map((one) => h("li", null, h("b", null, one.name), h("span", { class: "aside block" }, holds(one)))));
    if (said) said.textContent = doing === "comparing" ? t("Comparing…") : doing === "taking" ? t("Putting it together…") : "";
    const parts = files().length < 2
      ? [h("p", null, t("One file is nothing to merge. Choose two or more, all of one assessment."))]
      : !together ? [] : "problems" in together ? [cannot(together.problems)] : [...(refused ? [cannot(refused)] : []), ...conflicts(together.found, together.mine)];
    result?.replaceChildren(...parts);
  };
  const renew = async () => {
    turn += 1;
    const now = turn;
    refused = undefined;
    doing = files().length < 2 ? "" : "comparing";
    draw();
    if (!doing) return;
    /** @type {typeof together} */
    let came;
    try {
      came = { mine: mine()?.name, found: await merged(session, files(), []) };
    } catch (error) {
      came = { problems: problemsOf(error) };
    }
    if (now !== turn) return;
    together = came;
    doing = "";
    draw();
  };
  /** @param {Merged} found */
  const take = async (found) => {
    doing = "taking";
    if (said) said.textContent = t("Putting it together…");
    try {
      const { file } = await merged(session, files(), found.conflicts.map((one) => chosen.get(keyOf(one)) ?? null));
      await place.open(new File([JSON.stringify(file)], nameOf(given.map(({ name }) => name))));
    } catch (error) {
      doing = "";
      refused = problemsOf(error);
      draw();
    }
  };

  /** @param {Merged} found  @param {string | undefined} then  how what is entered here was called when they were put together */
  const conflicts = (found, then) => {
    const called = (/** @type {string} */ name) => (name === then && mine()?.name) || name;
    const count = found.conflicts.length;
    const open = found.file.answers.filter((one) => one.later).length;
    return [
      h(
        "p",
        { id: "merge-count" },
        [
          plural(found.file.answers.length, "Together they have {count} answer,", "Together they have {count} answers,"),
          plural(open, "{count} of them open.", "{count} of them open."),
          count === 0
            ? t("No two files contradict each other.")
            : plural(count, "In one place they say different things:", "In {count} places they say different things:"),
        ].join(" "),
      ),
      found.remarks && h("ul", { id: "merge-remarks", ...english }, ...found.remarks.map((one) => h("li", null, one))),
      count > 0 &&
        h(
          "p",
          { class: "hint" },
          t("Nobody is taken to be right: what you leave open stays open, which makes the range wider, until you have settled it among you. Notes of all are kept in any case."),
        ),
      ...found.conflicts.map((one, at) => conflictSet(session, found, one, { at, chosen, called })),
      h("p", null, instead(session, withMine)),
      h("div", { class: "toolbar" }, button(t("Take this as my work"), () => take(found), { id: "merge-take", class: "primary" })),
    ].filter((one) => one instanceof Node);
  };

  await renew();
  return () => {
    list = h("ul", { id: "merge-files" });
    result = h("div", { id: "merge-result" });
    said = h("p", { id: "merge-said", role: "status" });
    draw();
    return h(
      "div",
      { id: "merging" },
      h("h2", { id: "heading" }, t("Files of several people")),
      h("p", null, t("Where only one of them says what is so, that is taken; “I’ll come back to it” and “I don’t know” contradict nobody. The order of the files makes no difference.")),
      list,
      own &&
        checkbox({
          id: "merge-mine",
          text: t("With what is entered here"),
          checked: withMine,
          onchange: (on) => {
            withMine = on;
            renew();
          },
        }),
      said,
      result,
      h("div", { class: "toolbar" }, button(t("Leave without merging"), place.leave, { id: "merge-leave" })),
    );
  };
}

/** @param {Problem[]} problems */
function cannot(problems) {
  return h("div", { class: "note" }, h("p", { role: "alert" }, t("These files cannot be merged:")), problemList(problems));
}

/**
 * What a file holds, in a line.
 *
 * @param {Named} one
 */
function holds({ file }) {
  const { answers, evidence = [], register = [], profile, asOf } = file;
  const open = answers.filter((answer) => answer.later).length;
  const unknown = answers.filter((answer) => answer.unknown).length;
  return [
    profile.organisation,
    t("as of {day}", { day: longDate(asOf) }),
    plural(answers.length - open, "{count} answer", "{count} answers"),
    unknown > 0 && plural(unknown, "{count} of them “I don’t know”", "{count} of them “I don’t know”"),
    open > 0 && plural(open, "{count} left for later", "{count} left for later"),
    evidence.length > 0 && plural(evidence.length, "{count} piece of evidence", "{count} pieces of evidence"),
    register.length > 0 && plural(register.length, "{count} entry in the register", "{count} entries in the register"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * What becomes of what is entered here.
 *
 * @param {Session} session
 * @param {boolean} withMine
 */
function instead(session, withMine) {
  if (!session.draft.chosen) return t("It opens here, and you go on with it.");
  const undo = t("You can undo that for ten seconds; to keep both, save yours as a file first.");
  return withMine
    ? `${t("What you have entered here is part of it.")} ${t("Answers to other questionnaires and what has no place in a saved file are not.")} ${undo}`
    : `${t("It opens in the place of what you have entered here, which is not part of it.")} ${undo}`;
}

/** @param {Conflict} conflict */
function keyOf({ question, profile, said }) {
  return JSON.stringify([question, profile, said.map(({ says }) => says)]);
}

/**
 * Who says what, and the choice among it.
 *
 * @param {Session} session
 * @param {Merged} found
 * @param {Conflict} conflict
 * @param {{ at: number, chosen: Map<string, number | null>, called: (name: string) => string }} list  of which it is one
 */
function conflictSet(session, found, conflict, { at, chosen, called }) {
  const asked = session.engine?.questionnaire(found.file.questionnaire.id);
  const question = /** @type {import("./tickmark.js").Asked | undefined} */ (asked?.questions.find(({ id }) => id === conflict.question));
  const key = keyOf(conflict);
  const name = `merge-${at}`;
  const option = (/** @type {number | null} */ place, /** @type {string} */ text, /** @type {string[]} */ by) => {
    const one = radio({
      name,
      value: place === null ? "open" : String(place),
      text,
      checked: (chosen.get(key) ?? null) === place,
      onchange: () => void chosen.set(key, place),
    });
    if (by.length > 0) one.lastElementChild?.append(h("span", { class: "aside block" }, t("Said in: {files}", { files: by.map(called).join(", ") })));
    return one;
  };
  return radios({
    id: `conflict-${at}`,
    legend: conflict.question ? (question?.text ?? conflict.question) : about(conflict.profile ?? ""),
    options: [
      option(null, conflict.question ? t("Leave it open") : conflict.profile?.startsWith("requests/") ? t("Keep it, without what differs") : t("Leave it out"), []),
      ...conflict.said.map(({ by, says }, place) => option(place, words(says, question, conflict), by)),
    ],
  });
}

/** What something of the profile or the register is called. @param {string} what */
function about(what) {
  const [name = "", id = ""] = what.split(/\/(.*)/s);
  const register = /^register of (.*)$/s.exec(what)?.[1];
  if (register) return t("Exception register: {control}", { control: controlCalled(register) });
  /** @type {Record<string, string>} */
  const known = {
    timeZone: t("Time zone"),
    headcount: t("People employed"),
    examinationDay: t("Day of the examination"),
    policies: t("Value of your own rules: {id}", { id }),
    cadences: t("How often {id} is done", { id: controlCalled(id) }),
    facts: t("About the company: {id}", { id }),
    populations: t("How many: {id}", { id }),
    owners: t("Owner of {id}", { id: controlCalled(id) }),
    systems: t("System {id}", { id }),
    requests: t("Request {id}", { id }),
  };
  return known[name] ?? what;
}

/**
 * What is said, in words.
 *
 * @param {any} says
 * @param {import("./tickmark.js").Asked | undefined} question
 * @param {Conflict} conflict
 */
function words(says, question, conflict) {
  if (typeof says !== "object" || says === null) return String(says);
  if (!conflict.question) {
    const pairs = Object.entries(says).map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
    return pairs.join("; ");
  }
  if (says.unknown) return t("I don’t know");
  if (says.notApplicable) return t("Does not apply");
  if (says.later) return t("Later");
  return question ? inWords(question, says).join(" ") : JSON.stringify(says);
}
