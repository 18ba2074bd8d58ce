/** The element: draws the steps, and leads the reader from one to the next. */

import { isAnswered } from "./answers.js";
import { focusOn, h } from "./dom.js";
import { facts, frame, NAMES } from "./frame.js";
import { contentNote, engineNote, savedText, undoNote } from "./notes.js";
import { Session } from "./session.js";
import { profileProblems, STEPS } from "./state.js";
import { profileStep } from "./steps/profile.js";
import { questionStep } from "./steps/questions.js";
import { startStep } from "./steps/start.js";
import { addSheet, sheets } from "./styles.js";

/**
 * What a step gives to be shown.
 *
 * @typedef {object} Screen
 * @property {Node} element
 * @property {() => string} next  label of the button that leads on; empty at the end
 * @property {string} [progress]  where inside the step the reader is
 * @property {boolean} [shown]  whether a report was shown
 *
 * @typedef {import("./state.js").Step} Step
 */

/** After so many milliseconds without a change the picture is drawn again. */
const CALM = 250;
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/**
 * `<tickmark-assessment>`.
 *
 * Attributes, read when it is connected: `storage` (`local`, or `none` to keep nothing on the device), `storage-key`
 * (where several are on one page), `src` (list of questionnaires), `as-of` (the day a new assessment is made for). A
 * page that has closed its connections says so by `sealed`.
 *
 * Events, all of which bubble and cross shadow roots: `tickmark-ready`, `tickmark-loaded` (a questionnaire is chosen,
 * and nothing more will be fetched for it), `tickmark-answer`, `tickmark-result`, `tickmark-error`. None carries free
 * text.
 */
export class TickmarkAssessment extends Base {
  /** @type {Session | undefined} */
  #begun;
  /** The offer to undo that was there when the step was last drawn. @type {HTMLElement | null} */
  #undoSeen = null;
  /** Whether what is missing on the present screen is to be shown. */
  #checked = false;
  /** @type {import("./exhibits.js").Refused | undefined} */
  #unopened;
  /** Whether the present question is to be changed and the reader then goes back to the review. */
  #fromReview = false;
  /** Questions that are still to be gone through before the reader goes back to the review. @type {string[]} */
  #walk = [];
  /** @type {{ filter: import("./steps/review.js").Filter }} */
  #review = { filter: "all" };
  /** @type {Screen["next"]} */
  #nextLabel = () => "";
  /** Which step and question stand on the screen. */
  #shownFor = "";
  /** @type {Node | undefined} */
  #picture;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pictureTimer;
  #loaded = false;
  /** Counts where the reader wanted to go: what was waited for meanwhile takes nobody back. */
  #turn = 0;
  #onHide = () => this.#begun?.keeper.flush();

  /** Another tab has kept something newer. @param {StorageEvent} event */
  #onStorage = (event) => {
    const session = this.#begun;
    if (!session?.keeper.enabled || event.key !== session.keeper.key) return;
    if (event.newValue) session.adopt();
    else this.#delete("Everything on this device was deleted in another tab.");
  };

  connectedCallback() {
    if (!this.#begun) this.#begin();
    globalThis.addEventListener("pagehide", this.#onHide);
    document.addEventListener("visibilitychange", this.#onHide);
    globalThis.addEventListener("storage", this.#onStorage);
  }

  disconnectedCallback() {
    globalThis.removeEventListener("pagehide", this.#onHide);
    document.removeEventListener("visibilitychange", this.#onHide);
    globalThis.removeEventListener("storage", this.#onStorage);
    this.#onHide();
  }

  get #session() {
    return /** @type {Session} */ (this.#begun);
  }

  /** The assessment document, or nothing while the first step is not complete. */
  get assessment() {
    return this.#begun?.assessment();
  }

  /** What the engine works out of the present assessment; nothing while there is none. */
  getResult() {
    const { engine } = this.#begun ?? {};
    const { assessment } = this;
    return engine && assessment ? engine.assess(assessment) : undefined;
  }

  #begin() {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    const place = this.getAttribute("storage-key") ?? location.pathname;
    const session = new Session({
      key: `tm:${place}`,
      earlier: `tm:red-flags:${place}`,
      keep: this.getAttribute("storage") !== "none",
      asOf: this.getAttribute("as-of") ?? undefined,
      sealed: () => this.hasAttribute("sealed"),
    });
    this.#begun = session;
    session.addEventListener("view", () => this.#draw());
    session.addEventListener("saved", () => this.#drawSaved());
    session.addEventListener("undo", () => this.#drawUndo());
    session.addEventListener("engine", () => this.#engineCame());
    root.append(
      frame(session, {
        go: (step) => this.#go(step),
        back: () => this.#back(),
        next: () => this.#next(),
        open: (file) => this.#open(file),
        deleteAll: () => this.#delete(),
      }),
    );
    this.#draw();
    this.#drawSaved();
    this.#load(session);
  }

  /** @param {Session} session */
  async #load(session) {
    const source = this.getAttribute("src") ?? new URL("./questionnaires/start.json", import.meta.url).href;
    try {
      await session.asking.begin(source);
    } catch (error) {
      this.#emit("tickmark-error", { code: "questionnaire-unreachable", message: String(error) });
      session.contentError = new Error("The questions could not be loaded.");
      this.#draw();
      return;
    }
    session.contentError = undefined;
    const { draft, asking } = session;
    const [first] = asking.list;
    if (first && !asking.listed(draft.questionnaire)) session.choose(first.id);
    this.#draw();
    if (draft.chosen && session.isMissing) this.#obtain();
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ call) => setTimeout(call, 200));
    idle(() => session.start(), { timeout: 2000 });
  }

  /** Fetches what the chosen questionnaire needs. */
  async #obtain() {
    const session = this.#session;
    await session.obtain();
    const error = /** @type {(Error & { code?: string }) | undefined} */ (session.contentError);
    if (error) this.#emit("tickmark-error", { code: error.code ?? "questionnaire", message: error.message });
    this.#settle();
  }

  #engineCame() {
    const { engine, engineError, asking, draft, later } = this.#session;
    if (later) addSheet(/** @type {ShadowRoot} */ (this.shadowRoot), later.LATER);
    if (engine) {
      const { id, version } = asking.listed(draft.questionnaire) ?? {};
      this.#emit("tickmark-ready", { version: engine.version(), questionnaire: { id, version } });
    } else if (engineError) {
      this.#emit("tickmark-error", { code: engineError.code ?? "engine", message: engineError.message });
    }
    this.#draw();
  }

  /** Says, once, that nothing more will be fetched for the chosen questionnaire. */
  #settle() {
    const { engine, later, draft, isMissing, questions } = this.#session;
    if (this.#loaded || !engine || !later || !draft.chosen || isMissing || questions.length === 0) return;
    this.#loaded = true;
    // What reads files as well, so that from then on the network can be switched off.
    later.fetched().then(
      () => this.#emit("tickmark-loaded", { questionnaire: draft.questionnaire }),
      () => (this.#loaded = false),
    );
  }

  /**
   * @param {string} type
   * @param {object} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** @param {string} id */
  #find(id) {
    return /** @type {HTMLElement | null} */ (this.shadowRoot?.getElementById(id) ?? null);
  }

  /**
   * The control that had the focus has it again; where it is gone, the offer to undo that, or the card in which it was.
   *
   * @param {string | undefined} active
   * @param {string | undefined} home
   */
  #focusAgain(active, home) {
    const undo = this.#find("undo-now");
    const isNew = undo !== null && undo !== this.#undoSeen;
    this.#undoSeen = undo;
    const control = active ? this.#find(active) : null;
    if (control) control.focus({ preventScroll: true });
    else if (home && isNew) undo.focus({ preventScroll: true });
    else if (home) focusOn(this.#find(home) ?? this.#find("heading"));
  }

  /** Draws the step; the control that had the focus has it afterwards, and what was open is open. */
  #draw() {
    const session = this.#session;
    const { step } = session.draft;
    const body = this.#find("body");
    const had = this.shadowRoot?.activeElement;
    const home = had && body?.contains(had) ? (had.closest("article")?.getAttribute("aria-labelledby") ?? "heading") : undefined;
    const shownFor = step === "questions" ? `${step}/${session.question?.id}` : step;
    const same = shownFor === this.#shownFor;
    this.#shownFor = shownFor;
    const open = new Map(
      [...(same && body ? body.querySelectorAll("details") : [])].map((one) => [one.id, one.open]),
    );
    const screen = this.#screenOrNote(step);
    body?.replaceChildren(screen.element);
    for (const one of body?.querySelectorAll("details") ?? []) one.open = one.open || (open.get(one.id) ?? one.open);
    this.#focusAgain(had?.id, same ? home : undefined);

    for (const one of STEPS) {
      const control = this.#find(`step-${one}`);
      if (one === step) control?.setAttribute("aria-current", "step");
      else control?.removeAttribute("aria-current");
    }
    const where = [`Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}`, screen.progress ?? NAMES[step]];
    const progress = this.#find("progress");
    if (progress) progress.textContent = where.join(" · ");
    this.#find("back")?.toggleAttribute("hidden", step === STEPS[0]);
    this.#nextLabel = screen.next;
    this.#touched();
    // After the last answer nothing older than that answer is shown, not even for a moment.
    if (step === "review") this.#renewPicture();
    this.#drawUnopened();
    const said = this.#find("said");
    said?.classList.add("hidden");
    if (said) said.textContent = session.news;
    session.news = "";
    if (screen.shown) this.#shown(session);
    this.#settle();
  }

  /** What follows from a change that needs no drawing of the step. */
  #touched() {
    const next = this.#find("next");
    const label = this.#nextLabel();
    next?.toggleAttribute("hidden", !label);
    if (next && next.textContent !== label) next.textContent = label;
    this.#find("facts")?.replaceChildren(...facts(this.#session.draft));
    const { later } = this.#session;
    this.#find("left")?.replaceChildren(later?.leftOut(this.#session) ?? "");
    this.#drawPicture(this.#picture);
    clearTimeout(this.#pictureTimer);
    this.#pictureTimer = setTimeout(() => this.#renewPicture(), CALM);
  }

  #renewPicture() {
    const session = this.#session;
    const { step } = session.draft;
    if (step !== "questions" && step !== "review") return;
    const present = step === "questions" ? session.question?.id : undefined;
    this.#picture = session.later?.picture(session, (id) => this.#go("questions", id), present);
    this.#drawPicture(this.#picture);
  }

  /** @param {Node | undefined} picture */
  #drawPicture(picture) {
    this.#find("picture")?.replaceChildren(...(picture ? [picture] : []));
  }

  /**
   * The step, or a sentence where it cannot be drawn: the rest of the page works in any case.
   *
   * @param {Step} step
   * @returns {Screen}
   */
  #screenOrNote(step) {
    try {
      return this.#screen(step);
    } catch (error) {
      this.#emit("tickmark-error", { code: "not-drawn", message: String(error) });
      return { element: h("p", { class: "note" }, "This step cannot be shown: something in your entries is damaged."), next: () => "" };
    }
  }

  /**
   * @param {Step} step
   * @returns {Screen}
   */
  #screen(step) {
    const session = this.#session;
    const redraw = () => this.#draw();
    const page = {
      redraw,
      touched: () => this.#touched(),
      find: (/** @type {string} */ id) => this.#find(id),
      checked: this.#checked,
      fromReview: this.#fromReview && this.#walk.length === 0,
      kept: this.#review,
      goTo: (/** @type {string} */ id) => this.#go("questions", id),
      change: (/** @type {string} */ id) => {
        this.#go("questions", id);
        this.#fromReview = true;
        this.#draw();
        this.#toTop();
      },
      goThrough: () => this.#walkOn(session.questions.filter((one) => !isAnswered(session.answering.stateOf(one))).map(({ id }) => id)),
      toProfile: () => {
        this.#go("profile", undefined, true);
      },
      answered: (/** @type {import("./tickmark.js").Answer} */ answer) => this.#answered(answer),
      engineNote: () => engineNote(session, redraw),
      contentNote: () => this.#contentNote(),
      chosen: () => {
        this.#turn += 1;
        // What a closed door keeps out is told at once; what can be fetched is fetched on the way on.
        if (!session.isMissing || !this.hasAttribute("sealed")) this.#draw();
        else this.#obtain().then(() => this.#find("content-note")?.scrollIntoView({ block: "nearest" }));
      },
      say: (/** @type {string} */ text) => {
        const said = this.#find("said");
        said?.classList.remove("hidden");
        if (said) said.textContent = text;
      },
    };
    if (step === "start") return startStep(session, page);
    if (step === "profile") return profileStep(session, page);
    if (step === "questions") return questionStep(session, page);
    const { later } = session;
    if (!later) {
      const element = h("div", null, h("h2", { id: "heading" }, NAMES[step]), page.engineNote() ?? h("p", null, "Loading…"));
      return { element, next: () => "" };
    }
    if (step === "review") return later.reviewStep(session, page);
    return step === "evidence" ? later.evidenceStep(session, page) : later.reportStep(session, page);
  }

  /** What keeps the questions from being here. */
  #contentNote() {
    const session = this.#session;
    const again = () => (session.asking.list.length > 0 ? this.#obtain() : this.#load(session));
    return contentNote(session, { again, reload: () => this.#reload() });
  }

  /** Loads the page again, where the chosen questionnaire is then fetched first. */
  #reload(wanted = "") {
    const session = this.#session;
    if (wanted) session.choose(wanted);
    if (session.draft.step === "start") session.go("profile");
    session.changed();
    session.keeper.flush();
    location.reload();
  }

  /** @param {import("./tickmark.js").Answer} answer */
  #answered({ question, choice, unknown, notApplicable, later }) {
    const { answering, questions } = this.#session;
    const value = choice ?? (unknown ? "unknown" : notApplicable ? "not-applicable" : later ? "later" : "");
    this.#emit("tickmark-answer", { question, value, progress: { answered: answering.count, total: questions.length } });
  }

  /** @param {Session} session */
  #shown({ draft, answering, questions }) {
    this.#emit("tickmark-result", {
      asOf: draft.asOf,
      questionnaire: draft.questionnaire,
      answered: answering.count,
      total: questions.length,
      evidence: draft.evidence.length,
    });
  }

  #drawSaved() {
    const { saved } = this.#session;
    const place = this.#find("saved");
    const text = savedText(saved);
    if (place && place.textContent !== text) place.textContent = text;
    place?.classList.toggle("error", saved.kind === "lost");
  }

  #drawUndo() {
    const { undo } = this.#session;
    this.#find("undo")?.replaceChildren(...(undo ? [undoNote(undo)] : []));
  }

  #drawUnopened() {
    const unopened = this.#unopened;
    const { later, saved } = this.#session;
    const note = later?.unopenedNote;
    const isKept = saved.kind === "saved" || saved.kind === "idle";
    const reload = isKept ? (/** @type {string} */ id) => this.#reload(id) : undefined;
    const close = () => {
      this.#unopened = undefined;
      this.#draw();
    };
    // On the first step it stands beside what was chosen.
    const content = this.#begun?.draft.step === "start" ? undefined : this.#contentNote();
    const notes = [unopened && note ? note(unopened, close, reload) : undefined, content];
    this.#find("notice")?.replaceChildren(...notes.filter((one) => one !== undefined));
  }

  /** @param {File} file */
  async #open(file) {
    const session = this.#session;
    this.#turn += 1;
    const turn = this.#turn;
    const { problems, wanted } = await session.open(file, () => turn === this.#turn);
    this.#checked = false;
    this.#unopened = problems.length > 0 ? { name: file.name, problems, wanted } : undefined;
    this.#draw();
    if (session.draft.chosen && session.isMissing) this.#obtain();
    if (problems.length > 0) {
      focusOn(this.#find("unopened"));
      this.#find("notice")?.scrollIntoView({ block: "nearest" });
    } else {
      this.#toTop();
    }
    for (const { code, message } of problems) this.#emit("tickmark-error", { code, message });
  }

  /** @param {string} [text]  what is said about it */
  #delete(text) {
    this.#turn += 1;
    this.#checked = false;
    this.#unopened = undefined;
    this.#begun?.deleteAll(text);
  }

  /**
   * @param {Step} step
   * @param {string} [question]
   * @param {boolean} [checked]
   */
  async #go(step, question, checked = false) {
    const session = this.#session;
    const { draft } = session;
    this.#fromReview = false;
    this.#walk = [];
    this.#turn += 1;
    if (step !== "start" && session.isMissing && session.obtaining !== draft.questionnaire && !session.contentError) {
      const turn = this.#turn;
      draft.chosen = true;
      // The reader goes on in any case: without the questions, every step says so and offers what can be done.
      await this.#obtain();
      if (turn !== this.#turn) return;
    }
    this.#checked = checked;
    session.go(step, step === "questions" ? (question ?? this.#firstOpen()) : undefined);
    this.#draw();
    if (checked) this.#toSummary();
    else this.#toTop();
    if (step === "evidence" || step === "report") session.exhibits?.refresh().then((read) => read && this.#draw());
  }

  /**
   * Goes to the first of these questions, with the others to follow; back to the review after the last.
   *
   * @param {string[]} ids
   */
  #walkOn(ids) {
    // An answer may have hidden a question that was to follow.
    const { questions } = this.#session;
    const [id, ...rest] = ids.filter((one) => questions.some((question) => question.id === one));
    if (!id) {
      this.#go("review").then(() => this.#find("go-through")?.focus());
      return;
    }
    this.#go("questions", id);
    this.#fromReview = true;
    this.#walk = rest;
    this.#draw();
    this.#toTop();
  }

  /** The question that was on the screen, or the first that still has to be answered. */
  #firstOpen() {
    const session = this.#session;
    const { draft, questions } = session;
    if (questions.some((one) => one.id === draft.question)) return draft.question;
    const isOpen = (/** @type {string} */ state) => ["open", "problem", "changed"].includes(state);
    return questions.find((one) => isOpen(session.answering.stateOf(one)))?.id ?? questions[0]?.id;
  }

  /** Puts the focus on the heading, and the step where it can be seen. */
  #toTop() {
    focusOn(this.#find("heading"));
    const progress = this.#find("progress");
    const top = progress?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > innerHeight / 2) progress?.scrollIntoView({ block: "start" });
  }

  /** Puts the focus on what is missing. */
  #toSummary() {
    const summary = this.#find("summary");
    focusOn(summary);
    summary?.scrollIntoView({ block: "nearest" });
  }

  #back() {
    const session = this.#session;
    const { step } = session.draft;
    const before = session.questions[session.questions.findIndex((one) => one.id === session.question?.id) - 1];
    if (step === "questions" && this.#fromReview) this.#go("review");
    else if (step === "questions" && before) this.#go("questions", before.id);
    else this.#go(/** @type {Step} */ (STEPS[Math.max(0, STEPS.indexOf(step) - 1)]));
  }

  #next() {
    const session = this.#session;
    const { draft, asking, question, questions } = session;
    const { step } = draft;
    if (step === "report") {
      this.#find("download-html")?.click();
      return;
    }
    const asked = step === "questions" ? question : undefined;
    const missing = step === "profile" ? profileProblems(draft, asking.policyValues) : asked ? session.answering.problemsOf(asked) : [];
    if (missing.length > 0) {
      this.#checked = true;
      this.#draw();
      this.#toSummary();
      return;
    }
    const after = asked && questions[questions.indexOf(asked) + 1];
    if (asked && this.#walk.length > 0) this.#walkOn(this.#walk);
    else if (asked && this.#fromReview) this.#go("review").then(() => this.#find(`change-${asked.id}`)?.focus());
    else if (after) this.#go("questions", after.id);
    else this.#go(/** @type {Step} */ (STEPS[STEPS.indexOf(step) + 1]));
  }
}
