/** A page of somebody else's: a folder of examples/embed/ with the packed package in it, served, and driven in Chromium. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "../../www/serve.mjs";
import { PATIENCE, launch } from "../browser.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
};
const home = await mkdtemp(join(tmpdir(), "tickmark-embed-"));

/** The package as it would be published. */
export const tarball = join(
  home,
  execFileSync("npm", ["pack", "--silent", "--pack-destination", home], { cwd: join(root, "dist/npm"), encoding: "utf8" }).trim(),
);

/** Takes away everything that was made. */
export const clean = () => rm(home, { recursive: true, force: true });

/**
 * A copy of an example with the package installed. Without `registry` nothing is fetched: the tarball is opened by itself.
 */
export async function install(name, { registry = false } = {}) {
  const folder = join(home, name);
  await cp(join(root, "examples/embed", name), folder, { recursive: true });
  if (registry) {
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", tarball], { cwd: folder, stdio: "pipe" });
  } else {
    const place = join(folder, "node_modules/tickmark");
    await mkdir(place, { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
  }
  const page = join(folder, "index.html");
  if (existsSync(page)) {
    const sri = JSON.parse(await readFile(join(folder, "node_modules/tickmark/sri.json"), "utf8"));
    await writeFile(page, (await readFile(page, "utf8")).replace("DIGEST", sri["tickmark.iife.js"]));
  }
  return folder;
}

/** Serves a folder; `received` are the bodies that were posted. */
export async function serve(folder, headers = {}) {
  const received = [];
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      received.push(body);
      response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Received</title>");
      return;
    }
    const path = normalize((request.url ?? "/").split(/[?#]/)[0]);
    const file = join(folder, path === "/" ? "index.html" : path);
    if (!existsSync(file)) return void response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
    response.end(await readFile(file));
  });
  const address = await listen(server, 0);
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { address, received, close };
}

/** A page that is watched: `calm` throws if anything went wrong that was not expected. */
export async function visit(chromium, address, { expected = [] } = {}) {
  const context = await chromium.newContext({ viewport: { width: 1100, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    const text = message.text();
    if (["error", "warning"].includes(message.type()) && !expected.some((one) => one.test(text))) troubles.push(text);
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  context.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(address.replace(/[^/]*$/, ""))) troubles.push(`request: ${url}`);
  });
  await page.goto(address);
  return { page, context, calm: () => assert.deepEqual(troubles, []) };
}

/** Goes through the first steps, as far as the page has not, and answers the first question. */
export async function answer(place) {
  const next = place.locator("#next");
  await place.locator("#progress").filter({ hasText: /Step/ }).waitFor();
  const start = place.getByLabel(/Ten-minute/);
  await start.or(place.locator("#organisation")).first().waitFor();
  if (await start.count()) {
    await start.check();
    await next.click();
    await place.locator("#organisation").waitFor();
  }
  if ((await place.getByLabel("First day").inputValue()) === "") {
    await place.getByLabel("Organisation").fill("Acme");
    await place.getByLabel(/^Type 2/).check();
    await place.getByLabel("First day").fill("2026-09-15");
  }
  await next.click();
  await place.locator("#answer input").first().check();
}
