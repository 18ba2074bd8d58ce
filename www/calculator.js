/** The calculator's page: reads two forms, asks the engine, and says the answer or what is wrong beside the field. */

import init, { sampleSize, upperLimit } from "./tickmark.js";
import { english, h } from "./dom.js";
import { follow } from "./site-language.js";
import { number, plural, t } from "./words.js";

/** @typedef {import("./tickmark.js").Problem} Problem */
/** @typedef {Record<string, string>} Entered */
/** @typedef {{ figure: string, text: string }} Said */

/** @type {Record<string, (entered: Entered) => Said>} */
const WORK = {
  "sample-size": ({ risk = "", tolerable = "", expected = "", population = "" }) => {
    const [[items, deviations], text] = sampleSize(risk, tolerable, expected, population);
    const found = deviations === 0 ? t("no deviations") : plural(deviations, "{count} deviation", "{count} deviations");
    return { figure: plural(items, "{count} item, {deviations}", "{count} items, {deviations}", { deviations: found }), text };
  },
  "upper-limit": ({ risk = "", sample = "", deviations = "", population = "" }) => {
    const [[rate], text] = upperLimit(risk, sample, deviations, population);
    // Rounded up, as a limit has to be; what is whole but for its last digits stays.
    const limit = number(Math.ceil(rate * 1e4 - 1e-8) / 1e4, { style: "percent", minimumFractionDigits: 2 });
    return { figure: t("at most {limit}", { limit }), text };
  },
};

const forms = [...document.forms];
/** What stands under each field as long as nothing is wrong with it. @type {Map<Element, string>} */
const notes = new Map(forms.flatMap((form) => [...form.querySelectorAll(".note")].map((note) => [note, note.textContent ?? ""])));

for (const form of forms) form.addEventListener("submit", (event) => event.preventDefault());
try {
  await init({ module_or_path: new URL("./tickmark_bg.wasm", import.meta.url) });
  const lock = document.createElement("meta");
  lock.httpEquiv = "Content-Security-Policy";
  lock.content = "connect-src 'none'";
  lock.dataset.locked = "";
  document.head.append(lock);
  for (const form of forms) form.addEventListener("input", () => update(form));
  follow(() => forms.forEach(update));
} catch (error) {
  for (const form of forms) answer(form, h("p", null, t("The engine could not be loaded ({why}). Reload the page to try again.", { why: messageOf(error) })));
}

/** @param {HTMLFormElement} form */
function update(form) {
  /** @type {Problem[]} */
  let problems = [];
  try {
    const entered = /** @type {Entered} */ (Object.fromEntries(new FormData(form)));
    const { figure, text } = /** @type {(entered: Entered) => Said} */ (WORK[form.id])(entered);
    answer(form, h("p", { class: "figure" }, figure), ...text.trim().split("\n").map((line) => h("p", english, line)));
  } catch (error) {
    problems = /** @type {any} */ (error).problems;
    if (!problems) throw error;
    answer(form, h("p", null, t("Nothing to work out yet: see what is said beside the fields.")));
  }
  for (const input of form.querySelectorAll("input")) {
    const problem = problems.find(({ at }) => at === `/${input.name}`);
    const note = /** @type {Element} */ (input.nextElementSibling);
    const said = problem ? `${problem.message.charAt(0).toUpperCase()}${problem.message.slice(1)}.` : t(notes.get(note) ?? "");
    if (note.textContent !== said) note.textContent = said;
    if (problem) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {...HTMLElement} paragraphs
 */
function answer(form, ...paragraphs) {
  form.querySelector(".answer")?.replaceChildren(...paragraphs);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
