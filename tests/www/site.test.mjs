/** Every page of the site: its HTML, its links, its policy, its requests, and what it is to somebody with a keyboard or a phone. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { listen, release } from "../../www/serve.mjs";
import { axeFinds, listed, open, site, visit } from "./harness.mjs";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const { HtmlValidate } = require("html-validate");
const root = new URL("../../", import.meta.url);

const paths = listed.map(({ path }) => path);
const pages = paths.filter((path) => /^[^/]+\.html$/.test(path));
/** Pages with a script; all others are text. */
const WITH_ENGINE = ["calculator.html", "index.html"];
const read = (path) => readFile(new URL(path, site), "utf8");

let place;
before(async () => (place = await open()));
after(() => place.close());

test("the pages are these", () => {
  assert.deepEqual(pages, [
    "accessibility.html", "browsers.html", "calculator.html", "embedding.html", "file-format.html", "hosting.html", "index.html",
    "languages.html", "method.html", "sample.html", "security.html", "theming.html", "threat-model.html",
  ]);
});

test("a file that is not there while the site is built anew is said to be so, and the server goes on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tickmark-"));
  await writeFile(join(folder, "release.json"), JSON.stringify({ files: [{ path: "index.html" }, { path: "gone.html" }] }));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  const server = await release({ site: folder });
  try {
    const address = await listen(server, 0);
    const gone = await fetch(`${address}gone.html`);
    assert.deepEqual([gone.status, gone.headers.get("retry-after")], [503, "5"]);
    assert.match(await gone.text(), /reload in a moment/);
    assert.equal(await (await fetch(address)).text(), "<!doctype html>");
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
});

test("every page is valid HTML, with a title and a description of its own", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    // The calculator's forms answer as one types, and have nothing to submit.
    rules: { "doctype-style": ["error", { style: "lowercase" }], "wcag/h32": "off" },
  });
  const titles = new Set();
  const descriptions = new Set();
  for (const path of pages) {
    const html = await read(path);
    const { results } = await validator.validateString(html, path);
    const found = results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId}: ${message}`));
    assert.deepEqual(found, []);
    titles.add(/<title>(.+?)<\/title>/.exec(html)[1]);
    descriptions.add(/name="description" content="(.+?)"/.exec(html)[1]);
    assert.match(html, /A self-assessment, not an attestation/, path);
    // In examples others' templates have such places.
    const outside = html.replace(/<pre>.*?<\/pre>/gs, "");
    assert.doesNotMatch(outside, /&lt;!--|\{\{/, `${path}: a comment or a place that was left`);
  }
  assert.equal(titles.size, pages.length);
  assert.equal(descriptions.size, pages.length);
});

test("every link inside the site leads to a file of the release, and to a place that is there", async () => {
  for (const path of pages) {
    const html = await read(path);
    const links = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, href]) => href).filter((href) => !/^(https:|mailto:|data:)/.test(href));
    assert.ok(links.length > 10, `${path}: ${links.length} links`);
    for (const href of links) {
      assert.doesNotMatch(href, /^(\/|\w+:|\.\.)/, `${path}: ${href} is not relative to the page`);
      const [target, hash] = href.split("#");
      const file = target === "" ? path : target.replace(/^\.\//, "") || "index.html";
      assert.ok(paths.includes(file), `${path}: ${href}`);
      // The page of the self-check takes this one as a word.
      if (!hash || (file === "index.html" && hash === "sample")) continue;
      assert.ok((await read(file)).includes(` id="${hash}"`), `${path}: ${href}`);
    }
  }
});

test("links in the Markdown lead to files of the repository", async () => {
  const sources = ["SECURITY.md", ...["accessibility", "browsers", "embedding", "file-format", "hosting", "languages", "method", "security", "theming"].map((name) => `docs/${name}.md`)];
  for (const source of sources) {
    const text = await readFile(new URL(source, root), "utf8");
    for (const [, target] of text.matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
      if (!/^https:/.test(target)) assert.ok(existsSync(new URL(target, new URL(source, root))), `${source}: ${target}`);
    }
  }
});

test("HTML in Markdown does not become HTML", async () => {
  const { rendered } = await import("../../www/build-markdown.mjs");
  const text = '# A\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](../nowhere.md "t")\n\n<!-- gone -->\n';
  const html = rendered([{ file: "docs/a.md", text }], { path: "a.html", link: () => undefined });
  assert.doesNotMatch(html, /<script|<img|<a |gone/);
  assert.match(html, /&lt;script&gt;/);
});

test("a page without the engine has no script, and a policy that allows none", async () => {
  for (const path of pages) {
    const html = await read(path);
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html);
    assert.match(policy, /^default-src 'none'; /);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'? |\*|https?:/, path);
    assert.doesNotMatch(html, /\s(?:style|on\w+)="|<style/, path);
    if (WITH_ENGINE.includes(path)) continue;
    assert.doesNotMatch(html, /<script/, path);
    assert.doesNotMatch(policy, /script-src|connect-src/, path);
  }
});

test("what the page on security says of the policy is the policy", async () => {
  const text = await readFile(new URL("docs/security.md", root), "utf8");
  const policies = await Promise.all(["index.html", "security.html"].map(async (path) => /Content-Security-Policy" content="([^"]+)"/.exec(await read(path))[1]));
  for (const policy of policies) assert.ok(text.replaceAll("\n", " ").includes(policy), policy);
  for (const directive of policies[0].split("; ")) {
    const [name] = directive.split(" ");
    assert.match(text, new RegExp(`^\\| \`${name}`, "m"), name);
  }
});

test("what the page on theming says of the element is so", async () => {
  const text = await readFile(new URL("docs/theming.md", root), "utf8");
  const styles = await readFile(new URL("www/styles.js", root), "utf8");
  const defined = [...styles.matchAll(/^ {2}(--tm-[\w-]+): (.+);$/gm)].map(([, name, value]) => [name, value.replace(/^light-dark\((.+), (.+)\)$/, "$1`, `$2")]);
  const told = [...text.matchAll(/^\| `(--tm-[\w-]+)` \| `(.+)` \| /gm)].map(([, name, value]) => [name, value]);
  assert.ok(defined.length > 15);
  assert.deepEqual(told, defined);
  const { page } = await visit(place);
  await page.getByLabel(/Ten-minute/).waitFor();
  const parts = await page.evaluate(() => [...document.querySelector("tickmark-assessment").shadowRoot.querySelectorAll("[part]")].map((one) => one.getAttribute("part")));
  const named = [...text.matchAll(/^\| `([a-z]+)` \| /gm)].map(([, part]) => part);
  assert.ok(named.length > 3);
  assert.deepEqual(named.filter((part) => !parts.includes(part)), []);
});

for (const path of pages) {
  test(`${path}: accessible in light and dark at both widths, reached by the keyboard, and calm`, async () => {
    const { page, requests, calm } = await visit(place, { path: path === "index.html" ? "" : path });
    await page.locator("h1").waitFor();
    if (path === "index.html") await page.getByLabel(/Ten-minute/).waitFor();
    if (path === "calculator.html") await page.locator("#upper-limit .figure").waitFor();
    for (const width of [1280, 320]) for (const colorScheme of ["light", "dark"]) await axeFinds(page, path, width, colorScheme);
    await tabbed(page, path);
    assert.ok(requests.length > 1);
    calm();
  });
}

/** Goes through the page by Tab: every link and control is reached, in its order, and shows that it has the focus. */
async function tabbed(page, path) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  const expected = await page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
      .filter((one) => one.checkVisibility())
      .map((one, index) => {
        one.dataset.order = String(index);
        return index;
      }),
  );
  const reached = [];
  for (let presses = 0; presses < expected.length + 30 && reached.length < expected.length; presses++) {
    await page.keyboard.press("Tab");
    const [order, ring] = await page.evaluate(() => {
      const one = document.activeElement;
      return [one?.dataset.order, one && getComputedStyle(one).outlineStyle];
    });
    // Inside the element it is the element's own.
    if (order === undefined) continue;
    assert.equal(ring, "solid", `${path}: no ring around what has the focus`);
    reached.push(Number(order));
  }
  assert.deepEqual(reached, expected, path);
}

test("Begin leads to the first question, near enough to be seen before", async () => {
  for (const [width, height] of [[1280, 900], [320, 740]]) {
    const { page, calm } = await visit(place, { settings: { viewport: { width, height } } });
    await page.getByLabel(/Ten-minute/).waitFor();
    const begin = page.getByRole("link", { name: "Begin", exact: true });
    const box = await begin.boundingBox();
    assert.ok(box.y + box.height < height, "Begin stands on the first screen");
    const top = () => page.locator("tickmark-assessment").evaluate((one) => one.getBoundingClientRect().top);
    if (width > 1000) assert.ok((await top()) < height - 100, `the self-check begins at ${await top()} px`);
    await begin.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => Math.abs(document.querySelector("tickmark-assessment").getBoundingClientRect().top) < 60);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "tickmark-assessment");
    calm();
  }
});

test("it works in a folder of any host, without a header", async () => {
  const folder = "/some/folder/";
  const server = await release({ folder, headers: {} });
  try {
    const address = (await listen(server, 0)).replace(/\/$/, folder);
    const { page, calm } = await visit({ address, browser: place.browser });
    await page.getByLabel(/Ten-minute/).waitFor();
    for (const path of pages) {
      if (path === "index.html") continue;
      await page.locator(`footer a[href="${path}"]`).click();
      await page.waitForURL(`${address}${path}`);
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgba(0, 0, 0, 0)");
    }
    await page.goto(`${address}sample/report.html`);
    assert.match(await page.locator("h1").innerText(), /^SOC 2 gap report: Acme \(sample\)/);
    calm();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("the sample's report has its look under the headers, too", async () => {
  const { page, calm } = await visit(place, { path: "sample/report.html" });
  assert.equal(await page.locator("script").count(), 0);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgba(0, 0, 0, 0)");
  calm();
});

test("the list of the release can be checked by the command on the page about hosting", async () => {
  const { spawnSync } = await import("node:child_process");
  const text = await readFile(new URL("docs/hosting.md", root), "utf8");
  const [, command] = /```sh\n(.+?)\n```/.exec(text);
  const { status, stderr, stdout } = spawnSync("bash", ["-c", command], { cwd: new URL(site), encoding: "utf8" });
  assert.deepEqual([status, stdout, stderr], [0, "", ""]);
});

test("the release is named by the digest of its list, and the worker has that list", async () => {
  const { createHash } = await import("node:crypto");
  const others = listed.filter(({ path }) => path !== "sw.js");
  const lines = others.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
  const { digest } = JSON.parse(await read("release.json"));
  assert.equal(digest, createHash("sha256").update(lines).digest("hex"));
  const [, kept] = /JSON\.parse\(("(?:\\.|[^"\\])*")\)/.exec(await read("sw.js"));
  assert.deepEqual(JSON.parse(JSON.parse(kept)), { digest, files: others.map(({ path, sha256 }) => [path, sha256]) });
});
