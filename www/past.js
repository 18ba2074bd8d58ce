/** What was entered last in this tab, to be undone and done again. No DOM. */

import { differing, items, put } from "./items.js";
import { named } from "./naming.js";
import { plural, t } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Items} Items
 * @typedef {{ place: string, before: string | undefined, after: string | undefined }} Change
 * @typedef {{ changes: Change[], at: number }} Step
 * @typedef {{ done: Step[], undone: Step[], now: Items }} Stack
 */

/** So many steps can be undone. */
const MANY = 100;
/** What is typed without a longer pause is one step, in milliseconds. */
const PAUSE = 1_500;
/** So many records of the draft are held, as far as one may still be what two tabs had in common. */
const HELD = 20;
/** The times of so many changes are kept with the draft. */
const TIMES = 100;

export class Past {
  #session;
  /** What can be undone, of each work that this tab has had. @type {WeakMap<object, Stack>} */
  #stacks = new WeakMap();

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    this.#stack();
    session.addEventListener("changed", () => this.#changed());
  }

  /** Whatever takes the place of everything has answers of its own, and a past of its own. */
  #stack() {
    const { answering } = this.#session;
    const known = this.#stacks.get(answering);
    const stack = known ?? { done: [], undone: [], now: this.#items() };
    if (!known) this.#stacks.set(answering, stack);
    return stack;
  }

  #items() {
    const { draft, keeper } = this.#session;
    return items(draft, keeper.beside.name);
  }

  #changed() {
    const stack = this.#stack();
    const before = stack.now;
    stack.now = this.#items();
    const places = differing(before, stack.now);
    if (places.length === 0) return;
    const at = this.#stamp(places);
    const changes = places.filter(isTracked).map((place) => ({ place, before: before.get(place), after: stack.now.get(place) }));
    if (changes.length > 0) this.#add(stack, { changes, at });
  }

  /**
   * Notes when these were changed.
   *
   * @param {string[]} places
   */
  #stamp(places) {
    const { beside, seen } = this.#session.keeper;
    for (const one of [...seen.keys()].slice(0, -HELD)) seen.delete(one);
    const at = Date.now();
    const others = Object.entries(beside.changed ?? {}).filter(([place]) => !places.includes(place));
    beside.changed = Object.fromEntries([...others, ...places.map((place) => [place, at])].slice(-TIMES));
    return at;
  }

  /**
   * @param {Stack} stack
   * @param {Step} step
   */
  #add(stack, step) {
    const last = stack.done.at(-1);
    const [change, ...more] = step.changes;
    const [same, ...others] = last?.changes ?? [];
    const goesOn = last && change && same && more.length + others.length === 0 && change.place === same.place &&
      stack.undone.length === 0 && step.at - last.at < PAUSE && isTyped(change);
    stack.undone = [];
    if (goesOn) {
      same.after = change.after;
      last.at = step.at;
      if (same.after === same.before) stack.done.pop();
    } else stack.done = [...stack.done, step].slice(-MANY);
    this.#told();
  }

  /**
   * Another tab has changed these: what was done to them here cannot be undone any more.
   *
   * @param {string[]} places
   */
  adopted(places) {
    const stack = this.#stack();
    stack.now = this.#items();
    const isOwn = (/** @type {Step} */ { changes }) => !changes.some(({ place }) => places.includes(place));
    stack.done = stack.done.filter(isOwn);
    stack.undone = stack.undone.filter(isOwn);
    this.#told();
  }

  /** What would be undone, in words; empty where there is nothing. */
  get undoes() {
    return this.#named(this.#stack().done.at(-1));
  }

  /** What would be done again, in words; empty where there is nothing. */
  get redoes() {
    return this.#named(this.#stack().undone.at(-1));
  }

  /** @param {Step | undefined} step */
  #named(step) {
    const [first, ...more] = step?.changes ?? [];
    if (!first) return "";
    const what = named(this.#session, first.place);
    return more.length > 0 ? plural(more.length, "{what}, and one thing more", "{what}, and {count} things more", { what }) : what;
  }

  /** Takes the last step back. The question whose answer it changed, if it is one. */
  undo() {
    const stack = this.#stack();
    const step = stack.done.pop();
    if (!step) return undefined;
    stack.undone.push(step);
    return this.#go(stack, step, "before", t("Undone: {what}.", { what: this.#named(step) }));
  }

  /** Does again what was taken back last. The question whose answer it changed, if it is one. */
  redo() {
    const stack = this.#stack();
    const step = stack.undone.pop();
    if (!step) return undefined;
    stack.done.push(step);
    return this.#go(stack, step, "after", t("Done again: {what}.", { what: this.#named(step) }));
  }

  /**
   * @param {Stack} stack
   * @param {Step} step
   * @param {"before" | "after"} to
   * @param {string} news
   */
  #go(stack, step, to, news) {
    const session = this.#session;
    for (const change of step.changes) put(session.draft, change.place, change[to]);
    stack.now = this.#items();
    this.#stamp(step.changes.map(({ place }) => place));
    // What is typed next is a step of its own.
    step.at = 0;
    session.news = news;
    session.changed();
    this.#told();
    const [kind, questionnaire, question] = JSON.parse(step.changes[0]?.place ?? "[]");
    return kind === "answers" && questionnaire === session.draft.questionnaire ? String(question) : "";
  }

  #told() {
    this.#session.dispatchEvent(new Event("past"));
  }
}

/** Evidence has its own way back. @param {string} place */
function isTracked(place) {
  return !/^\["(evidence|name)"/.test(place);
}

/** Whether it was typed, and not chosen. @param {Change} change */
function isTyped({ place, before, after }) {
  const [kind, field] = JSON.parse(place);
  if (kind === "profile") return !["type", "length", "facts", "cadences", "categories", "auditorRequests"].includes(field);
  if (kind === "answers") return chosen(before) === chosen(after);
  return kind === "register" ? status(before) === status(after) : kind === "asOf";
}

/** What of an answer is chosen. @param {string | undefined} text */
function chosen(text) {
  const { answer } = JSON.parse(text ?? "{}");
  const { choice, unknown, notApplicable, later, periods, systems, last } = answer ?? {};
  return JSON.stringify([choice, Boolean(unknown), Boolean(notApplicable), later, periods, systems, Boolean(last?.never)]);
}

/** @param {string | undefined} text */
function status(text) {
  return JSON.parse(text ?? "{}").status;
}
