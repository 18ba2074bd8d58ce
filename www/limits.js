/** Which of the company's own values a question is about. No DOM. */

import { plural, t } from "./words.js";

/**
 * Values that clearly belong to one control, with that control.
 *
 * @type {Record<string, string>}
 */
const BELONGS = {
  "leaver-sla-hours": "AC-06",
  "key-max-age-days": "AC-10",
  "vendor-review-days": "VN-02",
  "policy-review-days": "GV-05",
  "training-new-hire-days": "HR-03",
  "vulnerability-critical-days": "VM-02",
  "vulnerability-high-days": "VM-02",
  "emergency-review-hours": "CM-04",
  "log-retention-days": "LM-01",
  "incident-notice-hours": "IR-04",
};

/**
 * The stated values that a question is about, in a sentence each; what is only assumed is left out.
 *
 * @param {import("./tickmark.js").Asked} question
 * @param {Record<string, string>} policies  as typed
 * @param {import("./tickmark.js").PolicyValue[]} values
 */
export function limits({ controls = [] }, policies, values) {
  const stated = values.filter(({ id }) => policies[id] && controls.includes(BELONGS[id] ?? ""));
  return stated.map(({ id, name }) => {
    const value = Number(policies[id]);
    const text = id.endsWith("-hours") ? plural(value, "{count} hour", "{count} hours") : plural(value, "{count} day", "{count} days");
    return stated.length > 1 ? t("Your limit ({name}): {value}.", { name, value: text }) : t("Your limit: {value}.", { value: text });
  });
}
