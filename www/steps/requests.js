/** The auditor's own list of requests: read, looked at, put right. Fetched when somebody opens it. */

import { longDate } from "../dates.js";
import { forForm } from "../documents.js";
import { button, english, h, mark } from "../dom.js";
import { problem, problemsOf } from "../engine.js";
import { ask } from "../exchange-desk.js";
import { labelled } from "../fields.js";
import { problemList } from "../problems.js";
import { isNear } from "../state.js";
import { list, plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../answering.js").Answering} Answering
 * @typedef {import("../tickmark.js").AuditorRequest} AuditorRequest
 * @typedef {import("../tickmark.js").ControlTold} ControlTold
 * @typedef {import("../exchange.js").RequestsTaken} RequestsTaken
 */

/**
 * What is typed, and what was told last: outlives a drawing.
 *
 * @typedef {object} Held
 * @property {string} text  that was pasted
 * @property {{ id: string, request: string, due: string }} own  one to be added by hand
 * @property {boolean} adding  whether its fields are open
 * @property {string} said
 * @property {import("../tickmark.js").Problem[]} problems
 * @property {string[]} remarks
 * @property {RequestsTaken["suggestions"]} suggestions
 * @property {string} changing  the id of the one whose fields are open
 * @property {number} shown  how many are on the screen
 * @property {boolean} busy
 */

/** So many are drawn at once. */
const SOME = 100;
/** Larger ones are refused by the engine too, after they have been read. */
const MAX_BYTES = 4_000_000;
/** The engine's longest, in characters. */
const LONGEST = { request: 2000, word: 200 };
/** The engine keeps no more of them. */
const MOST = 2000;

/** Of each work that this tab has had: what is typed for one client stands with no other. @type {WeakMap<Answering, Held>} */
const held = new WeakMap();

/** @returns {Held} */
function nothingYet() {
  const own = { id: "", request: "", due: "" };
  return { text: "", own, adding: false, said: "", problems: [], remarks: [], suggestions: {}, changing: "", shown: SOME, busy: false };
}

/**
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.counted  says how many there are
 * @param {(text: string) => void} page.say  where no list stands
 */
export function requestList(session, { counted, say }) {
  const { answering } = session;
  const now = held.get(answering) ?? nothingYet();
  held.set(answering, now);
  const all = () => session.draft.profile.auditorRequests;
  const controls = terms(session);
  const names = new Map(controls.map(({ control, name }) => [control, name]));
  const said = h("p", { id: "requests-said", role: "status" });
  const body = h("div", null);
  const find = (/** @type {string} */ id) => /** @type {HTMLElement | null} */ (body.querySelector(`[id="${id}"]`));

  /** @param {string} [focus]  the first of these ids that is there  @param {string} [other] */
  const redraw = (focus, other) => {
    if (!body.isConnected) return session.view();
    draw();
    const there = (focus && find(focus)) || (other && find(other));
    if (there) there.focus();
  };
  /** @param {AuditorRequest[]} requests  @param {string} [text]  what is said of it, where it can be had back at once */
  const put = (requests, text) => {
    const was = all();
    session.draft.profile.auditorRequests = requests;
    session.changed();
    counted();
    if (text) session.offer(text, () => void (session.draft.profile.auditorRequests = was));
  };
  /** @param {string} id  @param {Partial<AuditorRequest>} by */
  const change = (id, by) => {
    /** @type {(one: AuditorRequest) => any} */
    const changed = (one) => Object.fromEntries(Object.entries({ ...one, ...by }).filter(([, value]) => value !== ""));
    put(all().map((one) => (one.id === id ? changed(one) : one)));
  };

  /**
   * Has a list read by the engine, and does something with what was found. Where the reader has gone on to another assessment
   * meanwhile, nothing is done, and that is said there.
   *
   * @param {Uint8Array} bytes
   * @param {AuditorRequest[]} before
   * @param {(found: RequestsTaken) => void} then
   * @param {() => void} drawn  draws what came of it
   */
  const read = async (bytes, before, then, drawn) => {
    if (now.busy) return;
    Object.assign(now, { busy: true, problems: [], remarks: [], said: t("The list is being read…") });
    said.textContent = now.said;
    try {
      const found = /** @type {RequestsTaken} */ (await ask({ do: "requests", list: bytes, controls, before }));
      now.said = "";
      if (session.answering === answering) then(found);
    } catch (error) {
      Object.assign(now, { problems: problemsOf(error), said: "" });
    }
    now.busy = false;
    if (session.answering === answering) return drawn();
    session.view();
    say(t("You went on to another assessment while a list of requests was being read. Nothing of it was taken over."));
  };
  /** @param {Uint8Array} bytes */
  const takeList = async (bytes) => {
    await read(bytes, all(), (found) => {
      const { requests, gone } = found;
      const open = requests.filter((one) => !one.confirmed && one.controls?.length).length;
      const without = requests.filter((one) => !one.controls?.length).length;
      Object.assign(now, { text: "", changing: "", shown: SOME, remarks: found.remarks, suggestions: found.suggestions });
      now.said = [
        plural(requests.length, "{count} request was read.", "{count} requests were read."),
        open > 0 && plural(open, "{count} has controls that are suggested, for you to look at.", "{count} have controls that are suggested, for you to look at."),
        without > 0 && plural(without, "{count} has no control yet.", "{count} have no control yet."),
        gone.length > 0 && t("Not in this list any more: {ids}.", { ids: list(gone) }),
      ].filter(Boolean).join(" ");
      put(requests, t("The auditor’s requests were taken over."));
    }, () => redraw(now.problems.length > 0 ? "requests-text" : "requests-clear"));
  };
  const takeFile = async (/** @type {File} */ file) => {
    if (file.size > MAX_BYTES) {
      now.problems = [problem("too-large", t("this file has {size} MB; lists up to 4 MB are read", { size: Math.ceil(file.size / 1_000_000) }))];
      return redraw("requests-choose");
    }
    await takeList(new Uint8Array(await file.arrayBuffer()));
  };
  const addOwn = async () => {
    const { own } = now;
    const id = own.id.trim() || unused(all());
    const cell = (/** @type {string} */ text) => `"${text.replace(/"/g, '""')}"`;
    const line = `id,request,due\n${[id, own.request, own.due].map(cell).join(",")}\n`;
    await read(new TextEncoder().encode(line), [], ({ requests, suggestions, remarks }) => {
      // As the engine writes it: blanks that are two may have become one.
      const again = requests.find((one) => all().some((other) => other.id === one.id));
      if (again) now.problems = [problem("duplicate", t("There is a request {id} already; give this one another number.", { id: again.id }))];
      else if (all().length + requests.length > MOST) now.problems = [problem("too-large", t("There are {count} requests already, and no more are kept; remove one first.", { count: all().length }))];
      if (now.problems.length > 0) return;
      now.suggestions = { ...now.suggestions, ...suggestions };
      Object.assign(now, { own: nothingYet().own, remarks, shown: Math.max(now.shown, all().length + 1), said: t("Request {id} was added.", { id: requests[0]?.id ?? id }) });
      put([...all(), ...requests]);
    }, () => redraw(now.problems.some(({ code }) => code === "duplicate") ? "own-id" : "own-request"));
  };

  const input = h("input", {
    type: "file",
    accept: ".csv,.tsv,.txt,text/csv",
    id: "requests-file",
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
    onchange: () => {
      const [file] = input.files ?? [];
      if (file) takeFile(file);
      input.value = "";
    },
  });

  const draw = () => {
    const requests = all();
    said.textContent = now.said;
    const text = h("textarea", { rows: 5, spellcheck: "false", dir: "auto", value: now.text, oninput: () => void (now.text = text.value) });
    const open = requests.filter(isOpen).length;
    body.replaceChildren(
      h("p", { class: "hint" }, t("If your auditor has sent a list of what to hand over, put it in here. Each request then stands in the report, the request list and the calendar, with the controls it is about and what is on file for them.")),
      labelled({
        id: "requests-text",
        label: requests.length > 0 ? t("Paste a newer list") : t("Paste the list from a spreadsheet"),
        hint: requests.length > 0
          ? t("It takes the place of this one. What you confirmed of a request stays, if its number and text are the same.")
          : t("Copy its cells, with or without the line that names the columns; or one request a line."),
        control: text,
      }),
      h(
        "div",
        { class: "toolbar" },
        button(t("Read the list"), () => takeList(new TextEncoder().encode(text.value)), { id: "requests-read" }),
        input,
        button(t("Choose a CSV file"), () => input.click(), { id: "requests-choose" }),
      ),
      now.problems.length > 0 ? h("div", { class: "note", role: "alert", id: "requests-wrong" }, h("p", null, t("Nothing was taken over:")), problemList(now.problems)) : "",
      now.remarks.length > 0
        ? h("div", { class: "note", id: "requests-remarks" }, h("p", null, t("What to look at in the list:")), h("ul", english, ...now.remarks.map((one) => h("li", null, one))))
        : "",
      h(
        "ol",
        { class: "kept-list", id: "requests-list", hidden: requests.length === 0 },
        ...requests.slice(0, now.shown).map((one, at) => (one.id === now.changing ? fields(one, at) : line(one, at))),
      ),
      h(
        "p",
        { class: "small-actions" },
        requests.length > now.shown && button(plural(requests.length - now.shown, "Show {count} more", "Show {count} more"), showMore, { id: "requests-more", class: "link" }),
        open > 1 && button(t("I have looked at all of them: confirm"), confirmAll, { id: "requests-confirm", class: "link" }),
        requests.length > 0 && button(t("Remove all requests"), removeAll, { id: "requests-clear", class: "link" }),
      ),
      own(),
    );
  };
  const showMore = () => {
    const first = now.shown;
    now.shown += SOME;
    redraw(`ask-${first}-change`);
  };
  const confirmAll = () => {
    put(all().map((one) => (isOpen(one) ? { ...one, confirmed: true } : one)), t("All suggested controls were confirmed."));
    redraw("requests-clear");
  };
  const removeAll = () => {
    Object.assign(now, { said: "", remarks: [], problems: [], changing: "" });
    put([], t("The auditor’s requests were removed."));
    redraw("requests-text");
  };

  /** An id is what a stranger wrote, and may be a name that every object has. @param {AuditorRequest} one */
  const suggestedFor = ({ id }) => (Object.hasOwn(now.suggestions, id) ? now.suggestions[id] : undefined) ?? [];

  /** The ways of one that is looked at. @param {AuditorRequest} one  @param {number} at */
  const line = (one, at) => {
    const about = [one.due && t("due {day}", { day: longDate(one.due) }), one.owner, one.status].filter(Boolean).join(" · ");
    const why = isOpen(one) ? reason(suggestedFor(one)) : "";
    return h(
      "li",
      null,
      h("p", { dir: "auto" }, h("b", null, one.id), ` ${one.request}`),
      about && h("p", { class: "hint", dir: "auto" }, about),
      ...(one.controls ?? []).map((id) =>
        h("p", null, one.confirmed ? "" : mark("△", t("suggested")), names.has(id) ? `${id} ${names.get(id)}` : t("{id}, which is not asked about here", { id })),
      ),
      !one.controls?.length && h("p", null, one.confirmed ? t("About no control here.") : [mark("?", t("not known")), t("No control was found for it.")]),
      why && h("p", { class: "hint" }, why),
      h(
        "p",
        { class: "small-actions" },
        isOpen(one) && button(t("Confirm"), () => confirm(one, at), { id: `ask-${at}-confirm`, class: "link", "aria-label": t("Confirm the controls of {id}", { id: one.id }) }),
        button(t("Change…"), () => openFields(one, at), { id: `ask-${at}-change`, class: "link", "aria-label": t("Change {id}", { id: one.id }) }),
        button(t("Remove"), () => remove(one, at), { id: `ask-${at}-remove`, class: "link", "aria-label": t("Remove {id}", { id: one.id }) }),
      ),
    );
  };
  /** @param {AuditorRequest} one  @param {number} at */
  const confirm = ({ id }, at) => {
    change(id, { confirmed: true });
    const next = all().findIndex((other, place) => place > at && isOpen(other));
    redraw(`ask-${next}-confirm`, `ask-${at}-change`);
  };
  /** @param {AuditorRequest} one  @param {number} at */
  const openFields = ({ id }, at) => {
    now.changing = id;
    redraw(`ask-${at}-control`);
  };
  /** @param {AuditorRequest} one  @param {number} at */
  const remove = (one, at) => {
    // The one that was pointed at, and none that an earlier release let have the same number.
    put(all().filter((other) => other !== one), t("Request {id} was removed.", { id: one.id }));
    redraw(`ask-${Math.min(at, all().length - 1)}-change`, "requests-text");
  };

  /** The fields of one that is being changed. @param {AuditorRequest} one  @param {number} at */
  const fields = (one, at) => {
    const about = one.controls ?? [];
    const choice = h(
      "select",
      {
        onchange: (/** @type {Event & { target: HTMLSelectElement }} */ { target }) => {
          if (target.value) change(one.id, { controls: [...about, target.value], confirmed: true });
          redraw(`ask-${at}-control`);
        },
      },
      h("option", { value: "" }, t("Choose a control")),
      ...controls.filter(({ control }) => !about.includes(control)).map(({ control, name }) => h("option", { value: control }, `${control} ${name}`)),
    );
    const wrong = h("p", { class: "error", role: "status" });
    const due = h("input", {
      type: "date",
      value: one.due ?? "",
      onchange: () => {
        const isGood = due.value === "" || isNear(due.value);
        wrong.textContent = isGood ? "" : t("Enter a day of this century, or leave it empty.");
        if (isGood) change(one.id, { due: due.value });
      },
    });
    /** @param {"owner" | "status"} key */
    const word = (key) =>
      h("input", {
        type: "text",
        maxlength: LONGEST.word,
        dir: "auto",
        autocomplete: "off",
        value: one[key] ?? "",
        onchange: (/** @type {Event & { target: HTMLInputElement }} */ { target }) => change(one.id, { [key]: target.value.trim() }),
      });
    const done = () => {
      now.changing = "";
      // Whoever has looked at it and leaves the controls as they are has confirmed them.
      if (all().some((other) => other.id === one.id && isOpen(other))) change(one.id, { confirmed: true });
      redraw(`ask-${at}-change`);
    };
    return h(
      "li",
      null,
      h(
        "fieldset",
        { class: "plain" },
        h("legend", { class: "hidden" }, t("Request {id}", { id: one.id })),
        h("p", { dir: "auto" }, h("b", null, one.id), ` ${one.request}`),
        ...about.map((id) =>
          h(
            "p",
            null,
            `${id} ${names.get(id) ?? ""} `,
            button(t("Take {id} away", { id }), () => {
              change(one.id, { controls: about.filter((other) => other !== id), confirmed: true });
              redraw(`ask-${at}-control`);
            }, { class: "link", id: `ask-${at}-away-${id}` }),
          ),
        ),
        labelled({ id: `ask-${at}-control`, label: t("Add a control it is about"), control: choice }),
        h(
          "div",
          { class: "row" },
          labelled({ id: `ask-${at}-due`, label: t("Due"), control: due }),
          labelled({ id: `ask-${at}-owner`, label: t("Who sees to it"), control: word("owner") }),
          labelled({ id: `ask-${at}-status`, label: t("Status"), hint: t("As in the list, such as: handed over."), control: word("status") }),
        ),
        wrong,
        button(t("Done"), done, { id: `ask-${at}-done` }),
      ),
    );
  };

  /** The fields of one that is added by hand. */
  const own = () => {
    /** @param {"id" | "request" | "due"} key  @param {"input" | "textarea"} tag  @param {Record<string, any>} props */
    const field = (key, tag, props) =>
      h(tag, {
        ...props,
        value: now.own[key],
        oninput: (/** @type {Event & { target: HTMLInputElement }} */ { target }) => void (now.own[key] = target.value),
      });
    const box = h(
      "details",
      { open: now.adding, id: "requests-own", ontoggle: () => void (now.adding = box.open) },
      h("summary", null, t("Add one by hand")),
      labelled({ id: "own-request", label: t("What is asked for"), control: field("request", "textarea", { rows: 2, maxlength: LONGEST.request, dir: "auto" }) }),
      h(
        "div",
        { class: "row" },
        labelled({ id: "own-id", label: t("Its number"), hint: t("May be left empty."), class: "short", control: field("id", "input", { type: "text", maxlength: LONGEST.word, autocomplete: "off" }) }),
        labelled({ id: "own-due", label: t("Due"), hint: t("May be left empty."), control: field("due", "input", { type: "date" }) }),
      ),
      button(t("Add it"), addOwn, { id: "own-add" }),
    );
    return box;
  };

  draw();
  return h("div", null, said, body);
}

/** Whether its controls are a suggestion that nobody has looked at. @param {AuditorRequest} one */
function isOpen({ confirmed, controls }) {
  return !confirmed && Boolean(controls?.length);
}

/** A number that none of them has. @param {AuditorRequest[]} requests */
function unused(requests) {
  let number = requests.length + 1;
  while (requests.some(({ id }) => id === String(number))) number += 1;
  return String(number);
}

/** What these controls are suggested for. @param {import("../exchange.js").RequestSuggestion[]} suggestions */
function reason(suggestions) {
  const by = list([...new Set(suggestions.flatMap((one) => one.by))]);
  return by && t("Suggested because the list says: {words}.", { words: by });
}

/** The controls in scope, whatever of the profile is still missing. @param {Session} session @returns {ControlTold[]} */
function terms({ draft, asking, engine }) {
  const listed = asking.listed(draft.questionnaire);
  try {
    return (listed && engine?.requestTerms(forForm(draft, listed))) || [];
  } catch {
    // Without them nothing is suggested; the report says what is wrong with the assessment.
    return [];
  }
}
