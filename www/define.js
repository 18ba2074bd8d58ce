/** Registers `<tickmark-assessment>`; does nothing where there are no custom elements, such as on a server. */

import { TickmarkAssessment } from "./tickmark-assessment.js";

const registry = globalThis.customElements;
if (registry && !registry.get("tickmark-assessment")) registry.define("tickmark-assessment", TickmarkAssessment);
