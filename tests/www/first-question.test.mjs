/** What a reader waits for: the first question without the engine, and everything. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { BEFORE_FIRST_QUESTION, EVERYTHING, brotli, parts } from "../../www/sizes.mjs";
import { introduce, listed, open, ready, site, visit } from "./harness.mjs";

let place;
before(async () => (place = await open()));
after(() => place.close());

/** The size of files on a wire that compresses with brotli. */
async function wire(paths) {
  let total = 0;
  for (const path of paths) total += brotli(await readFile(new URL(path, site)));
  return total;
}

/** What comes with the engine, and is not waited for. */
const WITH_ENGINE = /\/(tickmark_bg\.wasm|tickmark\.js|later\.js)$/;

test("the first question is answered before the engine is there", async (t) => {
  let release;
  const held = new Promise((done) => (release = done));
  const arrived = [];
  const { page, calm } = await visit(place, {
    prepare: (page) => {
      page.on("requestfinished", (request) => arrived.push(request.url().slice(place.address.length) || "index.html"));
      return page.route(WITH_ENGINE, async (route) => {
        await held;
        await route.continue();
      });
    },
  });
  await introduce(page);
  await page.locator("#next").click();
  await page.locator("#progress", { hasText: "Question 1 of about 24" }).waitFor();
  await page.locator("#answer input").nth(3).check();
  await page.locator("#next", { hasText: "Continue" }).waitFor();
  const needed = [...new Set(arrived)];
  const bytes = await wire(needed);
  t.diagnostic(`before the first question: ${bytes} bytes in ${needed.length} files`);
  assert.ok(bytes <= BEFORE_FIRST_QUESTION, `${bytes} bytes`);

  await page.locator("#step-report").click();
  await page.getByText("Loading the engine…").waitFor();
  release();
  await ready(page);
  await page.locator("article.report").waitFor();
  calm();
});

test("everything grows no larger", async (t) => {
  const found = parts(listed.map((file) => file.path)).filter((part) => !part.onDemand);
  let bytes = 0;
  for (const part of found) {
    const size = await wire(part.paths);
    t.diagnostic(`${part.name}: ${size} bytes in ${part.paths.length} files`);
    bytes += size;
  }
  t.diagnostic(`everything: ${bytes} bytes`);
  assert.ok(bytes <= EVERYTHING, `${bytes} bytes`);
});
