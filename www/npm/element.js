/** The element's class; nothing is registered, and nothing runs at import. */

import { TickmarkAssessment } from "../tickmark-assessment.js";

export { TickmarkAssessment };

/**
 * Registers the element, once; does nothing where there are no custom elements, such as on a server.
 *
 * @param {string} [tag]
 */
export function define(tag = "tickmark-assessment") {
  const registry = globalThis.customElements;
  if (!registry || registry.get(tag)) return;
  // A class can have one tag only.
  registry.define(tag, registry.getName?.(TickmarkAssessment) ? class extends TickmarkAssessment {} : TickmarkAssessment);
}
