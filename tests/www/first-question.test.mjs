/** What a reader waits for: the first question without the engine, and everything. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { introduce, listed, open, ready, site, visit } from "./harness.mjs";

const KIB = 1024;
let place;
before(async () => (place = await open()));
after(() => place.close());

/** The size of files on a wire that compresses with brotli. */
async function wire(paths) {
  let total = 0;
  for (const path of paths) total += brotliCompressSync(await readFile(new URL(path, site))).length;
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
  assert.ok(bytes <= 40 * KIB, `${bytes} bytes`);

  await page.locator("#step-report").click();
  await page.getByText("Loading the engine…").waitFor();
  release();
  await ready(page);
  await page.locator("article.report").waitFor();
  calm();
});

/**
 * The bar for the finished product is 370 KB. The engine with its libraries and the catalogue is larger than that; until
 * it is not, this keeps everything from growing beyond what it is now. What only some need does not count: the long
 * questionnaire, schemas, empty registers, the reader of files and the module for links, files for other tools and files of
 * several people, which are fetched beside once questions are asked, what offers and merges these files, what shows a link
 * that came, what carries a Type 1 on, what hands files to a page around the element, the sample, the list of kept assessments, what puts two tabs
 * together, what asks where a file is opened, pages of text, languages beside English with what puts them in, and what keeps
 * the site for use offline, which begins once the engine is there.
 */
const TODAY = 796_000;
const ON_DEMAND = new RegExp(
  [
    "locales/.*|speaking\\.js|site-words\\.js|questionnaires/(full|[a-z-]+\\.[A-Za-z-]+)\\.json|evidence-module\\.js|exchange-module\\.js",
    "exporting\\.js|respondents(-desk)?\\.js|receiving\\.js|handing\\.js|registers/.*|schema/.*|sample/.*|sample-module\\.js|sample\\.js",
    "(steps/)?workspaces\\.js|placing\\.js|carrying\\.js|steps/carry-on\\.js|merging\\.js|sw\\.js|offline\\.js|page\\.css|(?!index\\.|calculator\\.)[a-z-]+\\.html",
  ].map((some) => `^(${some})$`).join("|"),
);

test("everything grows no larger", async (t) => {
  const all = listed.map((file) => file.path);
  const paths = all.filter((path) => !ON_DEMAND.test(path));
  const later = all.filter((path) => ON_DEMAND.test(path));
  const bytes = await wire(paths);
  t.diagnostic(`everything: ${bytes} bytes in ${paths.length} files; on demand ${await wire(later)} bytes more`);
  assert.ok(bytes <= TODAY, `${bytes} bytes`);
});
