/** What arrives after the element: the questions, the engine with the later steps, and what reads files. */

import { t } from "./words.js";

/**
 * When the engine is fetched: once the browser has time, once the element can be seen, or with the first thing that the
 * reader does.
 *
 * @typedef {"idle" | "visible" | "none"} Preload
 */

export class Arrival {
  #session;
  #source;
  #emit;
  #loaded = false;
  /** Whether what reads files could not be fetched: tried again when there is a reason to. */
  #unfetched = false;
  /** Ends the waiting for a moment at which to fetch the engine. */
  #wait = new AbortController();

  /**
   * @param {import("./session.js").Session} session
   * @param {string | undefined} source  of the list of questionnaires, if not the usual one
   * @param {(type: string, detail: object) => void} emit
   */
  constructor(session, source, emit) {
    this.#session = session;
    this.#source = source;
    this.#emit = emit;
  }

  /** Fetches the list of questionnaires and the questions of the first. */
  async begin() {
    const session = this.#session;
    try {
      await session.asking.begin(this.#source);
    } catch (error) {
      this.#emit("tickmark-error", { code: "questionnaire-unreachable", message: String(error) });
      session.contentError = new Error(t("The questions could not be loaded."));
      session.view();
      return;
    }
    session.contentError = undefined;
    const { draft, asking } = session;
    const [first] = asking.list;
    if (first && !asking.listed(draft.questionnaire)) session.choose(first.id);
    session.view();
    if (draft.chosen && session.isMissing) this.obtain();
  }

  /**
   * Fetches the engine when the page is to have it.
   *
   * @param {Preload} preload
   * @param {HTMLElement} host
   */
  schedule(preload, host) {
    const { signal } = this.#wait;
    const start = () => {
      if (signal.aborted) return;
      this.stop();
      this.#session.start();
    };
    if (preload === "idle") {
      const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ call) => setTimeout(call, 200));
      idle(start, { timeout: 2000 });
      return;
    }
    for (const type of ["focusin", "pointerdown"]) host.addEventListener(type, start, { once: true, signal });
    if (preload !== "visible") return;
    const seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && start());
    seen.observe(host);
    signal.addEventListener("abort", () => seen.disconnect());
  }

  /** Waits for no moment any more. */
  stop() {
    this.#wait.abort();
  }

  /** Fetches what the chosen questionnaire needs. */
  async obtain() {
    const session = this.#session;
    await session.obtain();
    const error = /** @type {(Error & { code?: string }) | undefined} */ (session.contentError);
    if (error) this.#emit("tickmark-error", { code: error.code ?? "questionnaire-unreachable", message: error.message });
    this.settle();
  }

  /**
   * Says, once, that nothing more will be fetched for the chosen questionnaire.
   *
   * @param {boolean} [again]  whether to try what failed before: the reader needs it, or the connection is back
   */
  settle(again = false) {
    const { engine, later, draft, isMissing, questions } = this.#session;
    if (this.#unfetched && !again) return;
    if (this.#loaded || !engine || !later || !draft.chosen || isMissing || questions.length === 0) return;
    this.#loaded = true;
    this.#unfetched = false;
    // What reads files as well, so that from then on the network can be switched off.
    Promise.all([later.ahead(), later.shelved()]).then(
      () => this.#emit("tickmark-loaded", { questionnaire: draft.questionnaire }),
      () => {
        this.#loaded = false;
        this.#unfetched = true;
      },
    );
  }
}
