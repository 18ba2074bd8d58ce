/** The frame's side: shows the self-check, tells the page around what happens, and does what it asks for. */

import { SWITCHES, TEXTS } from "../attributes.js";

const NAME = "tickmark";
const VERSION = 1;
const TOLD = ["ready", "loaded", "error", "answer", "step", "result", "complete", "storage"];
const ASKED = new Set(["getResult", "exportAs", "importFile", "goTo", "print", "reset", "focus"]);

/** What the page around may set of the element; any other attribute may be one that runs a script. */
const SETTABLE = new Set([...TEXTS, ...SWITCHES, "lang", "dir"]);

/** Who may put this page into a frame and speak with it; everybody, where the page does not say. */
const allowed = document.querySelector('meta[name="tickmark-allowed-origins"]')?.getAttribute("content")?.split(/\s+/).filter(Boolean) ?? [];
const hello = () => parent.postMessage({ ns: NAME, v: VERSION, type: "hello", capabilities: [...ASKED, "set"] }, "*");
let begun = false;

if (parent !== window) {
  addEventListener("message", ({ source, origin, data, ports: [port] }) => {
    if (begun || source !== parent || data?.ns !== NAME || (allowed.length > 0 && !allowed.includes(origin))) return;
    if (data.type === "anyone") hello();
    if (data.type !== "init" || !port) return;
    begun = true;
    begin(data, port);
  });
  hello();
} else {
  begin({}, undefined);
}

/**
 * @param {any} init
 * @param {MessagePort | undefined} port
 */
function begin({ attributes = {}, properties = {}, profile, answers, assessment, messages, takesExports }, port) {
  const element = /** @type {any} */ (document.createElement("tickmark-assessment"));
  // Without an origin there is no storage.
  if (globalThis.origin === "null") element.setAttribute("storage", "none");
  for (const [name, value] of Object.entries(attributes)) {
    if (SETTABLE.has(name) && value !== false && !(name === "storage" && globalThis.origin === "null")) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("--tm-")) element.style.setProperty(name, String(value));
  }
  Object.assign(element, given({ profile, answers, assessment, messages }));
  if (port) speak(element, port, takesExports);
  document.body.append(element);
}

/**
 * @param {any} element
 * @param {MessagePort} port
 * @param {boolean} takesExports
 */
function speak(element, port, takesExports) {
  const tell = (/** @type {string} */ type, /** @type {any} */ detail) => port.postMessage({ type, detail });
  for (const type of TOLD) {
    element.addEventListener(`tickmark-${type}`, (/** @type {CustomEvent} */ { detail }) => tell(`tickmark-${type}`, detail));
  }
  let first = true;
  element.addEventListener("tickmark-step", () => {
    // The first step is where the reader has not gone yet.
    if (!first) requestAnimationFrame(() => tell("scroll-to", { top: 0 }));
    first = false;
  });
  if (takesExports) {
    element.addEventListener("tickmark-before-export", async (/** @type {CustomEvent} */ event) => {
      event.preventDefault();
      const { format, filename, getBlob } = event.detail;
      const blob = await getBlob();
      tell("export", { format, filename, type: blob.type, bytes: await blob.arrayBuffer() });
    });
  }
  let height = 0;
  new ResizeObserver(() => {
    const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (now !== height) tell("resize", { height: (height = now) });
  }).observe(document.documentElement);
  port.onmessage = async ({ data: { id, what, values } }) => {
    try {
      port.postMessage({ type: "answer", id, value: await done(element, what, values) });
    } catch (error) {
      const { message, code, problems } = /** @type {any} */ (error);
      port.postMessage({ type: "answer", id, error: { message, code, problems } });
    }
  };
  tell("hello", {});
}

/**
 * @param {any} element
 * @param {string} what
 * @param {any[]} values
 */
function done(element, what, values) {
  if (what === "set") return void Object.assign(element, given(values[0] ?? {}));
  if (what === "focus") return void element.goTo(element.shadowRoot?.querySelector("[aria-current]")?.id.slice(5) ?? "start");
  if (!ASKED.has(what)) throw new Error(`the frame knows no ${what}`);
  return element[what](...values);
}

/**
 * What of these can be set, and was given.
 *
 * @param {Record<string, unknown>} properties
 */
function given({ profile, answers, assessment, messages }) {
  return Object.fromEntries(Object.entries({ profile, answers, assessment, messages }).filter(([, value]) => value !== undefined));
}
