/** The page's own module: registers the element and, once everything is here, closes the door to the network. */

// The first of all: what stands in the address bar is taken out of it before anything else.
import { arrived, taken } from "./arrived.js";
// Before the element, which is then drawn in the language that was chosen.
import { follow } from "./site-language.js";
import { t } from "./words.js";
import "./define.js";

// A file that misses the place for files would else be opened by the browser, and this page be gone.
document.addEventListener("dragover", (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
});
document.addEventListener("drop", (event) => event.preventDefault());

/** What was said where, to be said again in another language. @type {Map<string, () => string>} */
const said = new Map();
follow(() => said.forEach((text, id) => say(id, text)));

/**
 * @param {string} id
 * @param {() => string} text
 */
function say(id, text) {
  said.set(id, text);
  const place = document.getElementById(id);
  if (place && place.textContent !== text()) place.textContent = text();
}

/** That the engine is there, or cannot be had. */
const ready = new Promise((done) => {
  for (const type of ["tickmark-ready", "tickmark-error"]) document.addEventListener(type, done, { once: true });
});
// After everything that the reader waits for.
ready.then(() => import("./offline.js")).then(({ keepOffline }) => keepOffline((text) => say("offline", text)), () => undefined);

/** Until a link that came is open: it may need a questionnaire that has still to be fetched. */
let opening = Promise.resolve();
/** @param {string} link */
async function receive(link) {
  if (!link) return;
  const element = /** @type {import("./tickmark-assessment.js").TickmarkAssessment | null} */ (document.querySelector("tickmark-assessment"));
  await ready;
  // The element itself says why a link cannot be opened.
  await element?.openLink(link).catch(() => undefined);
}
opening = receive(arrived);
addEventListener("hashchange", () => void (opening = receive(taken())));

document.addEventListener("tickmark-loaded", async (event) => {
  const { target } = event;
  await opening;
  if (document.querySelector("meta[data-locked]")) return;
  const lock = document.createElement("meta");
  lock.httpEquiv = "Content-Security-Policy";
  lock.content = "connect-src 'none'";
  lock.dataset.locked = "";
  document.head.append(lock);
  /** @type {Element} */ (target).toggleAttribute("sealed", true);
  say("locked", () => t("Everything has loaded, and this page’s scripts can no longer open a connection."));
});

async function sample() {
  const element = /** @type {import("./tickmark-assessment.js").TickmarkAssessment | null} */ (document.querySelector("tickmark-assessment"));
  say("sample-said", () => t("Loading the sample…"));
  try {
    await ready;
    // A script made by the build, which may be fetched after every connection was given up.
    const { text, about } = await import("./sample-module.js");
    const [problem] = (await element?.showSample(text, about)) ?? [];
    say("sample-said", () => (problem ? t("The sample cannot be shown: {why}.", { why: problem.message }) : ""));
  } catch {
    say("sample-said", () => t("The sample could not be loaded. Try again when there is a connection."));
  }
}
document.getElementById("sample")?.addEventListener("click", sample);
if (location.hash === "#sample") sample();
