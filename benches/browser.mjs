/**
 * How long one changed answer takes in Chromium: levels, forecast and gaps; and the report with all that follows.
 * Prints medians; stops with an error where the bound of the project does not hold. Needs a built site (make build).
 */

import { readFile } from "node:fs/promises";
import { open, ready, visit } from "../tests/www/harness.mjs";

/** A frame at 60 Hz, in milliseconds. */
const BOUND = 16;

const place = await open();
try {
  const { page } = await visit(place);
  await ready(page, /Every control/);
  for (const [name, questionnaire] of [["red flags", "assessment"], ["quick", "quick"], ["full", "full"]]) {
    const path = new URL(`../examples/scaleup/${questionnaire}.json`, import.meta.url);
    const document = JSON.parse(await readFile(path, "utf8"));
    const { assess, report } = await page.evaluate(measure, document);
    console.log(`${name}: after one changed answer ${assess.toFixed(1)} ms, the report ${report.toFixed(0)} ms`);
    if (assess > BOUND) throw new Error(`${name}: ${assess} ms, allowed ${BOUND} ms`);
  }
} finally {
  await place.close();
}

/** In the page: medians of the page's own engine. */
async function measure(document) {
  const median = (rounds, work) => {
    const times = Array.from({ length: rounds }, (_, round) => {
      // Every round has another answer, as when somebody changes one.
      const question = document.answers[round % document.answers.length];
      question.note = `${round}`;
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    return times.sort((a, b) => a - b)[rounds >> 1];
  };
  const { load } = await import(new URL("engine.js", location.href).href);
  const engine = await load();
  return {
    assess: median(41, () => engine.assess(document)),
    report: median(9, () => engine.report(document, "fragment")),
  };
}
