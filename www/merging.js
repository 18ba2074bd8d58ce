/** Two tabs on one assessment: what was changed in either is kept; where both changed one thing, the later change stands. No DOM. */

import { readDraft } from "./documents.js";
import { differing, items, put } from "./items.js";
import { named, told } from "./naming.js";
import { emptyDraft } from "./state.js";
import { fresh, parsed } from "./storage.js";
import { plural, t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./items.js").Items} Items
 * @typedef {{ id: string, place: string, was?: string }} Replaced  something that gave way to a later change
 */

/** So many are kept, for tabs that sleep meanwhile. */
const MANY = 20;

/**
 * Takes over what another tab has kept, beside what was changed here since both had the same. Always done: where it cannot
 * be read, what is here is kept beside it.
 *
 * @param {Session} session
 * @param {string} text  the record
 * @returns {true}
 */
export function adopt(session, text) {
  const { keeper } = session;
  const record = parsed(text);
  const theirs = readDraft(record);
  if (!theirs) return aside(session);
  /** @type {string[]} */
  const line = Array.isArray(record.kept?.line) ? record.kept.line : [];
  const mine = items(session.draft, keeper.beside.name);
  // What went into this draft already has nothing new. Told of late, it is not even in the storage any more.
  const last = line.at(-1);
  const isOld = last !== undefined && keeper.beside.line.includes(last);
  if (isOld && keeper.store.getItem(keeper.key()) !== text) return true;
  const other = items(theirs, record.kept?.name);
  const ancestor = keeper.seen.get(line.findLast((one) => keeper.seen.has(one)) ?? "?") ?? keeper.base;
  const before = isOld ? other : ancestor ? itemsIn(ancestor) : items(emptyDraft(session.asOf));
  const { own, lost, replaced } = compared(session, { before, mine, other }, record.kept);

  const draft = /** @type {Draft} */ (structuredClone(theirs));
  for (const place of own) put(draft, place, mine.get(place));
  const { step, question, questionnaire, inWork, chosen } = session.draft;
  Object.assign(draft, { step, question, questionnaire, inWork, chosen: chosen || theirs.chosen });
  // What is kept to compare with is whosever was kept last.
  const { id } = parsed(keeper.store.getItem(keeper.compared)) ?? {};
  if (id !== undefined && id === session.draft.compared) draft.compared = id;
  const { beside } = keeper;
  const seen = new Set((beside.replaced ?? []).map(({ id }) => id));
  const there = list(record.kept?.replaced);
  const given = there.filter(({ id, place, was }) => !seen.has(id) && mine.get(place) === was && other.get(place) !== was);
  const { at } = beside;
  keeper.known(text);
  keeper.beside = {
    ...keeper.beside,
    line: [...new Set([...line, ...beside.line])],
    changed: { ...keeper.beside.changed, ...newer(beside.changed, keeper.beside.changed) },
    replaced: [...there, ...replaced].slice(-MANY),
  };
  if (own.includes(NAME)) Object.assign(keeper.beside, { name: beside.name });
  if (own.length > 0) keeper.keep(() => session.draft, at);

  const places = differing(mine, items(draft, keeper.beside.name));
  if (places.length > 0) take(session, draft, places, own);
  const gone = [...lost, ...given];
  if (gone.length > 0) tell(session, gone);
  return true;
}

/**
 * Takes up what tabs have put aside that were closed before they could put it together with what another had kept. It stays
 * where it is until it is kept with the rest.
 *
 * @param {Session} session
 * @param {string[]} keys
 */
export function gather(session, keys) {
  const { keeper } = session;
  const { store } = keeper;
  for (const key of keys) {
    const text = store.getItem(key);
    // Another call has taken it up meanwhile, or another tab.
    if (text === null) continue;
    const [was = "", own = ""] = text.split("\n");
    const record = parsed(own);
    const theirs = readDraft(record);
    if (theirs) takeUp(session, { theirs, kept: record.kept ?? {}, was });
    else {
      store.setItem(keeper.key(fresh()), JSON.stringify({ damaged: text }));
      session.offer(t("Something that was kept here is damaged and was left out. All that there was is set aside, under “Kept in this browser”."));
    }
    keeper.flush();
    if (!keeper.waits) store.removeItem(key);
  }
}

/**
 * @param {Session} session
 * @param {{ theirs: Draft, kept: any, was: string }} aside  what was entered, and what it was entered into
 */
function takeUp(session, { theirs, kept, was }) {
  const { keeper } = session;
  const base = parsed(was);
  const before = base ? itemsIn(was) : items(emptyDraft(session.asOf));
  const [mine, other] = [items(session.draft, keeper.beside.name), items(theirs, kept.name)];
  // Before it is noted what is changed when, a time is that of a change before.
  const times = Object.entries(kept.changed ?? {}).filter(([place, at]) => before.get(place) === other.get(place) || base?.kept?.changed?.[place] !== at);
  const changed = Object.fromEntries(times);
  const { own, lost, replaced } = compared(session, { before, mine, other }, { ...kept, changed });
  const places = differing(mine, other).filter((place) => !own.includes(place));
  if (places.length > 0) {
    const draft = structuredClone(session.draft);
    for (const place of places) put(draft, place, other.get(place));
    const { beside } = keeper;
    if (places.includes(NAME)) Object.assign(beside, { name: kept.name });
    beside.changed = { ...beside.changed, ...Object.fromEntries(places.map((place) => [place, Number(changed[place] ?? kept.at ?? 0)])) };
    keeper.keep(() => session.draft, Math.max(Number(beside.at ?? 0), Number(kept.at ?? 0)));
    take(session, draft, places, []);
  }
  keeper.beside.replaced = [...list(keeper.beside.replaced), ...replaced].slice(-MANY);
  if (lost.length > 0) tell(session, lost);
}

const NAME = JSON.stringify(["name"]);

/**
 * What stays of what is here, what of it gives way, and what of the other gives way to it.
 *
 * @param {Session} session
 * @param {{ before: Items, mine: Items, other: Items }} all
 * @param {any} kept
 */
function compared({ keeper }, { before, mine, other }, kept) {
  const pending = keeper.base ? itemsIn(keeper.base) : before;
  /** @type {string[]} */
  const own = [];
  /** @type {Replaced[]} */
  const lost = [];
  /** @type {Replaced[]} */
  const replaced = [];
  for (const place of differing(mine, other)) {
    const [was, here, there] = [before, mine, other].map((one) => one.get(place));
    if (here === was) continue;
    if (there === was) {
      own.push(place);
      continue;
    }
    const { changed = {}, at = 0 } = keeper.beside;
    const now = changed[place] ?? (pending.get(place) === here ? 0 : at);
    // What was written before there were times for each thing is as new as its record.
    const then = Number(kept?.changed?.[place] ?? kept?.at ?? Infinity);
    const isLater = now > then || (now === then && String(here) > String(there));
    if (isLater) own.push(place);
    const id = fresh();
    const gone = isLater ? there : here;
    (isLater ? replaced : lost).push({ id, place, ...(gone !== undefined && { was: gone }) });
  }
  return { own, lost, replaced };
}

/** @param {string} text */
function itemsIn(text) {
  const record = parsed(text);
  const draft = readDraft(record);
  return draft ? items(draft, record.kept?.name) : new Map();
}

/** @param {any} value @returns {Replaced[]} */
function list(value) {
  return Array.isArray(value) ? value.filter((one) => typeof one?.id === "string" && typeof one.place === "string") : [];
}

/**
 * The later of two times.
 *
 * @param {Record<string, number>} [one]
 * @param {Record<string, number>} [other]
 */
function newer(one = {}, other = {}) {
  return Object.fromEntries(Object.entries(one).filter(([place, at]) => !(Number(other[place]) > at)));
}

/**
 * @param {Session} session
 * @param {Draft} draft
 * @param {string[]} places  at which it is not as it was
 * @param {string[]} own  at which it is not as the other tab has it
 */
function take(session, draft, places, own) {
  const digests = (/** @type {string[]} */ all) => all.flatMap((place) => (place.startsWith('["evidence"') ? [String(JSON.parse(place)[1])] : []));
  session.draft = draft;
  session.past?.adopted(places);
  const moved = digests(places);
  const there = new Set(draft.evidence.map(({ file }) => file?.sha256));
  if (moved.length > 0) session.exhibits?.outdate(moved.filter((one) => !there.has(one)), digests(own).length > 0);
  session.view();
}

/**
 * Says what was replaced, and offers it back.
 *
 * @param {Session} session
 * @param {Replaced[]} gone
 */
function tell(session, gone) {
  const [first] = gone;
  if (!first) return;
  const was = told(session, first.place, first.was);
  const what = named(session, first.place);
  const rest = gone.length - 1;
  const text = [
    was ? t("Another tab changed this too, and later: {what}. Here it was “{was}”.", { what, was }) : t("Another tab changed this too, and later: {what}.", { what }),
    rest > 0 && plural(rest, "So it is with one thing more.", "So it is with {count} things more."),
  ];
  session.offer(text.filter(Boolean).join(" "), () => {
    for (const { place, was } of gone) put(session.draft, place, was);
  });
}

/**
 * What another tab has kept cannot be read: what is here goes on under another name, and that stays where it is.
 *
 * @param {Session} session
 * @returns {true}
 */
function aside(session) {
  const { keeper } = session;
  keeper.store.removeItem(keeper.aside);
  keeper.id = fresh();
  keeper.known(null);
  keeper.damaged = true;
  keeper.keep(() => session.draft);
  session.offer(t("What is kept in this browser was damaged from elsewhere. What this tab holds is kept beside it, under “Kept in this browser”."));
  session.view();
  return true;
}
