/** Registers `<tickmark-assessment>`. */

import { define } from "./element.js";

export { TickmarkAssessment } from "./element.js";

define();
