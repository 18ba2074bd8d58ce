/** A draft as the single things that can be entered, each under a name of its own: to compare drafts, and to change one thing. No DOM. */

/**
 * @typedef {import("./state.js").Draft} Draft
 * @typedef {import("./tickmark.js").Entry} Entry
 * @typedef {Map<string, string>} Items  what is entered, as JSON, by its place: a list of names, as JSON too
 */

/** Parts of the profile that hold several things by name. */
const MAPS = /** @type {const} */ (["facts", "policies", "cadences"]);

/** Entries of evidence are replaced and never changed, and can be long. @type {WeakMap<object, string>} */
const written = new WeakMap();

/**
 * Everything that is entered, and what the reader calls it. Where somebody stands in it is no part of that.
 *
 * @param {Draft} draft
 * @param {string} [name]
 * @returns {Items}
 */
export function items(draft, name) {
  /** @type {Items} */
  const all = new Map();
  const add = (/** @type {string[]} */ place, /** @type {unknown} */ value) => {
    if (value !== undefined && value !== "") all.set(JSON.stringify(place), typeof value === "object" && value !== null ? json(value) : JSON.stringify(value));
  };
  add(["name"], name);
  add(["asOf"], draft.asOf);
  add(["reader"], draft.reader);
  const { facts, policies, cadences, categories, ...fields } = draft.profile;
  for (const [field, value] of Object.entries(fields)) add(["profile", field], value);
  for (const map of MAPS) for (const [id, value] of Object.entries(draft.profile[map])) add(["profile", map, id], value);
  for (const id of categories) add(["profile", "categories", id], true);
  for (const [questionnaire, answers] of Object.entries(draft.answers)) {
    for (const answer of answers) add(["answers", questionnaire, answer.question], { answer, typed: draft.typed[`${questionnaire}/${answer.question}`] });
  }
  for (const [key, typed] of Object.entries(draft.typed)) {
    const at = key.indexOf("/");
    const place = ["answers", key.slice(0, at), key.slice(at + 1)];
    if (!all.has(JSON.stringify(place))) add(place, { typed });
  }
  for (const entry of draft.evidence) add(evidencePlace(entry), { entry, readWith: readWith(draft, entry) });
  for (const entry of draft.register) add(["register", entry.control], entry);
  return all;
}

/**
 * What an entry was read with. Its id may be any text: a name that every object has, too.
 *
 * @param {Draft} draft
 * @param {Entry} entry
 */
export function readWith({ readWith: all }, { id }) {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

/**
 * Notes what the entry of this id was read with.
 *
 * @param {Draft} draft
 * @param {string} id
 * @param {string} now
 */
export function noteReadWith(draft, id, now) {
  draft.readWith = { ...draft.readWith, [id]: now };
}

/** @param {object} value */
function json(value) {
  const { entry, readWith: by } = /** @type {any} */ (value);
  if (!entry) return JSON.stringify(value);
  const text = written.get(entry) ?? JSON.stringify(entry);
  written.set(entry, text);
  return `{"entry":${text}${by === undefined ? "" : `,"readWith":${JSON.stringify(by)}`}}`;
}

/** The id of evidence may be given in two tabs to two files. @param {Entry} entry */
function evidencePlace({ id, file }) {
  return ["evidence", file?.sha256 ?? "", id];
}

/**
 * The places at which two are not the same.
 *
 * @param {Items} one
 * @param {Items} other
 */
export function differing(one, other) {
  return [...new Set([...one.keys(), ...other.keys()])].filter((place) => one.get(place) !== other.get(place));
}

/**
 * Puts one thing into a draft, or takes it out.
 *
 * @param {Draft} draft
 * @param {string} place
 * @param {string | undefined} text  as in `Items`; nothing takes it out
 */
export function put(draft, place, text) {
  const [kind = "", first = "", second = ""] = /** @type {string[]} */ (JSON.parse(place));
  const value = text === undefined ? undefined : JSON.parse(text);
  if (kind === "asOf") draft.asOf = value ?? "";
  else if (kind === "reader") draft.reader = value ?? "founder";
  else if (kind === "profile") putProfile(/** @type {any} */ (draft.profile), first, second, value);
  else if (kind === "answers") {
    const all = draft.answers[first] ?? [];
    draft.answers[first] = replaced(all, ({ question }) => question === second, value?.answer);
    if (value?.typed) draft.typed[`${first}/${second}`] = value.typed;
    else delete draft.typed[`${first}/${second}`];
  } else if (kind === "register") draft.register = replaced(draft.register, ({ control }) => control === first, value);
  else if (kind === "evidence") putEvidence(draft, place, value);
}

/** What stands where nothing is entered. @param {unknown} value  what is there now */
function nothing(value) {
  if (Array.isArray(value)) return [];
  return typeof value === "object" ? {} : "";
}

/**
 * @param {any} profile
 * @param {string} field
 * @param {string} id
 * @param {any} value
 */
function putProfile(profile, field, id, value) {
  if (field === "categories") {
    const others = profile.categories.filter((/** @type {string} */ one) => one !== id);
    profile.categories = value ? [...others, id] : others;
  } else if (!id) profile[field] = value ?? nothing(profile[field]);
  else if (value === undefined) delete profile[field][id];
  else profile[field][id] = value;
}

/**
 * @param {Draft} draft
 * @param {string} place
 * @param {{ entry: Entry, readWith?: string } | undefined} value
 */
function putEvidence(draft, place, value) {
  const at = (/** @type {Entry} */ one) => JSON.stringify(evidencePlace(one)) === place;
  if (!value) {
    draft.evidence = draft.evidence.filter((one) => !at(one));
    return;
  }
  const { entry, readWith: by } = value;
  const taken = new Set(draft.evidence.flatMap((one) => (at(one) ? [] : [one.id])));
  let { id } = entry;
  for (let number = 2; taken.has(id); number++) id = `${entry.id}-${number}`;
  draft.evidence = replaced(draft.evidence, at, id === entry.id ? entry : { ...entry, id });
  if (by !== undefined) noteReadWith(draft, id, by);
}

/**
 * A list with this in the place of what there was, or at its end.
 *
 * @template T
 * @param {T[]} list
 * @param {(one: T) => boolean} is
 * @param {T | undefined} by
 */
function replaced(list, is, by) {
  const at = list.findIndex(is);
  if (at < 0) return by ? [...list, by] : list;
  return by ? list.with(at, by) : list.filter((_, place) => place !== at);
}
