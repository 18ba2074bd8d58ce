/** The page's side of a self-check in a frame: greets it, hears it, asks it. No network, no storage. */

const NAME = "tickmark";
const VERSION = 1;
/** The frame shows itself no smaller than that, in pixels. */
const LEAST = 240;

/**
 * A self-check in a frame. What happens in it comes as events of the same names and details as those of the element; a
 * file that it is about to hand over comes as `tickmark-export`, if the page asked for that.
 */
export class Frame extends EventTarget {
  #frame;
  #options;
  /** @type {MessagePort | undefined} */
  #port;
  #last = 0;
  /** Who waits for which answer. @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  /** @type {(value: void) => void} */
  #open = () => undefined;
  /** Settles when the frame answers. @type {Promise<void>} */
  ready = new Promise((done) => (this.#open = done));
  #onMessage = (/** @type {MessageEvent} */ event) => this.#greet(event);

  /**
   * @param {HTMLIFrameElement} frame
   * @param {import("./iframe.js").Options} [options]
   */
  constructor(frame, options = {}) {
    super();
    this.#frame = frame;
    this.#options = options;
    addEventListener("message", this.#onMessage);
    // One that is there already says hello once more; where the frame has no origin, nobody else can be meant.
    frame.contentWindow?.postMessage({ ns: NAME, v: VERSION, type: "anyone" }, "*");
  }

  /** @param {MessageEvent} event */
  #greet({ source, origin, data }) {
    if (source !== this.#frame.contentWindow || data?.ns !== NAME || data.type !== "hello") return;
    if (this.#options.origin && origin !== this.#options.origin) return;
    if (data.v !== VERSION) throw new Error(`the frame speaks version ${data.v} of the protocol, and this page version ${VERSION}`);
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#hear(data);
    const { attributes, profile, answers, assessment, messages, properties, takesExports = false } = this.#options;
    const init = { ns: NAME, v: VERSION, type: "init", attributes, profile, answers, assessment, messages, properties, takesExports };
    // A frame without an origin can be addressed in no other way; only this window of it gets the port.
    /** @type {Window} */ (source).postMessage(init, origin === "null" ? "*" : origin, [port2]);
  }

  /** @param {any} data */
  #hear({ type, id, value, error, detail }) {
    if (type === "answer") {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(Object.assign(new Error(error.message), error));
      else waiting?.resolve(value);
      return;
    }
    if (type === "hello") this.#open();
    if (type === "resize") this.#frame.style.height = `${Math.max(LEAST, Math.ceil(detail.height))}px`;
    if (type === "scroll-to") this.#show(detail.top);
    const name = type.startsWith("tickmark-") ? type : `tickmark-${type}`;
    this.dispatchEvent(new CustomEvent(name, { detail }));
    this.dispatchEvent(new CustomEvent("*", { detail: { type: name, detail } }));
  }

  /** Brings the beginning of a step into sight, if it is above. @param {number} top */
  #show(top) {
    const place = this.#frame.getBoundingClientRect().top + top;
    if (place < 0) scrollBy({ top: place });
  }

  /**
   * @param {string} what
   * @param {...any} values
   * @returns {Promise<any>}
   */
  async #ask(what, ...values) {
    await this.ready;
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port?.postMessage({ type: "ask", id, what, values });
    });
  }

  /** The assessment and what the engine works out of it. */
  getResult() {
    return this.#ask("getResult");
  }

  /** @param {import("../tickmark.js").Format} format @returns {Promise<File>} */
  exportAs(format) {
    return this.#ask("exportAs", format);
  }

  /** @param {Blob} file @returns {Promise<void>} */
  importFile(file) {
    return this.#ask("importFile", file);
  }

  /** @param {string} id @returns {Promise<boolean>} */
  goTo(id) {
    return this.#ask("goTo", id);
  }

  /** @param {Record<string, unknown>} properties  `answers`, `profile`, `assessment`, `messages` */
  set(properties) {
    return this.#ask("set", properties);
  }

  print() {
    return this.#ask("print");
  }

  reset() {
    return this.#ask("reset");
  }

  focus() {
    return this.#ask("focus");
  }

  /** Hears the frame no more. */
  close() {
    removeEventListener("message", this.#onMessage);
    this.#port?.close();
    for (const { reject } of this.#waiting.values()) reject(new Error("the frame was let go"));
    this.#waiting.clear();
  }
}

/**
 * Greets the self-check in a frame that shows `embed.html`.
 *
 * @param {HTMLIFrameElement} frame
 * @param {import("./iframe.js").Options} [options]
 */
export function embed(frame, options) {
  return new Frame(frame, options);
}

/**
 * @typedef {object} Options
 * @property {string} [origin]  of the frame, where it has one: greetings from elsewhere are not heard
 * @property {Record<string, string | boolean>} [attributes]  of the element in the frame
 * @property {Record<string, string>} [properties]  `--tm-*`
 * @property {unknown} [profile]
 * @property {unknown} [answers]
 * @property {unknown} [assessment]
 * @property {unknown} [messages]  sentences in other words, as the element takes them
 * @property {boolean} [takesExports]  whether files go to the page and not to the reader
 */
