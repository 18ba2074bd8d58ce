/** What is loaded together with the engine, after the first question is on the screen. */

export { evidenceStep } from "./steps/evidence.js";
export { picture } from "./steps/picture.js";
export { reportStep } from "./steps/report.js";
export { reviewStep } from "./steps/review.js";
export { REPORT } from "./styles-report.js";
