/** What is loaded together with the engine, after the first question is on the screen. */

export { load } from "./engine.js";
export { fetched } from "./evidence-desk.js";
export { Exhibits } from "./exhibits.js";
export { leftOut, read } from "./opening.js";
export { Press } from "./press.js";
export { unopenedNote } from "./problems.js";
export { evidenceStep } from "./steps/evidence.js";
export { help } from "./steps/help.js";
export { dataPart } from "./steps/parts.js";
export { picture } from "./steps/picture.js";
export { reportStep } from "./steps/report.js";
export { reviewStep } from "./steps/review.js";
export { ownRules } from "./steps/rules.js";
export { LATER } from "./styles-later.js";
