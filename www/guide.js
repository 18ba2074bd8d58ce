/** Draws the steps, and leads the reader from one to the next. */

import { isAnswered } from "./answers.js";
import { focusOn, h } from "./dom.js";
import { facts, frame, nameOf } from "./frame.js";
import { contentNote, engineNote, notices, savedText, undoNote } from "./notes.js";
import { profileProblems, STEPS } from "./state.js";
import { profileStep } from "./steps/profile.js";
import { questionStep } from "./steps/questions.js";
import { startStep } from "./steps/start.js";
import { t } from "./words.js";

/**
 * What a step gives to be shown.
 *
 * @typedef {object} Screen
 * @property {Node} element
 * @property {() => string} next  label of the button that leads on; empty at the end
 * @property {string} [progress]  where inside the step the reader is
 *
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./state.js").Step} Step
 * @typedef {import("./tickmark.js").Problem} Problem
 */

/** After so many milliseconds without a change the picture is drawn again. */
const CALM = 250;

export class Guide {
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
  /** Counts where the reader wanted to go: what was waited for meanwhile takes nobody back. */
  #turn = 0;
  /** What came in a link, in the place of the step; makes it anew in another language. @type {(() => HTMLElement) | undefined} */
  #sent;
  /** That as it was made last. @type {HTMLElement | undefined} */
  #sentAs;
  #root;
  #session;
  #arrival;
  #emit;

  /**
   * @param {ShadowRoot} root
   * @param {Session} session
   * @param {import("./arrival.js").Arrival} arrival
   * @param {(type: string, detail: object) => void} emit
   */
  constructor(root, session, arrival, emit) {
    this.#root = root;
    this.#session = session;
    this.#arrival = arrival;
    this.#emit = emit;
    session.addEventListener("view", () => this.draw());
    session.addEventListener("saved", () => this.#drawSaved());
    session.addEventListener("undo", () => this.#drawUndo());
    root.addEventListener(
      "drop",
      (event) => {
        if (!session.readonly) return;
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  }

  /** Draws everything, in the language that is spoken now. */
  renew() {
    const root = this.#root;
    const had = root.activeElement?.id;
    const before = this.#find("sheet");
    const body = [...(this.#find("body")?.childNodes ?? [])];
    const sheet = frame(this.#session, {
      go: (step) => this.go(step),
      back: () => this.#back(),
      next: () => this.#next(),
      open: async (file) => void (await this.open(file, true)),
      merge: (files) => this.merge(files),
      deleteAll: () => this.deleteAll(t("Everything on this device was deleted."), true),
    });
    if (before) before.replaceWith(sheet);
    else root.append(sheet);
    this.#sentAs = this.#sent?.();
    // What is open on the step stays open.
    this.#find("body")?.append(...body);
    this.draw();
    this.#drawSaved();
    this.#drawUndo();
    if (had) this.#find(had)?.focus({ preventScroll: true });
  }

  /** @param {string} id */
  #find(id) {
    return /** @type {HTMLElement | null} */ (this.#root.getElementById(id) ?? null);
  }

  /**
   * The control that had the focus has it again; where it is gone, the offer to undo that, or the card in which it was.
   *
   * @param {Element | null} had
   * @param {string | undefined} home
   */
  #focusAgain(had, home) {
    const undo = this.#find("undo-now");
    const isNew = undo !== null && undo !== this.#undoSeen;
    this.#undoSeen = undo;
    const control = had?.id ? this.#find(had.id) : null;
    if (control) {
      control.focus({ preventScroll: true });
      if (had) this.#session.later?.caret(had, control);
    } else if (home && isNew) undo.focus({ preventScroll: true });
    else if (home) focusOn(this.#find(home) ?? this.#find("heading"));
  }

  /** Draws the step; the control that had the focus has it afterwards, and what was open is open. */
  draw() {
    const session = this.#session;
    const { step } = session.draft;
    const body = this.#find("body");
    // The language is still on its way.
    if (!body) return;
    const had = this.#root.activeElement;
    const home = had && body?.contains(had) ? (had.closest("article")?.getAttribute("aria-labelledby") ?? "heading") : undefined;
    const sent = this.#sent && this.#sentAs;
    const shownFor = sent ? "sent" : step === "questions" ? `${step}/${session.question?.id}` : step;
    const same = shownFor === this.#shownFor;
    this.#shownFor = shownFor;
    if (!same && !sent) this.#tellStep();
    this.#find("sheet")?.classList.toggle("sent", sent !== undefined);
    const open = new Map(
      [...(same && body ? body.querySelectorAll("details") : [])].map((one) => [one.id, one.open]),
    );
    const screen = sent ? { element: sent, next: () => "" } : this.#screenOrNote(step);
    if (body?.firstChild !== sent || !sent) body?.replaceChildren(sent ?? this.#guarded(step, screen.element));
    for (const one of body?.querySelectorAll("details") ?? []) one.open = one.open || (open.get(one.id) ?? one.open);
    this.#focusAgain(had, same ? home : undefined);

    for (const one of STEPS) {
      const control = this.#find(`step-${one}`);
      if (one === step) control?.setAttribute("aria-current", "step");
      else control?.removeAttribute("aria-current");
    }
    const at = t("Step {step} of {steps}", { step: STEPS.indexOf(step) + 1, steps: STEPS.length });
    const where = [at, /** @type {Screen} */ (screen).progress ?? nameOf(step)];
    const progress = this.#find("progress");
    if (progress) progress.textContent = where.join(" · ");
    this.#find("back")?.toggleAttribute("hidden", step === STEPS[0]);
    this.#nextLabel = screen.next;
    this.#touched();
    // After the last answer nothing older than that answer is shown, not even for a moment.
    if (step === "review") this.#renewPicture();
    this.#drawNotices();
    const said = this.#find("said");
    said?.classList.add("hidden");
    if (said) said.textContent = session.news;
    session.news = "";
    session.later?.equip(this.#root, session, this);
    this.#arrival.settle();
  }

  /**
   * What can be looked at and not changed, where the page says so.
   *
   * @param {Step} step
   * @param {Node} element
   */
  #guarded(step, element) {
    const { readonly } = this.#session;
    for (const id of ["open-label", "delete"]) this.#find(id)?.toggleAttribute("hidden", readonly);
    return readonly && step !== "review" && step !== "report" ? h("fieldset", { class: "plain", disabled: true }, element) : element;
  }

  #tellStep() {
    const { draft, questions, question } = this.#session;
    const asked = draft.step === "questions" && question;
    const at = asked ? { question: asked.id, index: questions.indexOf(asked), total: questions.length } : {};
    this.#emit("tickmark-step", { step: draft.step, ...at });
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
    this.#picture = session.later?.picture(session, (id) => this.go("questions", id), present);
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
      return { element: h("p", { class: "note" }, t("This step cannot be shown: something in your entries is damaged.")), next: () => "" };
    }
  }

  /**
   * @param {Step} step
   * @returns {Screen}
   */
  #screen(step) {
    const session = this.#session;
    const redraw = () => this.draw();
    const page = {
      redraw,
      root: this.#root,
      touched: () => this.#touched(),
      find: (/** @type {string} */ id) => this.#find(id),
      checked: this.#checked,
      fromReview: this.#fromReview && this.#walk.length === 0,
      kept: this.#review,
      goTo: (/** @type {string} */ id) => this.go("questions", id),
      ways: this,
      change: (/** @type {string} */ id) => {
        this.go("questions", id);
        this.#fromReview = true;
        this.draw();
        this.#toTop();
      },
      goThrough: () => this.#walkOn(session.questions.filter((one) => !isAnswered(session.answering.stateOf(one))).map(({ id }) => id)),
      toProfile: () => {
        this.go("profile", undefined, true);
      },
      answered: (/** @type {import("./tickmark.js").Answer} */ answer) => this.#answered(answer),
      engineNote: () => engineNote(session, redraw),
      contentNote: () => this.#contentNote(),
      chosen: () => {
        this.#turn += 1;
        // What a closed door keeps out is told at once; what can be fetched is fetched on the way on.
        if (!session.isMissing || !session.sealed()) this.draw();
        else this.#arrival.obtain().then(() => this.#find("content-note")?.scrollIntoView({ block: "nearest" }));
      },
      say: (/** @type {string} */ text) => this.#say(text),
      merge: (/** @type {File[]} */ files) => void this.merge(files),
    };
    if (step === "start") return startStep(session, page);
    if (step === "profile") return profileStep(session, page);
    if (step === "questions") return questionStep(session, page);
    const { later } = session;
    if (!later) {
      const element = h("div", null, h("h2", { id: "heading" }, nameOf(step)), page.engineNote() ?? h("p", null, t("Loading…")));
      return { element, next: () => "" };
    }
    if (step === "review") return later.reviewStep(session, page);
    return step === "evidence" ? later.evidenceStep(session, page) : later.reportStep(session, page);
  }

  /** What keeps the questions from being here. */
  #contentNote() {
    const session = this.#session;
    const again = () => (session.asking.list.length > 0 ? this.#arrival.obtain() : this.#arrival.begin());
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

  #drawNotices() {
    const session = this.#session;
    const { saved, draft } = session;
    const isKept = saved.kind === "saved" || saved.kind === "idle";
    const notes = notices(session, {
      unopened: this.#unopened,
      reload: isKept ? (id) => this.#reload(id) : undefined,
      close: () => {
        this.#unopened = undefined;
        this.draw();
      },
      leave: () => {
        this.#turn += 1;
        this.#unopened = undefined;
        session.sample?.leave();
        this.#toTop();
      },
      // On the first step it stands beside what was chosen.
      content: draft.step === "start" ? undefined : this.#contentNote(),
      redraw: () => this.draw(),
    });
    this.#find("notice")?.replaceChildren(...notes);
  }

  /**
   * What comes from outside, and whether the reader has not gone on elsewhere meanwhile.
   *
   * @returns {Promise<[typeof import("./incoming.js"), import("./incoming.js").Coming]>}
   */
  async #incoming() {
    this.#turn += 1;
    const turn = this.#turn;
    const [session, root, guide] = [this.#session, this.#root, this];
    const { incoming } = await session.tools();
    return [incoming, { session, root, guide, isWanted: () => turn === this.#turn }];
  }

  /** @param {string} text  of the saved file  @param {string} about  what the sample is, in a sentence */
  async showSample(text, about) {
    this.#sent = undefined;
    const [{ showSample }, coming] = await this.#incoming();
    return showSample(coming, text, about);
  }

  /** @param {string} text  @param {string} [name]  of the file that it stands in */
  async openLink(text, name) {
    const [{ openLink }, coming] = await this.#incoming();
    return openLink(coming, text, name);
  }

  /** @param {File} file  @param {boolean} [asking]  whether the reader is asked before it takes the place of anything */
  async open(file, asking = false) {
    const [{ open }, coming] = await this.#incoming();
    return open(coming, file, asking);
  }

  /** @param {File[]} files  of one assessment, of several people */
  async merge(files) {
    const [{ merge }, coming] = await this.#incoming();
    return merge(coming, files);
  }

  /**
   * Shows something in the place of the step, or the step again.
   *
   * @param {(() => HTMLElement) | undefined} make
   */
  show(make) {
    this.#sent = make;
    this.#sentAs = make?.();
    this.draw();
    this.#toTop();
    // On a page with more than the element, it begins far below.
    if (make) this.#find("sheet")?.scrollIntoView({ block: "start" });
    this.#find("sent-passphrase")?.focus({ preventScroll: true });
  }

  /**
   * Draws the step, and nothing of what was shown in the place of it.
   *
   * @param {boolean} isNew  whether the reader is led to its heading
   * @param {import("./exhibits.js").Refused} [unopened]  what was not opened
   */
  shown(isNew, unopened) {
    this.#checked = false;
    // What was gone through was of what was there before.
    if (!unopened) {
      this.#fromReview = false;
      this.#walk = [];
    }
    this.#sent = undefined;
    this.#unopened = unopened;
    this.draw();
    if (isNew) this.#toTop();
  }

  /**
   * Shows what was opened, or why it was not.
   *
   * @param {Problem[]} problems
   * @param {string} name
   * @param {string} [wanted]
   */
  told(problems, name, wanted) {
    const session = this.#session;
    this.shown(false, problems.length > 0 ? { name, problems, wanted } : undefined);
    if (session.draft.chosen && session.isMissing) this.#arrival.obtain();
    if (problems.length > 0) {
      focusOn(this.#find("unopened"));
      this.#find("notice")?.scrollIntoView({ block: "nearest" });
    } else {
      this.#toTop();
    }
    for (const { code, message, at } of problems) this.#emit("tickmark-error", { code, message, path: at });
  }

  /**
   * @param {string} text  what is said about it
   * @param {boolean} all  and not the present assessment alone
   */
  deleteAll(text, all) {
    this.#turn += 1;
    this.#checked = false;
    this.#sent = undefined;
    this.#unopened = undefined;
    this.#session.deleteAll(text, all);
  }

  /**
   * @param {Step} step
   * @param {string} [question]
   * @param {boolean} [checked]
   */
  async go(step, question, checked = false) {
    const session = this.#session;
    const { draft } = session;
    this.#sent = undefined;
    this.#fromReview = false;
    this.#walk = [];
    this.#turn += 1;
    if (step !== "start" && session.isMissing && session.obtaining !== draft.questionnaire && !session.contentError) {
      const turn = this.#turn;
      draft.chosen = true;
      // The reader goes on in any case: without the questions, every step says so and offers what can be done.
      await this.#arrival.obtain();
      if (turn !== this.#turn) return;
    }
    this.#checked = checked;
    session.go(step, step === "questions" ? (question ?? session.answering.firstOpen) : undefined);
    this.draw();
    if (checked) this.#toSummary();
    else this.#toTop();
    if (step === "evidence") this.#arrival.settle(true);
    if (step === "evidence" || step === "report") session.exhibits?.refresh().then((read) => read && this.draw());
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
      this.go("review").then(() => this.#find("go-through")?.focus());
      return;
    }
    this.go("questions", id);
    this.#fromReview = true;
    this.#walk = rest;
    this.draw();
    this.#toTop();
  }

  /**
   * Goes to a step or a question by its name. Whether there is one of that name.
   *
   * @param {string} id
   */
  async goTo(id) {
    const step = STEPS.find((one) => one === id);
    const isQuestion = this.#session.questions.some((one) => one.id === id);
    if (!step && !isQuestion) return false;
    await (step ? this.go(step) : this.go("questions", id));
    return true;
  }

  /** Leads to what is still missing. */
  async showMissing() {
    const { draft, asking } = this.#session;
    if (profileProblems(draft, asking.policyValues).length > 0) await this.go("profile", undefined, true);
    else await this.go("questions");
  }

  /**
   * Shows the report, of which the file takes the place of paper.
   *
   * @param {string} text  what is said about it
   */
  async offerFile(text) {
    await this.go("report");
    // The drawing of the report would take the sentence away.
    await this.#session.later?.made(this.#session, "fragment")?.done;
    this.#say(text);
    this.#find("download-html")?.focus();
  }

  /** @param {string} text */
  #say(text) {
    const said = this.#find("said");
    said?.classList.remove("hidden");
    if (said) said.textContent = text;
  }

  /** Nothing is drawn any more. */
  rest() {
    clearTimeout(this.#pictureTimer);
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
    if (step === "questions" && this.#fromReview) this.go("review");
    else if (step === "questions" && before) this.go("questions", before.id);
    else this.go(/** @type {Step} */ (STEPS[Math.max(0, STEPS.indexOf(step) - 1)]));
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
    const missing = session.readonly ? [] : step === "profile" ? profileProblems(draft, asking.policyValues) : asked ? session.answering.problemsOf(asked) : [];
    if (missing.length > 0) {
      this.#checked = true;
      this.draw();
      this.#toSummary();
      return;
    }
    const after = asked && questions[questions.indexOf(asked) + 1];
    if (asked && this.#walk.length > 0) this.#walkOn(this.#walk);
    else if (asked && this.#fromReview) this.go("review").then(() => this.#find(`change-${asked.id}`)?.focus());
    else if (after) this.go("questions", after.id);
    else this.go(/** @type {Step} */ (STEPS[STEPS.indexOf(step) + 1]));
  }
}
