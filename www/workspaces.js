/** The assessments that are kept in this browser, one for each client: which there are, changing over, and taking one away. No DOM. */

import { longDate, today } from "./dates.js";
import { readDraft, toAssessment } from "./documents.js";
import { download, fileName, fileText, hand } from "./downloads.js";
import { keepEarlier } from "./earlier.js";
import { UNDO_MS } from "./session.js";
import { emptyDraft, profileProblems } from "./state.js";
import { fresh, parsed } from "./storage.js";
import { t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {object} Kept
 * @property {string} id
 * @property {string} key
 * @property {string} text  as it is kept; empty while nothing is
 * @property {Draft | undefined} draft  nothing where it is damaged
 * @property {string} name  what the reader calls it, or whom it is of
 * @property {number | undefined} at  when it was changed last
 * @property {boolean} isPresent  whether this tab has it in work
 */

/** What the present one is called that has no name. */
export function nameless() {
  return t("Without a name");
}

/**
 * All that are kept, and the one in work; the one that was changed last is the first.
 *
 * @param {Session} session
 * @returns {Kept[]}
 */
export function kept(session) {
  const { keeper, draft } = session;
  const all = keys(session).map((key) => one(session, key));
  if (!all.some(({ isPresent }) => isPresent)) {
    all.push({ id: keeper.id, key: keeper.key(), text: "", draft, name: called(draft, keeper.beside.name), at: undefined, isPresent: true });
  }
  return all.sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
}

/** Where drafts are kept. @param {Session} session */
function keys({ keeper }) {
  try {
    const all = keeper.enabled ? keeper.keys() : [];
    return all.filter((key) => key !== keeper.last && (key !== keeper.earlier || !all.includes(keeper.key(""))));
  } catch {
    return [];
  }
}

/**
 * @param {Session} session
 * @param {string} key
 * @returns {Kept}
 */
function one(session, key) {
  const { keeper } = session;
  const [, id = ""] = /^tm-(\w+):/.exec(key) ?? [];
  const text = keeper.store.getItem(key) ?? "";
  const record = parsed(text);
  const isPresent = id === keeper.id;
  const draft = readDraft(record);
  const { name, at } = record?.kept ?? {};
  return {
    id,
    key,
    text,
    draft: isPresent ? session.draft : draft,
    name: called(isPresent ? session.draft : draft, typeof name === "string" ? name : undefined),
    at: typeof at === "number" ? at : undefined,
    isPresent,
  };
}

/**
 * @param {Draft | undefined} draft
 * @param {string} [name]
 */
function called(draft, name) {
  return name || draft?.profile.organisation.trim() || nameless();
}

/**
 * How many questions are answered, of how many there can be.
 *
 * @param {Session} session
 * @param {Draft} draft
 */
export function progress({ asking }, draft) {
  const listed = asking.listed(draft.questionnaire);
  const answered = (draft.answers[draft.questionnaire] ?? []).filter((answer) => !answer.later).length;
  return { answered, total: listed?.questions, title: listed?.title };
}

/**
 * Why another one cannot be taken up: what was entered last would be lost. Empty where it can.
 *
 * @param {Session} session
 */
function heldUp({ keeper, saved }) {
  keeper.flush();
  if (!keeper.enabled || !keeper.waits) return "";
  const why = saved.kind === "lost" ? saved.why : t("it is still being put together with what another tab has entered");
  return t("What you entered last is not kept yet: {why}. Save it as a file, or delete something here, before you go on to another.", { why });
}

/**
 * Goes over to another one, or begins one. Why that cannot be, in a sentence; empty if it is done.
 *
 * @param {Session} session
 * @param {string} [id]
 */
export function open(session, id = fresh()) {
  session.sample?.leave();
  return heldUp(session) || written(() => goTo(session, id).close());
}

/**
 * @param {Session} session
 * @param {string} id
 * @param {Draft} [draft]  in the place of what is kept there
 */
function goTo(session, id, draft) {
  const { keeper } = session;
  session.endUndo();
  const before = session.exhibits?.held;
  const back = session.swap(draft ?? emptyDraft(session.asOf));
  let found;
  try {
    found = keeper.open(id);
    keeper.point();
  } catch (error) {
    back();
    throw error;
  }
  if (found && !draft) session.draft = found;
  // A page may offer other questionnaires than when it was kept.
  const [first] = session.asking.list;
  if (first && !session.asking.listed(session.draft.questionnaire)) session.draft.questionnaire = first.id;
  if (keeper.place !== "none") session.saved = { kind: "idle" };
  session.dispatchEvent(new Event("saved"));
  session.dispatchEvent(new Event("changed"));
  return { back, close: () => before?.desk.close() };
}

/**
 * Opens a draft beside the present one, which stays kept. Why that cannot be, in a sentence; empty if it is done.
 *
 * @param {Session} session
 * @param {Draft} draft
 * @param {string} text  what is said about it
 * @param {string} [name]
 */
export function beside(session, draft, text, name) {
  const { keeper } = session;
  const why = heldUp(session);
  if (why) return why;
  const { id } = keeper;
  const { back } = goTo(session, fresh(), draft);
  if (name) keeper.beside.name = name;
  session.changed();
  const made = keeper.id;
  keeper.flush();
  if (keeper.waits) {
    // There is no room for both.
    const { saved } = session;
    keeper.drop();
    keeper.open(id);
    keeper.point();
    back();
    return t("There is no room for another one here: {why}. Save one as a file and delete it, or open the file in the place of the present one.", {
      why: saved.kind === "lost" ? saved.why : "",
    });
  }
  session.offer(
    text,
    () => {
      keeper.drop();
      for (const key of [keeper.key(made), ...keeper.others(`${made}+`)]) keeper.store.removeItem(key);
      back();
      // Another tab may have gone on with it.
      session.draft = keeper.open(id) ?? session.draft;
      keeper.point();
    },
    UNDO_MS,
  );
  return "";
}

/**
 * Calls it something else; empty is whom it is of.
 *
 * @param {Session} session
 * @param {Kept} which
 * @param {string} name
 * @returns {string} why that cannot be; empty if it is done
 */
export function rename(session, { key, isPresent }, name) {
  const { keeper } = session;
  if (isPresent) {
    if (name) keeper.beside.name = name;
    else delete keeper.beside.name;
    session.changed();
    keeper.flush();
    return keeper.waits && session.saved.kind === "lost" ? t("The name is not kept: {why}.", { why: session.saved.why }) : "";
  }
  return written(() => {
    const record = parsed(keeper.store.getItem(key));
    const { name: before, line, ...others } = record.kept ?? {};
    record.kept = { ...others, ...(name && { name }), line: [...(Array.isArray(line) ? line : []), fresh()] };
    keeper.store.setItem(key, JSON.stringify(record));
  });
}

/**
 * Why something could not be written, in a sentence; empty if it was.
 *
 * @param {() => void} write
 */
function written(write) {
  try {
    write();
    return "";
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    return full ? t("The browser’s storage is full: delete something here first.") : t("The browser does not allow storage here.");
  }
}

/**
 * Makes a copy for the next quarter, as of today and without evidence, and goes over to it. The report compares it with
 * this one. Why that cannot be, in a sentence; empty if it is done.
 *
 * @param {Session} session
 * @param {Kept} which
 */
export function copy(session, { draft, name }) {
  if (!draft) return "";
  const before = structuredClone(draft);
  const now = today();
  const next = /** @type {Draft} */ ({ ...structuredClone(draft), evidence: [], readWith: {}, inWork: [], asOf: now > draft.asOf ? now : draft.asOf, step: "profile", chosen: true });
  const text = t("This is a copy as of {day}, with what you entered and without the evidence: drop new exports. The earlier one stays as it is.", { day: longDate(next.asOf) });
  const why = beside(session, next, text, t("{name}, {day}", { name, day: longDate(next.asOf) }));
  if (!why) compareWith(session, before, name);
  return why;
}

/**
 * What the report then compares with, where that can be.
 *
 * @param {Session} session
 * @param {Draft} draft
 * @param {string} name
 */
function compareWith(session, draft, name) {
  const { asking, engine } = session;
  const document = documentOf(asking, draft);
  if (!document || !engine) return;
  try {
    if (engine.check(document).length === 0) keepEarlier(session, { name, document }, true);
  } catch {
    // The report says what cannot be compared when a file is opened for that.
  }
}

/**
 * @param {import("./asking.js").Asking} asking
 * @param {Draft} draft
 */
function documentOf(asking, draft) {
  const listed = asking.listed(draft.questionnaire);
  return listed && profileProblems(draft, asking.policyValues).length === 0 ? toAssessment(draft, listed, []) : undefined;
}

/**
 * Hands it over as a file; of one that is damaged, what is there.
 *
 * @param {Session} session
 * @param {Kept} which
 */
export function save(session, { draft, text }) {
  if (!draft) return download("kept-in-this-browser.txt", "text/plain", text);
  const { organisation } = draft.profile;
  const isWhole = Object.entries(draft.answers).every(([id, given]) => id === draft.questionnaire || given.length === 0);
  const document = isWhole ? documentOf(session.asking, draft) : undefined;
  const content = document ?? { format: "tickmark-draft", ...draft };
  hand(session, "json", fileName(organisation, draft.asOf, document ? "tickmark.json" : "tickmark-draft.json"), "application/json", fileText(content));
}

/**
 * Deletes it; can be undone for ten seconds. What was in work gives way to the one that was changed last of the others.
 *
 * @param {Session} session
 * @param {Kept} which
 * @returns {string} why that cannot be; empty if it is done
 */
export function remove(session, which) {
  const { keeper } = session;
  const { isPresent, key, name, id } = which;
  const said = t("“{name}” was deleted from this browser.", { name });
  if (!isPresent) {
    // What the first was taken over from would else be there again.
    const gone = [key, ...(id ? [] : [keeper.earlier]), ...keeper.others(`${id}+`)].map((one) => ({ one, text: keeper.store.getItem(one) }));
    const why = written(() => gone.forEach(({ one }) => keeper.store.removeItem(one)));
    if (why) return why;
    forgetLast(session, id);
    const back = () => {
      const not = written(() => gone.forEach(({ one, text }) => text !== null && keeper.store.setItem(one, text)));
      if (not) session.offer(t("“{name}” could not be put back. {why}", { name, why: not }), back, UNDO_MS);
    };
    session.offer(said, back, UNDO_MS);
    return "";
  }
  session.sample?.leave();
  const putBack = keeper.forget(false);
  const next = kept(session).find((one) => !one.isPresent && one.draft);
  const { back } = goTo(session, next?.id ?? "");
  forgetLast(session, id);
  session.offer(
    said,
    () => {
      keeper.flush();
      const not = written(putBack);
      if (not) return session.offer(not);
      back();
      keeper.point();
    },
    UNDO_MS,
  );
  return "";
}

/**
 * A new tab does not look for what is gone.
 *
 * @param {Session} session
 * @param {string} id
 */
function forgetLast({ keeper }, id) {
  const { store, last } = keeper;
  written(() => {
    if (store.getItem(last) === id && keeper.id) store.setItem(last, keeper.id);
    else if (store.getItem(last) === id || store.getItem(last) === "") store.removeItem(last);
  });
}
