/** What is loaded together with the engine, after the first question is on the screen. */

export { wear } from "./branding.js";
export { load } from "./engine.js";
export { adopt, asks, caret, equip, keptHere, shelved } from "./equipment.js";
export { Exhibits } from "./exhibits.js";
export * as incoming from "./incoming.js";
export { limits } from "./limits.js";
export { leftOut, read } from "./opening.js";
export { Past } from "./past.js";
export { Press } from "./press.js";
export { print } from "./printing.js";
export { unopenedNote } from "./problems.js";
export { evidenceStep } from "./steps/evidence.js";
export { help } from "./steps/help.js";
export { dataPart } from "./steps/parts.js";
export { picture } from "./steps/picture.js";
export { notPrinted, reportStep } from "./steps/report.js";
export { reviewStep } from "./steps/review.js";
export { made } from "./readers.js";
export { ownRules } from "./steps/rules.js";
export { LATER } from "./styles-later.js";
export { auditorSizes } from "./steps/sampling.js";
export { ahead } from "./supply.js";
