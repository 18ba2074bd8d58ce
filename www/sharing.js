/** Passes on a summary or the assessment in a link, and checks a report that somebody has. Both stand in the report step. */

import { button, english, h } from "./dom.js";
import { download, fileName } from "./downloads.js";
import { problemsOf } from "./engine.js";
import { checkbox, labelled, radios } from "./fields.js";
import { writeLink } from "./link-desk.js";
import { problemList } from "./problems.js";
import { names } from "./names.js";
import { readerOf, readers, reportLanguage } from "./readers.js";
import { plural, spoken, t, woven } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./answering.js").Answering} Answering
 * @typedef {import("./exchange.js").Level} Level
 * @typedef {import("./exchange.js").Written} Written
 */

/** From the least to the most. @type {Level[]} */
const LEVELS = ["score", "gaps", "full"];

/** @returns {Record<Level, [name: string, about: string]>} */
const levelNames = () => ({
  score: [t("Score"), t("The readiness state, the points, and the levels of the domains. What a customer needs.")],
  gaps: [t("Score and open gaps"), t("Also which controls have a gap, how grave it is, and by when its fix is planned.")],
  full: [t("The whole assessment"), t("Answers, notes word for word, the profile and the evidence, without names of people. Whoever has it can go on with it.")],
});

/** 32 characters that are not taken for one another. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
/** Characters of a passphrase that is made, and how many stand together. */
const [MADE, GROUP] = [24, 4];
/** Characters below which a passphrase is called short, and from which it is called long. */
const [SHORT, LONG] = [12, 20];
/** Reports have fewer bytes than that by far. */
const MAX_REPORT = 20_000_000;

/** What the reader has chosen for an assessment, in this tab alone: a passphrase for one client is for no other. @type {WeakMap<Answering, { level: Level, named: boolean, passphrase: string, shown: boolean }>} */
const choices = new WeakMap();
/** The part, and what it was made for. @type {WeakMap<Answering, { key: string, element: HTMLElement }>} */
const parts = new WeakMap();

/**
 * The part of the report step that passes on and checks.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 */
export function sharing(session, assessment) {
  const levels = LEVELS.slice(0, LEVELS.indexOf(/** @type {Level} */ (session.share)) + 1);
  const key = JSON.stringify([spoken(), levels, session.shareBase, assessment]);
  const before = parts.get(session.answering);
  if (before?.key === key) return before.element;
  const element = h("div", { class: "share" }, levels.length > 0 && shareForm(session, assessment, levels), checkForm(session, assessment));
  parts.set(session.answering, { key, element });
  return element;
}

/**
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 * @param {Level[]} levels
 */
function shareForm(session, assessment, levels) {
  const chosen = choices.get(session.answering) ?? { level: /** @type {Level} */ ("score"), named: false, passphrase: "", shown: false };
  choices.set(session.answering, chosen);
  if (!levels.includes(chosen.level)) chosen.level = "score";
  const result = h("div", { id: "share-preview" });
  const said = h("p", { id: "share-said", role: "status" });
  /** Counts what was asked for: what was made of an earlier choice is not shown. */
  let turn = 0;
  const changed = () => {
    turn += 1;
    result.replaceChildren();
    said.textContent = "";
  };

  const options = levels.map((level) => {
    const [name, about] = levelNames()[level];
    const onchange = () => {
      chosen.level = level;
      changed();
    };
    const control = h("input", { type: "radio", id: `share-${level}`, name: "share", value: level, checked: chosen.level === level, onchange });
    return h("label", { class: "option", part: "option" }, control, h("span", null, h("b", null, name), h("span", { class: "aside block" }, about)));
  });
  const named = checkbox({
    id: "share-named",
    text: t("With the name of the organisation"),
    checked: chosen.named,
    onchange: (checked) => {
      chosen.named = checked;
      changed();
    },
  });

  const preview = async () => {
    changed();
    const now = turn;
    said.textContent = chosen.passphrase ? t("Encrypting; this takes a second or two…") : t("Putting it together…");
    // So that this is on the screen before the engine is asked.
    await new Promise((done) => setTimeout(done, 20));
    try {
      const written = await linked(session, assessment, chosen);
      if (now !== turn) return;
      said.textContent = "";
      result.replaceChildren(...previewed(session, { ...chosen }, assessment.asOf, written, said));
      result.querySelector("h3")?.focus();
    } catch (error) {
      if (now !== turn) return;
      said.textContent = "";
      result.replaceChildren(h("div", { class: "note" }, h("p", null, t("The link cannot be made:")), problemList(problemsOf(error))));
    }
  };
  return h(
    "details",
    { id: "share" },
    h("summary", null, t("Share a link…")),
    h("p", { class: "hint" }, t("All of it stands in the link itself, behind the # that no server is sent. Nothing is uploaded.")),
    radios({ id: "share-level", legend: t("How much"), options }),
    h("div", { class: "field" }, named),
    secret(chosen, changed),
    button(t("Show what the link contains"), preview, { id: "share-show" }),
    said,
    result,
  );
}

/**
 * The passphrase: typed, pasted or made.
 *
 * @param {{ passphrase: string, shown: boolean }} chosen
 * @param {() => void} changed
 */
function secret(chosen, changed) {
  const judged = h("p", { class: "hint", id: "share-length", role: "status" }, judgement(chosen.passphrase));
  const control = h("input", {
    type: chosen.shown ? "text" : "password",
    value: chosen.passphrase,
    autocomplete: "new-password",
    autocapitalize: "none",
    spellcheck: "false",
    oninput: () => taken(control.value),
  });
  const taken = (/** @type {string} */ text) => {
    chosen.passphrase = text;
    judged.textContent = judgement(text);
    changed();
  };
  const show = (/** @type {boolean} */ shown) => {
    chosen.shown = shown;
    control.type = shown ? "text" : "password";
  };
  const shown = checkbox({ id: "share-shown", text: t("Show it"), checked: chosen.shown, onchange: show });
  const make = () => {
    control.value = made();
    show(true);
    const box = shown.querySelector("input");
    if (box) box.checked = true;
    taken(control.value);
  };
  const hint = t("Whoever opens the link needs it. Send it by another way; it can be asked for nowhere if it is lost.");
  const field = labelled({ id: "share-passphrase", label: t("Passphrase, if you want one"), hint, control });
  field.append(judged, h("div", { class: "toolbar" }, button(t("Make one"), make, { id: "share-make" })), shown);
  return field;
}

/** What can be said of a passphrase by its length. @param {string} text */
function judgement(text) {
  const length = [...text].length;
  if (length === 0) return t("Without one, whoever has the link can read it.");
  if (length < SHORT) return plural(length, "{count} character: short. A machine can try all of that length in time; take {long} or more.", "{count} characters: short. A machine can try all of that length in time; take {long} or more.", { long: LONG });
  return length < LONG ? plural(length, "{count} character; {long} or more are better.", "{count} characters; {long} or more are better.", { long: LONG }) : plural(length, "{count} character: long.", "{count} characters: long.");
}

/** A passphrase of 120 random bits. */
function made() {
  const letters = [...crypto.getRandomValues(new Uint8Array(MADE))].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return letters.join("").replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
}

/**
 * The link. What is not chosen is not in the document that it is written from.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 * @param {{ level: Level, named: boolean, passphrase: string }} chosen
 */
async function linked(session, assessment, { level, named, passphrase }) {
  const engine = await session.load();
  const base = session.shareBase || location.href;
  const at = new URL(base, document.baseURI).href.split("#")[0] ?? "";
  if (level !== "full") return writeLink(engine.summary(assessment, level === "gaps", named), undefined, at, passphrase);
  const { profile } = assessment;
  const whole = named ? assessment : { ...assessment, profile: { ...profile, organisation: "" } };
  return writeLink(whole, engine.questionnaire(assessment.questionnaire.id), at, passphrase);
}

/**
 * What the link contains, sentence by sentence, and the ways to pass it on.
 *
 * @param {Session} session
 * @param {{ level: Level }} chosen
 * @param {string} asOf
 * @param {Written} written
 * @param {HTMLElement} said
 */
function previewed(session, { level }, asOf, { link, tooLong, preview }, said) {
  const isWarning = (/** @type {string} */ sentence) => sentence.startsWith("A list of open weaknesses");
  const may = () => {
    const detail = { level, length: link.length, getUrl: () => link };
    return session.dispatchEvent(new CustomEvent("share", { cancelable: true, detail }));
  };
  const copy = async () => {
    if (!may()) return;
    try {
      await navigator.clipboard.writeText(link);
      said.textContent = t("Copied.");
    } catch {
      said.textContent = t("This browser does not allow copying here. Download the file instead, and send that.");
    }
  };
  // The name of the file is no place for what is not in the link.
  const save = () => may() && download(fileName("", asOf, `${level}.txt`), "text/plain", `${link}\n`);
  return [
    h("h3", { tabindex: -1 }, t("The link contains")),
    h("ul", { class: "contains", ...english }, ...preview.filter((one) => !isWarning(one)).map((one) => h("li", null, ...quoted(one)))),
    ...preview.filter(isWarning).map((one) => h("p", { class: "note", id: "share-warning", ...english }, one)),
    h(
      "div",
      { class: "toolbar" },
      !tooLong && button(t("Copy link"), copy, { id: "share-copy" }),
      button(t("Download as a file"), save, { id: "share-file" }),
    ),
    tooLong && h("p", { class: "hint" }, t("“Open file” opens it, as it does a saved assessment.")),
  ].filter((one) => one instanceof Node);
}

/** Names between backticks as code. @param {string} text */
function quoted(text) {
  return text.split("`").map((part, at) => (at % 2 ? h("code", null, part) : part));
}

/**
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 */
function checkForm(session, assessment) {
  const result = h("div", { id: "checked", role: "status" });
  const picker = h("input", {
    type: "file",
    id: "check-report",
    class: "hidden",
    accept: ".md,.html,.htm,text/markdown,text/html",
    onchange: async () => {
      const [file] = picker.files ?? [];
      picker.value = "";
      if (!file) return;
      result.replaceChildren(h("p", null, t("Working {file} out again…", { file: file.name })));
      try {
        result.replaceChildren(...(await checked(session, assessment, file)));
      } catch (error) {
        result.replaceChildren(h("p", null, t("{file} was not compared:", { file: file.name })), problemList(problemsOf(error)));
      }
    },
  });
  return h(
    "details",
    { id: "check" },
    h("summary", null, t("Check a report…")),
    h(
      "p",
      { class: "hint" },
      t("Works a report, Markdown or HTML, out again from what is entered here, and says whether it is the same. The file stays on this device."),
    ),
    h("p", null, picker, h("label", { for: "check-report", class: "button" }, t("Choose a report"))),
    result,
  );
}

/**
 * What comes of comparing a report.
 *
 * @param {Session} session
 * @param {import("./tickmark.js").Assessment} assessment
 * @param {File} file
 */
async function checked(session, assessment, file) {
  if (file.size > MAX_REPORT) throw new Error(t("this file has {size} MB; reports up to 20 MB are compared", { size: Math.ceil(file.size / 1_000_000) }));
  const text = await file.text();
  await session.load();
  const press = /** @type {import("./press.js").Press} */ (session.press);
  const known = names(session);
  const wanted = readerOf(session);
  const language = reportLanguage();
  const layouts = readers().flatMap(([reader]) => {
    const layout = reader === "founder" ? {} : { layout: reader };
    return [layout, ...(language ? [{ ...layout, language }] : [])];
  });
  // The report as it is wanted now; then the same for other eyes: another audience, with names.
  const tried = [wanted, ...layouts.flatMap((layout) => [layout, { ...wanted, layout: undefined, language: undefined, ...layout }])];
  const first = await press.verify(text, assessment, undefined, wanted);
  if (first.first) {
    for (const reader of tried) {
      for (const by of [undefined, ...(Object.keys(known).length > 0 ? [known] : [])]) {
        const other = await press.verify(text, assessment, by, reader);
        if (!other.first) return verdict(file.name, other);
      }
    }
  }
  return verdict(file.name, first);
}

/**
 * @param {string} name
 * @param {import("./tickmark.js").Verification} found
 */
function verdict(name, { identity: ours, stated, causes, first }) {
  if (!first) {
    const same = t("{same} {file}: this is the report {id} that Tickmark {engine} makes of what is entered here. That shows that nothing changed since; not that answers are true, nor who wrote them.", { file: name, id: ours.id, engine: ours.engine });
    return [h("p", null, ...woven(same, { same: h("b", null, t("The same.")) }))];
  }
  const { line, section, report, workedOut } = first.line;
  const place = section ? t("First difference in line {line}, under “{section}”:", { line: String(line), section }) : t("First difference in line {line}:", { line: String(line) });
  const nothing = t("(nothing)");
  return [
    h("p", null, ...woven(t("{differs} {file}: {why}", { file: name, why: digests(ours, stated) }), { differs: h("b", null, t("It differs.")) })),
    causes.length > 0 && h("ul", null, ...causes.map((cause) => h("li", null, reason(cause, ours)))),
    h("p", { id: "first-difference" }, place),
    h(
      "dl",
      { class: "difference" },
      h("div", null, h("dt", null, t("In the report")), h("dd", null, report ?? nothing)),
      h("div", null, h("dt", null, t("Worked out")), h("dd", null, workedOut ?? nothing)),
    ),
  ].filter((one) => one instanceof Node);
}

/**
 * @param {import("./tickmark.js").Verification["identity"]} ours
 * @param {string} [stated]
 */
function digests(ours, stated) {
  if (!stated) return t("the report states no digest.");
  if (stated !== ours.sha256) return t("the report states the digest {stated}, worked out again it is {ours}.", { stated: stated.slice(0, ours.id.length), ours: ours.id });
  return t("the digest is the same, so the report was changed after it was made, or made for another reader: other sections, names, another look.");
}

/**
 * @param {import("./tickmark.js").Verification["causes"][number]} cause
 * @param {import("./tickmark.js").Verification["identity"]} ours
 */
function reason(cause, ours) {
  const begin = (/** @type {string} */ digest = "") => `${digest.slice(0, 12)}…`;
  if (cause === "inputs") return t("It was made of other entries: other answers or another profile, other evidence, or another day.");
  if ("engine" in cause) return t("It was made by Tickmark {other}; this is Tickmark {own}.", { other: cause.engine, own: ours.engine });
  if ("questionnaire" in cause) {
    const { id, sha256 } = ours.questionnaire;
    return t("It was made with another text of the questionnaire {id}: {other}, here {own}.", { id, other: begin(cause.questionnaire), own: begin(sha256) });
  }
  return t("It was made with another catalogue of controls: {other}, here {own}.", { other: begin(cause.catalogue), own: begin(ours.catalogue) });
}
