/**
 * How long one changed answer takes in Chromium: levels, forecast and gaps; then the report with the plan and all that
 * follows, which is made beside the page, and the longest time for which the page does not answer meanwhile. Prints
 * medians; stops with an error where the bounds of the project do not hold. Needs a built site (make build).
 */

import { readFile } from "node:fs/promises";
import { file, open, ready, visit } from "../tests/www/harness.mjs";

/** A frame at 60 Hz, in milliseconds. */
const FRAME = 16;
/** After so many milliseconds a page feels held up. */
const FELT = 50;

/** How often a report is opened in a fresh page. */
const OPENED = 5;
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

const place = await open();
try {
  for (const [name, questionnaire] of [["red flags", "assessment"], ["quick", "quick"], ["full", "full"]]) {
    const text = await readFile(new URL(`../examples/scaleup/${questionnaire}.json`, import.meta.url), "utf8");
    const away = { work: [], shown: [] };
    for (let round = 0; round < OPENED; round++) {
      const { page, context } = await visit(place);
      await ready(page, /Every control/);
      if (round === 0) {
        const { assess, report } = await page.evaluate(measure, JSON.parse(text));
        console.log(`${name}: after one changed answer ${assess.toFixed(1)} ms, the report ${report.toFixed(0)} ms`);
        if (assess > FRAME) throw new Error(`${name}: ${assess} ms, allowed ${FRAME} ms`);
      }
      await page.locator("input[type=file]").first().setInputFiles(file("saved.json", text));
      await page.locator("#report").waitFor();
      // Another answer, and back to the report.
      await page.locator("#step-questions").click();
      await page.locator("#answer input[type=radio]").first().click();
      await page.locator("#picture").waitFor();
      await page.evaluate(watch);
      await page.locator("#step-report").click();
      await page.locator("#report").waitFor();
      const [work, shown] = await page.evaluate(() => globalThis.watched());
      away.work.push(work);
      away.shown.push(shown);
      await context.close();
    }
    const [work, shown] = [median(away.work), median(away.shown)];
    console.log(`  then the plan follows: at most ${work.toFixed(0)} ms without the page until the report is made, ${shown.toFixed(0)} ms to show it`);
    if (work > FELT) throw new Error(`${name}: the page was away for ${work} ms, allowed ${FELT} ms`);
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

/**
 * In the page: from now on notes how long it does not come round to anything else. `watched` then gives the longest such
 * time until the report was there, and the one in which the page took the report over.
 */
function watch() {
  const root = document.querySelector("tickmark-assessment").shadowRoot;
  let [last, waiting] = [performance.now(), true];
  const [before, after] = [[], []];
  const look = () => {
    const now = performance.now();
    (root.getElementById("report") ? after : before).push(now - last);
    last = now;
    if (waiting) setTimeout(look, 0);
  };
  setTimeout(look, 0);
  globalThis.watched = async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    waiting = false;
    return [Math.max(...before), Math.max(...after)];
  };
}
