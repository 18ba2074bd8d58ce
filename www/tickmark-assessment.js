/** The element: what a page around it sees, sets and hears. */

import { Arrival } from "./arrival.js";
import { reflect, SETTABLE, WATCHED } from "./attributes.js";
import { toProfile } from "./documents.js";
import { FormPart, isComplete } from "./form-part.js";
import { Guide } from "./guide.js";
import { come, leave, speak } from "./present.js";
import { Session } from "./session.js";
import { addSheet, sheets } from "./styles.js";
import { t } from "./words.js";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Result} Result
 * @typedef {"loading" | "ready" | "complete" | "error"} State
 */

/** After so many milliseconds without a change the result is told. */
const CALM = 250;
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});
/** Under which names the elements of this page keep what is entered: never two under the same. @type {Set<string>} */
const taken = new Set();

/**
 * `<tickmark-assessment>`. Its attributes, properties, methods, events, slots, parts and custom properties stand in
 * `docs/embedding.md`. A page that has closed its connections says so by the attribute `sealed`.
 *
 * Events bubble and cross shadow roots. None carries free text.
 */
export class TickmarkAssessment extends Base {
  static formAssociated = true;
  static observedAttributes = WATCHED;

  #internals = this.attachInternals();
  #form = new FormPart(this, this.#internals);
  /** @type {Session | undefined} */
  #begun;
  /** @type {Guide | undefined} */
  #guide;
  /** @type {Arrival | undefined} */
  #arrival;
  /** What the page gave, as it gave it. @type {import("./handing.js").Given} */
  #given = {};
  /** What of that has still to be taken over. @type {import("./handing.js").Given} */
  #waiting = {};
  /** Until that is done. @type {Promise<void> | undefined} */
  #taking;
  /** Whose reports they look like. @type {import("./tickmark.js").Brand | null} */
  #brand = null;
  /** What the page says in place of sentences. @type {import("./words.js").Messages} */
  #messages = {};
  /** Templates over those of the reports. @type {Record<string, string> | null} */
  #templates = null;
  /** The brand that was looked at last. @type {unknown} */
  #worn = null;
  /** Until the questionnaires are known. @type {Promise<void> | undefined} */
  #listed;
  #ready = waiter();
  /** Whether that all is answered was told. */
  #completed = false;
  /** The state of keeping that was told last. */
  #kept = true;
  /** The result that was told last. @type {Result | undefined} */
  #told;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resultTimer;
  #onOnline = () => this.#arrival?.settle(true);
  #onHide = () => this.#begun?.keeper.flush();

  /** Another tab has kept something newer. @param {StorageEvent} event */
  #onStorage = ({ key, newValue }) => {
    const session = this.#begun;
    if (session?.keeper.place !== "local" || key !== session.keeper.key()) return;
    if (newValue) session.adopt(newValue);
    else this.#guide?.deleteAll(session.keeper.keys().length > 0 ? t("This assessment was deleted in another tab.") : t("Everything on this device was deleted in another tab."), false);
  };

  connectedCallback() {
    if (!this.#begun) this.#begin();
    else taken.add(this.#session.keeper.name);
    globalThis.addEventListener("pagehide", this.#onHide);
    document.addEventListener("visibilitychange", this.#onHide);
    globalThis.addEventListener("storage", this.#onStorage);
    globalThis.addEventListener("online", this.#onOnline);
    come(this, (content) => this.#say(content));
  }

  disconnectedCallback() {
    globalThis.removeEventListener("pagehide", this.#onHide);
    document.removeEventListener("visibilitychange", this.#onHide);
    globalThis.removeEventListener("storage", this.#onStorage);
    globalThis.removeEventListener("online", this.#onOnline);
    this.#onHide();
    leave(this);
    // Moved elsewhere in the page, it is connected again by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      clearTimeout(this.#resultTimer);
      this.#guide?.rest();
      this.#begun?.rest();
      if (this.#begun) taken.delete(this.#begun.keeper.name);
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    const session = this.#begun;
    if (!session || before === value) return;
    if (name === "lang") return speak();
    if (name === "required") return this.#form.renew(session);
    if (name === "questionnaire" && value && session.asking.listed(value)) {
      session.choose(value);
      if (session.draft.chosen && session.isMissing) this.#arrival?.obtain();
    }
    if (name === "as-of" && value) {
      session.asOf = value;
      session.draft.asOf = value;
      session.changed();
    }
    this.#readAttributes(session);
    session.view();
  }

  /** @param {boolean} disabled */
  formDisabledCallback(disabled) {
    this.shadowRoot?.getElementById("sheet")?.toggleAttribute("inert", disabled);
  }

  formResetCallback() {
    this.reset();
  }

  /** @param {unknown} state */
  formStateRestoreCallback(state) {
    handing().then(({ restore }) => this.#begun && restore(state, this.#begun));
  }

  get #session() {
    return /** @type {Session} */ (this.#begun);
  }

  /** Settles when the engine is there; rejects with the reason why it cannot be had. */
  get ready() {
    return this.#ready.promise;
  }

  /** @returns {State} */
  get state() {
    const session = this.#begun;
    if (!session) return "loading";
    if (session.engineError || session.contentError) return "error";
    if (!session.engine || session.asking.list.length === 0) return "loading";
    return isComplete(session) ? "complete" : "ready";
  }

  /** What the engine works out of the present assessment; nothing while there is none. @returns {Result | null} */
  get result() {
    return this.#begun?.result() ?? null;
  }

  /** The assessment document; nothing while the profile is not complete. @returns {Assessment | null} */
  get assessment() {
    return this.#begun?.assessment() ?? null;
  }

  set assessment(value) {
    if (value) this.#give({ assessment: value });
  }

  /** The answers to the chosen questionnaire. */
  get answers() {
    return this.#begun?.answering.all ?? /** @type {import("./tickmark.js").Answer[]} */ (this.#waiting.answers ?? []);
  }

  set answers(value) {
    if (value) this.#give({ answers: value });
  }

  /** Who this is about, and which days; given in part, it leaves the rest as it is. @returns {Partial<import("./tickmark.js").Profile>} */
  get profile() {
    return this.#begun ? toProfile(this.#begun.draft) : /** @type {object} */ (this.#waiting.profile ?? {});
  }

  set profile(value) {
    if (value) this.#give({ profile: value });
  }

  /** Whose reports they look like; a brand that cannot be used is told by `tickmark-error`, and none is then worn. */
  get brand() {
    return this.#brand;
  }

  set brand(value) {
    this.#brand = value ?? null;
    if (this.#wear()) this.#begun?.view();
  }

  /** Sentences in place of those that the element has, by their English text. */
  get messages() {
    return this.#messages;
  }

  set messages(value) {
    this.#messages = { ...value };
    speak();
  }

  /**
   * Says everything anew, in the language that is spoken now.
   *
   * @param {import("./speaking.js").Content} content
   */
  async #say(content) {
    const session = this.#session;
    await session.asking.speak(content, session.engine);
    this.#guide?.renew();
    this.#form.renew(session);
    if (this.matches(":disabled")) this.formDisabledCallback(true);
  }

  /** Templates over those of the reports, by file name; one that cannot be used is told where the report would stand. */
  get templates() {
    return this.#templates;
  }

  set templates(value) {
    this.#templates = value ? { ...value } : null;
    if (!this.#begun) return;
    this.#readAttributes(this.#begun);
    this.#begun.view();
  }

  /** Looks at the brand as soon as there is an engine. Whether it is another one than before. */
  #wear() {
    const session = this.#begun;
    if (!session?.engine || !session.later || this.#worn === this.#brand) return false;
    this.#worn = this.#brand;
    for (const { code, message, at } of session.later.wear(session, this.#brand)) this.#emit("tickmark-error", { code, message, path: at });
    return true;
  }

  get form() {
    return this.#internals.form;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /** The assessment and what the engine works out of it. Rejects where there is none yet. */
  async getResult() {
    const session = await this.#whole();
    return (await handing()).resulting(session);
  }

  /**
   * The report or the assessment as a file, of which nothing is told and nothing is saved.
   *
   * @param {string} format  `html`, `md`, `json`, or that of a file for another tool
   * @returns {Promise<File>}
   */
  async exportAs(format) {
    const session = await this.#whole();
    return (await handing()).exported(session, format);
  }

  /**
   * Opens a saved file in the place of everything entered. Rejects with its problems where it cannot be used.
   *
   * @param {Blob} file
   */
  async importFile(file) {
    await this.#whole();
    await (await handing()).imported(file, (named) => /** @type {Guide} */ (this.#guide).open(named));
  }

  /**
   * Shows what several people's files of one assessment hold and where they contradict each other; the reader decides what becomes of
   * them. Rejects where a file cannot be used.
   *
   * @param {Iterable<Blob>} files
   */
  async mergeFiles(files) {
    await this.#whole();
    const { filesOf, refused } = await handing();
    const problems = await /** @type {Guide} */ (this.#guide).merge(filesOf(files));
    if (problems.length > 0) refused(problems);
  }

  /**
   * Shows a saved assessment as a sample, which is marked as one and kept nowhere. The reader's own work stays as it is,
   * and comes back when the sample is left.
   *
   * @param {string} text  of the saved file
   * @param {string} about  what the sample is, in a sentence
   * @returns {Promise<import("./tickmark.js").Problem[]>} why it cannot be shown; none if it is
   */
  async showSample(text, about) {
    await this.#whole();
    return /** @type {Guide} */ (this.#guide).showSample(text, about);
  }

  /**
   * Opens what a link holds. A summary leaves the reader's own work as it is, and the reader is asked before a saved
   * assessment takes the place of it. Rejects where the link cannot be used.
   *
   * @param {string} link  its whole address, or what stands behind `#`
   */
  async openLink(link) {
    await this.#whole();
    await this.#listed;
    const problems = await /** @type {Guide} */ (this.#guide).openLink(link);
    if (problems.length > 0) (await handing()).refused(problems);
  }

  /**
   * Goes to a question or a step (`start`, `profile`, `questions`, `review`, `evidence`, `report`). Whether there is one of that name.
   *
   * @param {string} id
   * @returns {Promise<boolean>}
   */
  async goTo(id) {
    return (await this.#guide?.goTo(id)) ?? false;
  }

  /** Forgets what was entered, here and on the device; what the page gave is there again. */
  reset() {
    this.#guide?.deleteAll(t("Everything was set back."), false);
    if (Object.keys(this.#given).length > 0) this.#give(this.#given);
  }

  /** Prints the report, and not the page around. Where the browser does not, offers the file, and says so by `false`. */
  async print() {
    const session = await this.#whole();
    const [{ print, notPrinted }, { exported }] = await Promise.all([session.tools(), handing()]);
    const file = await exported(session, "html");
    const printed = print(await file.text(), /** @type {ShadowRoot} */ (this.shadowRoot));
    if (!printed) await this.#guide?.offerFile(notPrinted());
    return printed;
  }

  /** The session with its engine, and with everything that the page has given. */
  async #whole() {
    const session = this.#begun;
    if (!session) throw new Error(t("the element has to be in a document first"));
    await session.load();
    this.#wear();
    await this.#taking;
    return session;
  }

  /** @param {import("./handing.js").Given} given */
  #give(given) {
    // A whole assessment replaces what was given in parts.
    this.#given = given.assessment ? { ...given } : { ...this.#given, ...given };
    this.#waiting = given.assessment ? { ...given } : { ...this.#waiting, ...given };
    if (this.#begun) this.#taking = this.#take(this.#begun, this.#taking);
  }

  /**
   * @param {Session} session
   * @param {Promise<void>} [before]
   */
  async #take(session, before) {
    await before;
    await session.tools();
    const { take } = await handing();
    await this.#listed;
    const waiting = this.#waiting;
    this.#waiting = {};
    if (Object.keys(waiting).length === 0) return;
    for (const { code, message, at } of await take(session, waiting)) this.#emit("tickmark-error", { code, message, path: at });
  }

  #begin() {
    for (const property of SETTABLE) {
      if (!Object.hasOwn(this, property)) continue;
      // Set before the element was defined, it hides the property of the class.
      const self = /** @type {any} */ (this);
      const value = self[property];
      delete self[property];
      self[property] = value;
    }
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    let name = this.getAttribute("storage-key") ?? location.pathname;
    while (taken.has(name)) name += "+";
    taken.add(name);
    const storage = this.getAttribute("storage");
    const session = new Session({
      name,
      keep: storage === "none" || storage === "session" ? storage : "local",
      asOf: this.getAttribute("as-of") ?? undefined,
      sealed: () => this.hasAttribute("sealed"),
    });
    this.#begun = session;
    this.#readAttributes(session);
    const wanted = this.getAttribute("questionnaire");
    if (wanted && !session.draft.chosen) Object.assign(session.draft, { questionnaire: wanted, chosen: true, step: "profile" });
    const emit = this.#emit.bind(this);
    const arrival = new Arrival(session, this.getAttribute("src") ?? undefined, emit);
    this.#arrival = arrival;
    session.addEventListener("engine", () => this.#engineCame());
    session.addEventListener("changed", () => this.#changed());
    session.addEventListener("view", () => this.#changed());
    session.addEventListener("saved", () => this.#tellKept());
    session.addEventListener("export", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (!this.#emit("tickmark-before-export", detail, true)) event.preventDefault();
    });
    session.addEventListener("share", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (!this.#emit("tickmark-before-share", detail, true)) event.preventDefault();
    });
    this.#guide = new Guide(root, session, arrival, emit);
    this.addEventListener("invalid", (event) => {
      // The browser would look for something of the element that takes the focus.
      event.preventDefault();
      if (this.#form.isFirst) this.#guide?.showMissing();
    });
    this.#listed = arrival.begin();
    const preload = this.getAttribute("preload");
    const schedule = () => arrival.schedule(preload === "visible" || preload === "none" ? preload : "idle", this);
    this.#listed.then(schedule);
    if (Object.keys(this.#waiting).length > 0) this.#taking = this.#take(session);
    this.#form.renew(session);
  }

  /** @param {Session} session */
  #readAttributes(session) {
    session.readonly = this.hasAttribute("readonly");
    session.share = this.getAttribute("share") ?? "full";
    session.shareBase = this.getAttribute("share-base") ?? "";
    session.templates = this.#templates ?? undefined;
    session.exports = this.getAttribute("exports")?.split(/[\s,]+/).filter(Boolean);
  }

  #engineCame() {
    const session = this.#session;
    const { engine, engineError, asking, draft, later } = session;
    if (later) addSheet(/** @type {ShadowRoot} */ (this.shadowRoot), later.LATER);
    this.#wear();
    if (engine) {
      const { id, version } = asking.listed(draft.questionnaire) ?? {};
      this.#ready.resolve();
      this.#emit("tickmark-ready", { version: engine.version(), questionnaire: { id, version } });
    } else if (engineError) {
      this.#ready.reject(engineError);
      this.#ready = waiter();
      this.#emit("tickmark-error", { code: engineError.code ?? "engine", message: engineError.message });
    }
    session.view();
  }

  /** What was entered may be another result, and another value for the form. */
  #changed() {
    const session = this.#session;
    this.#form.renew(session);
    clearTimeout(this.#resultTimer);
    if (this.isConnected) this.#resultTimer = setTimeout(() => this.#tellResult(session), CALM);
  }

  /** @param {Session} session */
  #tellResult(session) {
    const result = session.result();
    if (!result || result === this.#told) return;
    this.#told = result;
    const summary = session.summary();
    this.#emit("tickmark-result", { summary });
    const complete = isComplete(session);
    if (complete && !this.#completed) this.#emit("tickmark-complete", { summary });
    this.#completed = complete;
  }

  #tellKept() {
    const { saved } = this.#session;
    const ok = saved.kind !== "lost";
    if (ok === this.#kept) return;
    this.#kept = ok;
    this.#emit("tickmark-storage", { ok, reason: saved.kind === "lost" ? saved.why : "" });
  }

  /**
   * @param {string} type
   * @param {object} detail
   * @param {boolean} [cancelable]
   */
  #emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }
}

reflect(TickmarkAssessment);

/** A promise that nobody has to listen to. @returns {PromiseWithResolvers<void>} */
function waiter() {
  const made = Promise.withResolvers();
  made.promise.catch(() => undefined);
  return made;
}

/** What only a page that gives or takes something needs. */
function handing() {
  return import("./handing.js");
}
