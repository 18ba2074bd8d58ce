/** The site without a network after the first visit: every file of one release, as listed, and never two releases at once. */

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { list } from "../../www/build-offline.mjs";
import { listen, release } from "../../www/serve.mjs";
import { downloaded, file, fixture, introduce, listed, open, ready, site, visit } from "./harness.mjs";

const settings = { serviceWorkers: "allow" };
const KEPT = "This site is available offline.";
const NEWER = /^A newer release is kept/;

let chromium;
let temporary;
/** What a test that did not come to its end left open. */
const left = new Set();
before(async () => {
  chromium = await open();
  temporary = await mkdtemp(join(tmpdir(), "tickmark-"));
});
after(async () => {
  await chromium.close();
  for (const close of left) await close();
  await rm(temporary, { recursive: true });
});

/** A server that can go over to another release; counts what it is asked for. */
async function host(folder = "/", options = {}) {
  const asked = [];
  const missing = new Set();
  let current = await release({ folder, ...options });
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (missing.has(request.url)) response.writeHead(404).end();
    else current.emit("request", request, response);
  });
  const address = (await listen(server, 0)).replace(/\/$/, folder);
  const close = async () => {
    left.delete(close);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  left.add(close);
  const serve = async (place) => (current = await release({ folder, site: place, ...options }));
  return { place: { address, browser: chromium.browser }, asked, missing, serve, close };
}

/** Another release: the same site with another colour of the ground and another word on the first page. */
async function another(name, damage) {
  const folder = join(temporary, name);
  await cp(fileURLToPath(site), folder, { recursive: true });
  const path = (one) => join(folder, one);
  await writeFile(path("site.css"), `${await readFile(path("site.css"), "utf8")}:root{--release:${name}}`);
  await writeFile(path("index.html"), (await readFile(path("index.html"), "utf8")).replace("<h1>", `<h1 data-release="${name}">`));
  const script = await readFile(path("sw.js"), "utf8");
  await writeFile(path("sw.js"), script.replace(/JSON\.parse\("(?:\\.|[^"\\])*"\)/, 'JSON.parse("RELEASE_OF_THE_BUILD")'));
  await list(folder, "0.0.0", listed.map((one) => one.path));
  await damage?.(path);
  return folder;
}

/** Which release the first page and its style are of. */
const releaseOf = (page) =>
  page.evaluate(() => [
    document.querySelector("h1").dataset.release ?? "first",
    getComputedStyle(document.documentElement).getPropertyValue("--release") || "first",
  ]);

const said = (page, text) => page.locator("#offline", { hasText: text }).waitFor();
const caches = (page) => page.evaluate(async () => (await globalThis.caches.keys()).length);

for (const [where, folder, options] of [
  ["with the headers", "/", {}],
  ["in a folder, without a header", "/some/folder/", { headers: {} }],
]) {
  test(`${where}: one visit, and everything works without the network`, async () => {
    const { place, asked, close } = await host(folder, options);
    const { page, context, requests, calm } = await visit(place, { settings });
    await ready(page);
    await said(page, KEPT);
    const paths = new Set(asked.map((url) => url.slice(folder.length) || "index.html"));
    const missing = listed.filter(({ path }) => !paths.has(path)).map(({ path }) => path);
    assert.deepEqual(missing, [], "every listed file was fetched");
    assert.deepEqual([...paths].filter((path) => path !== "release.json" && !listed.some((one) => one.path === path)), []);

    await context.setOffline(true);
    await close();
    asked.length = 0;
    requests.length = 0;
    await page.reload();
    await introduce(page);
    await page.locator("#next").click();
    await page.locator("#answer input").nth(2).check();
    await page.locator("#step-evidence").click();
    await page.locator("#files").setInputFiles([file("credential-report.csv", await fixture("credential-report.csv"))]);
    await page.locator(".paper").first().waitFor();
    await page.locator("#step-report").click();
    await page.locator("article.report").waitFor();
    const { text } = await downloaded(page, () => page.locator("#download-html").click());
    assert.match(text, /SOC 2 gap report: Acme/);
    // What is on demand was kept as well.
    for (const { path } of listed.filter((one) => /^[^/]+\.html$/.test(one.path))) {
      await page.goto(place.address + path);
      assert.ok(await page.locator("h1").isVisible(), path);
    }
    await page.goto(`${place.address}sample.html`);
    await page.getByRole("link", { name: "Open the sample in the self-check" }).click();
    await page.locator("#sample-note").waitFor();
    assert.deepEqual(asked, []);
    calm();
    await context.close();
  });
}

test("a newer release waits until it is complete and no page of the earlier one is open", async () => {
  const { place, missing, serve, close } = await host();
  const { page, context, troubles } = await visit(place, { settings });
  await said(page, KEPT);

  // A file of it is not there yet, another is of neither release.
  missing.add("/schema/overlay.json");
  await serve(await another("second"));
  await page.reload();
  await said(page, "A newer release could not be kept: the server answered 404 for schema/overlay.json.");
  missing.clear();
  assert.deepEqual(await releaseOf(page), ["first", "first"]);
  await serve(await another("third", (path) => writeFile(path("page.css"), "")));
  await page.reload();
  await said(page, "A newer release could not be kept: page.css is not as the release lists it.");
  assert.deepEqual(await releaseOf(page), ["first", "first"]);

  await serve(await another("fourth"));
  await page.reload();
  await said(page, NEWER);
  // It is all there, and still this page, and every page after it, is of the first one.
  assert.deepEqual(await releaseOf(page), ["first", "first"]);
  const other = await context.newPage();
  await other.goto(place.address);
  await said(other, NEWER);
  assert.deepEqual(await releaseOf(other), ["first", "first"]);
  await page.close();
  assert.ok((await caches(other)) > 1);

  await other.goto("about:blank");
  await other.goto(place.address);
  await said(other, KEPT);
  assert.deepEqual(await releaseOf(other), ["fourth", "fourth"]);
  await other.waitForFunction(async () => (await globalThis.caches.keys()).length === 1);
  await context.setOffline(true);
  await close();
  await other.reload();
  assert.deepEqual(await releaseOf(other), ["fourth", "fourth"]);
  assert.deepEqual(troubles.filter((one) => !one.includes("404")), []);
  await context.close();
});

test("a host that changes a file on its way is told, and the site works", async () => {
  const { place, close } = await host();
  const changed = await visit(place, {
    settings,
    prepare: (page) =>
      page.context().route(/method\.html$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()}<!-- added on the way -->` });
      }),
  });
  await said(changed.page, "This site is not kept for use offline: method.html is not as the release lists it.");
  await ready(changed.page);
  await changed.context.close();
  await close();
});

test("what is kept is answered whatever way the host writes addresses", async () => {
  const { place, close } = await host();
  const { page, context } = await visit(place, { settings });
  await said(page, KEPT);
  await context.setOffline(true);
  await close();
  for (const path of ["?from=somewhere", "index.html", "sample", "sample.html#main"]) {
    await page.goto(place.address + path);
    assert.ok(await page.locator("h1").isVisible(), path);
  }
  await assert.rejects(page.goto(`${place.address}nothing-of-the-kind`));
  await context.close();
});
