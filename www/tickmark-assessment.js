/** The element: draws the frame around the four steps and connects them with the session. */

import { longDate } from "./dates.js";
import { button, focusOn, h } from "./dom.js";
import { engineNote, savedText, undoNote, unopenedNote } from "./notes.js";
import { Session } from "./session.js";
import { endOfWindow, isComplete, profileProblems, STEPS } from "./state.js";
import { evidenceStep } from "./steps/evidence.js";
import { profileStep } from "./steps/profile.js";
import { problems as answerProblems, questionStep } from "./steps/questions.js";
import { reportStep, saveFile } from "./steps/report.js";
import { sheets } from "./styles.js";

/**
 * What a step gives to be shown.
 *
 * @typedef {object} Screen
 * @property {Node} element
 * @property {string} next  label of the button that leads on; empty at the end
 * @property {string} [progress]  where inside the step the reader is
 * @property {boolean} [shown]  whether a report was shown
 *
 * @typedef {import("./state.js").Step} Step
 */

const NAMES = { profile: "About you", questions: "Six questions", evidence: "Evidence", report: "Report" };
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/**
 * `<tickmark-assessment>`.
 *
 * Attributes, read when it is connected: `storage` (`local`, or `none` to keep nothing on the device), `storage-key`
 * (where several are on one page), `src` (questionnaire), `as-of` (the day a new assessment is made for).
 *
 * Events, all of which bubble and cross shadow roots: `tickmark-ready`, `tickmark-answer`, `tickmark-result`,
 * `tickmark-error`. None carries free text.
 */
export class TickmarkAssessment extends Base {
  /** @type {Session | undefined} */
  #session;
  /** Whether what is missing on the present screen is to be shown. */
  #checked = false;
  /** @type {import("./session.js").Refused | undefined} */
  #unopened;
  #onHide = () => this.#session?.keeper.flush();

  /** Another tab has kept something newer. @param {StorageEvent} event */
  #onStorage = (event) => {
    if (event.key === this.#session?.keeper.key && event.newValue) this.#session?.adopt();
  };

  connectedCallback() {
    if (!this.#session) this.#begin();
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

  /** The assessment document, or nothing while the first step is not complete. */
  get assessment() {
    return this.#session?.assessment();
  }

  /** What the engine works out of the present assessment; nothing while there is none. */
  getResult() {
    const { engine } = this.#session ?? {};
    const { assessment } = this;
    return engine && assessment ? engine.assess(assessment) : undefined;
  }

  #begin() {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    const place = this.getAttribute("storage-key") ?? location.pathname;
    const session = new Session({
      key: `tm:red-flags:${place}`,
      keep: this.getAttribute("storage") !== "none",
      asOf: this.getAttribute("as-of") ?? undefined,
    });
    this.#session = session;
    session.addEventListener("view", () => this.#draw());
    session.addEventListener("saved", () => this.#drawSaved());
    session.addEventListener("undo", () => this.#drawUndo());
    session.addEventListener("engine", () => this.#engineCame());
    root.append(this.#frame());
    this.#draw();
    this.#drawSaved();
    this.#load(session);
  }

  /** @param {Session} session */
  async #load(session) {
    const source = this.getAttribute("src") ?? new URL("./questionnaires/red-flags.json", import.meta.url).href;
    try {
      const response = await fetch(source);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      session.questionnaire = await response.json();
      this.#draw();
    } catch (error) {
      this.#emit("tickmark-error", { code: "questionnaire-unreachable", message: String(error) });
      this.#find("notice")?.replaceChildren(
        h("p", { class: "note" }, "The questions could not be loaded. Load the page again; what you entered is kept."),
      );
      return;
    }
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ call) => setTimeout(call, 200));
    idle(() => session.start(), { timeout: 2000 });
  }

  #engineCame() {
    const { engine, engineError, questionnaire, draft } = /** @type {Session} */ (this.#session);
    if (engine && questionnaire) {
      const { id, version } = questionnaire;
      this.#emit("tickmark-ready", { version: engine.version(), questionnaire: { id, version } });
    } else if (engineError) {
      this.#emit("tickmark-error", { code: engineError.code ?? "engine", message: engineError.message });
    }
    if (draft.step === "evidence" || draft.step === "report" || engineError) this.#draw();
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

  /** What stands around every step. */
  #frame() {
    const session = /** @type {Session} */ (this.#session);
    const picker = h("input", {
      type: "file",
      id: "open",
      class: "hidden",
      accept: ".json,application/json",
      onchange: async () => {
        const [file] = picker.files ?? [];
        picker.value = "";
        if (file) await this.#open(file);
      },
    });
    const steps = STEPS.map((step, index) =>
      h(
        "li",
        null,
        h(
          "button",
          { type: "button", id: `step-${step}`, onclick: () => this.#go(step) },
          h("span", { class: "number", "aria-hidden": "true" }, `${index + 1}`),
          NAMES[step],
        ),
      ),
    );
    return h(
      "section",
      { class: "sheet", part: "root", "aria-label": "SOC 2 readiness self-check" },
      h(
        "div",
        { class: "top", part: "header" },
        h("dl", { class: "facts", id: "facts" }),
        h(
          "div",
          { class: "tools" },
          picker,
          h("label", { for: "open", class: "button small" }, "Open file"),
          button("Delete everything on this device", () => this.#delete(), { class: "small", id: "delete" }),
        ),
      ),
      h("nav", { class: "steps", "aria-label": "Steps" }, h("ol", null, ...steps)),
      h("p", { class: "progress", id: "progress", part: "progress" }),
      h("div", { id: "undo", role: "status" }),
      h("div", { id: "notice" }),
      h("div", { class: "body", id: "body", part: "step" }),
      h(
        "div",
        { class: "actions" },
        button("Back", () => this.#back(), { id: "back" }),
        button("Continue", () => this.#next(), { id: "next", class: "primary", part: "primary" }),
        h("p", { class: "saved", id: "saved", role: "status" }),
        button("Save assessment file", () => saveFile(session), { class: "link", id: "copy" }),
      ),
      h("p", { class: "hidden", id: "said", role: "status" }),
    );
  }

  /** Draws the step; the control that had the focus has it afterwards. */
  #draw() {
    const session = /** @type {Session} */ (this.#session);
    const { step } = session.draft;
    const active = this.shadowRoot?.activeElement?.id;
    const screen = this.#screen(step);
    this.#find("body")?.replaceChildren(screen.element);
    if (active) this.#find(active)?.focus();

    for (const one of STEPS) {
      const control = this.#find(`step-${one}`);
      if (one === step) control?.setAttribute("aria-current", "step");
      else control?.removeAttribute("aria-current");
    }
    const where = [`Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}`, screen.progress ?? NAMES[step]];
    const progress = this.#find("progress");
    if (progress) progress.textContent = where.join(" · ");
    this.#find("back")?.toggleAttribute("hidden", step === "profile");
    const next = this.#find("next");
    next?.toggleAttribute("hidden", !screen.next);
    if (next) next.textContent = screen.next;
    this.#drawFacts();
    this.#drawUnopened();
    const said = this.#find("said");
    said?.classList.add("hidden");
    if (said) said.textContent = session.news;
    session.news = "";
    if (screen.shown) this.#shown(session);
  }

  /**
   * @param {Step} step
   * @returns {Screen}
   */
  #screen(step) {
    const session = /** @type {Session} */ (this.#session);
    const page = {
      redraw: () => this.#draw(),
      find: (/** @type {string} */ id) => this.#find(id),
      checked: this.#checked,
      facts: () => this.#drawFacts(),
      goTo: (/** @type {number} */ index) => this.#go("questions", index),
      toProfile: () => {
        this.#go("profile", undefined, true);
      },
      answered: (/** @type {import("./tickmark.js").Answer} */ answer) => this.#answered(answer),
      engineNote: () => engineNote(session, () => this.#draw()),
      say: (/** @type {string} */ text) => {
        const said = this.#find("said");
        said?.classList.remove("hidden");
        if (said) said.textContent = text;
      },
    };
    if (step === "profile") return profileStep(session, page);
    if (step === "questions") return questionStep(session, page);
    return step === "evidence" ? evidenceStep(session, page) : reportStep(session, page);
  }

  /** @param {import("./tickmark.js").Answer} answer */
  #answered({ question, choice, unknown, notApplicable }) {
    const { draft, questionnaire } = /** @type {Session} */ (this.#session);
    const value = choice ?? (unknown ? "unknown" : notApplicable ? "not-applicable" : "");
    const answered = draft.answers.filter(isComplete).length;
    this.#emit("tickmark-answer", { question, value, progress: { answered, total: questionnaire?.questions.length } });
  }

  /** @param {Session} session */
  #shown({ draft, questionnaire }) {
    const answered = draft.answers.filter(isComplete).length;
    this.#emit("tickmark-result", {
      asOf: draft.asOf,
      answered,
      total: questionnaire?.questions.length,
      evidence: draft.evidence.length,
    });
  }

  /** The head of the workpaper. */
  #drawFacts() {
    const { draft } = /** @type {Session} */ (this.#session);
    const { profile } = draft;
    const end = endOfWindow(profile);
    const lines = [
      ["Organisation", profile.organisation || "–"],
      ["Report", profile.type ? `Type ${profile.type}` : "–"],
      ["Window", profile.start && end ? `${longDate(profile.start)} – ${longDate(end)}` : "–"],
      ["As of", draft.asOf ? longDate(draft.asOf) : "–"],
    ];
    const items = lines.map(([term = "", text = ""]) => h("div", null, h("dt", null, term), h("dd", null, text)));
    this.#find("facts")?.replaceChildren(...items);
  }

  #drawSaved() {
    const { saved } = /** @type {Session} */ (this.#session);
    const place = this.#find("saved");
    const text = savedText(saved);
    if (place && place.textContent !== text) place.textContent = text;
    place?.classList.toggle("error", saved.kind === "lost");
  }

  #drawUndo() {
    const { undo } = /** @type {Session} */ (this.#session);
    this.#find("undo")?.replaceChildren(...(undo ? [undoNote(undo)] : []));
  }

  #drawUnopened() {
    const unopened = this.#unopened;
    const close = () => {
      this.#unopened = undefined;
      this.#draw();
    };
    this.#find("notice")?.replaceChildren(...(unopened ? [unopenedNote(unopened, close)] : []));
  }

  /** @param {File} file */
  async #open(file) {
    const session = /** @type {Session} */ (this.#session);
    const problems = await session.open(file);
    this.#checked = false;
    this.#unopened = problems.length > 0 ? { name: file.name, problems } : undefined;
    this.#draw();
    if (problems.length > 0) {
      focusOn(this.#find("unopened"));
      this.#find("notice")?.scrollIntoView({ block: "nearest" });
    } else {
      this.#toTop();
    }
    for (const { code, message } of problems) this.#emit("tickmark-error", { code, message });
  }

  #delete() {
    this.#checked = false;
    this.#unopened = undefined;
    this.#session?.deleteAll();
  }

  /**
   * @param {Step} step
   * @param {number} [question]
   * @param {boolean} [checked]
   */
  #go(step, question, checked = false) {
    const session = /** @type {Session} */ (this.#session);
    this.#checked = checked;
    session.go(step, question);
    this.#draw();
    if (!checked) this.#toTop();
    if (step === "evidence" || step === "report") session.refresh().then((read) => read && this.#draw());
  }

  /** Puts the focus on the heading, and the step where it can be seen. */
  #toTop() {
    focusOn(this.#find("heading"));
    const progress = this.#find("progress");
    const top = progress?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > innerHeight / 2) progress?.scrollIntoView({ block: "start" });
  }

  #back() {
    const { step, question } = /** @type {Session} */ (this.#session).draft;
    if (step === "questions" && question > 0) this.#go("questions", question - 1);
    else this.#go(/** @type {Step} */ (STEPS[Math.max(0, STEPS.indexOf(step) - 1)]));
  }

  #next() {
    const { draft, questionnaire } = /** @type {Session} */ (this.#session);
    const { step, question } = draft;
    if (step === "report") {
      this.#find("download-html")?.click();
      return;
    }
    const questions = questionnaire?.questions ?? [];
    const current = draft.answers.find((answer) => answer.question === questions[question]?.id);
    const missing = step === "profile" ? profileProblems(draft) : step === "questions" ? answerProblems(current) : [];
    if (missing.length > 0) {
      this.#checked = true;
      this.#draw();
      return;
    }
    if (step === "questions" && question < questions.length - 1) this.#go("questions", question + 1);
    else this.#go(/** @type {Step} */ (STEPS[STEPS.indexOf(step) + 1]));
  }
}
