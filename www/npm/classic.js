/** The element for a classic script: registers it, and offers the engine as `tickmark.load()`. */

import { define, TickmarkAssessment } from "./element.js";
import { EngineError, load } from "../engine.js";

// Kept as it is where a part was loaded before.
const parts = /** @type {any} */ (globalThis).tickmark?.parts ?? {};
/** @type {any} */ (globalThis).tickmark = { define, EngineError, load, parts, TickmarkAssessment };
define();
