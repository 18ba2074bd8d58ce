/**
 * The examples of examples/embed/, from the packed package to a result. Those that need nothing from a registry always
 * run; `CONSUMERS=all` runs those too that are built with somebody else's tools.
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "../browser.mjs";
import { answer, clean, install, root, serve, visit } from "./consumer.mjs";

const all = process.env.CONSUMERS === "all";
let chromium;
before(async () => (chromium = await launch()));
after(async () => {
  await chromium.close();
  await clean();
});

const policy = (text) => ({ "Content-Security-Policy": text.replace(/^Content-Security-Policy: /, "").trim() });
const strict = policy(await readFile(join(root, "examples/embed/strict/headers.txt"), "utf8"));
/** Where no policy for Trusted Types is allowed, the browser tells of the one that a worker would need. */
const NO_WORKER = [/Creating a TrustedTypePolicy named 'tickmark'/, /requires 'TrustedScriptURL'/];
/** The state that the engine gives, and how many answers it was worked out of. */
const told = (page) =>
  page.evaluate(async () => {
    const { assessment, result } = await document.querySelector("tickmark-assessment").getResult();
    return [result.plan.readiness.low, assessment.answers.length];
  });

/** Drives an example that is a page. */
async function drive(name, { headers, expected, build } = {}) {
  const folder = await install(name, { registry: Boolean(build) });
  if (build) execFileSync("npm", ["run", "build", "--silent"], { cwd: folder, stdio: "pipe" });
  const server = await serve(build === "dist" ? join(folder, "dist") : folder, headers);
  const visited = await visit(chromium, server.address, { expected });
  const close = async () => {
    await visited.context.close();
    await server.close();
  };
  return { ...visited, server, folder, close };
}

test("a module in a plain page", async () => {
  const { page, calm, close } = await drive("module");
  await answer(page);
  await page.locator("#state", { hasText: "1 of 24 answered, not-started" }).waitFor();
  assert.deepEqual(await told(page), ["not-started", 1]);
  calm();
  await close();
});

test("a classic script with its digest, under the strict policy without Trusted Types", async () => {
  const headers = policy(strict["Content-Security-Policy"].split("; require-trusted-types")[0]);
  const { page, calm, close } = await drive("classic", { headers });
  await answer(page);
  assert.deepEqual(await told(page), ["not-started", 1]);
  calm();
  await close();
});

test("no connection and no Trusted Types policy: report, export, print and evidence all the same", async () => {
  const { page, calm, close } = await drive("strict", { headers: strict, expected: NO_WORKER });
  await answer(page);
  assert.deepEqual(await told(page), ["not-started", 1]);
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download-html").click()]);
  assert.match(await readFile(await download.path(), "utf8"), /^<!doctype html>/);
  assert.equal(await page.evaluate(() => document.querySelector("tickmark-assessment").print()), true);
  await page.locator("#step-evidence").click();
  const accounts = join(root, "examples/acme/evidence/aws-credential-report.json");
  await page.locator("#files").setInputFiles([accounts]);
  await page.locator("article.card:not(.quiet)").waitFor();
  assert.equal(await page.locator(".card.refused").count(), 0);
  calm();
  await close();
});

test("a control of a form that is posted", async () => {
  const { page, server, calm, close } = await drive("form");
  const check = page.locator("tickmark-assessment");
  const valid = () => check.evaluate((one) => one.validity.valid);
  await page.locator("#organisation").waitFor();
  assert.equal(await valid(), false);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Please look at this again").waitFor();
  assert.deepEqual(server.received, [], "not sent while something is missing");
  await page.getByLabel("Organisation").fill("Acme");
  await page.getByLabel(/^Type 2/).check();
  await page.getByLabel("First day").fill("2026-09-15");
  await page.locator("#next").click();
  for (let at = 1; at <= 6; at += 1) {
    await page.locator("#progress", { hasText: `Question ${at} of` }).waitFor();
    await page.getByLabel("I don’t know").check();
    await page.locator("#next").click();
  }
  assert.equal(await valid(), true);
  await page.getByRole("button", { name: "Send" }).click();
  await page.waitForURL(/received/);
  const sent = JSON.parse(new URLSearchParams(server.received[0]).get("assessment"));
  assert.equal(sent.format, "tickmark-assessment");
  assert.equal(sent.answers.length, 6);
  calm();
  await close();
});

test("a page from the disk", async () => {
  const folder = await install("file");
  const { page, context, calm } = await visit(chromium, pathToFileURL(join(folder, "index.html")).href);
  await answer(page);
  assert.deepEqual(await told(page), ["not-started", 1]);
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([join(root, "examples/acme/evidence/aws-credential-report.json")]);
  await page.locator("article.card:not(.quiet)").waitFor();
  await page.locator("#step-start").click();
  await page.getByLabel(/every control|Full/i).first().check();
  await page.locator("#next").click();
  await page.locator("#step-questions").click();
  await page.locator("#answer").waitFor();
  calm();
  await context.close();
});

test("a sandboxed frame", async () => {
  const { page, calm, close } = await drive("iframe", { expected: [/Ignored call to 'print\(\)'/] });
  const frame = page.frameLocator("iframe");
  await answer(frame);
  await page.locator("#state", { hasText: "1 of 24 answered" }).waitFor();
  const asked = await page.evaluate(async () => {
    const { check } = globalThis;
    const { result, assessment } = await check.getResult();
    const file = await check.exportAs("md");
    const unknown = await check.goTo("nowhere");
    const refused = await check.importFile(new Blob(["{"])).catch((error) => error.code);
    return { low: result.plan.readiness.low, name: assessment.profile.organisation, text: (await file.text()).slice(0, 1), unknown, refused };
  });
  assert.deepEqual(asked, { low: "not-started", name: "Acme", text: "#", unknown: false, refused: "not-json" });
  const saved = frame.locator("#saved");
  assert.equal(await saved.textContent(), "Not kept on this device.");
  await frame.locator("#step-report").click();
  await frame.locator("article.report").waitFor();
  await frame.locator("#download-html").click();
  await page.locator("#state", { hasText: /\.html: \d+ bytes/ }).waitFor();
  const [inside, outside] = await Promise.all([
    frame.locator("html").evaluate((html) => html.getBoundingClientRect().height),
    page.locator("iframe").evaluate((one) => one.getBoundingClientRect().height),
  ]);
  assert.ok(Math.abs(inside - outside) < 8, `${outside} px for ${inside} px`);
  calm();
  await close();
});

for (const [name, company] of [["node-esm", "quick"], ["node-cjs", "full"]]) {
  test(name, async () => {
    const folder = await install(name);
    const [script] = { "node-esm": ["check.mjs"], "node-cjs": ["check.cjs"] }[name];
    const said = execFileSync("node", [script, join(root, `examples/acme/${company}.json`)], { cwd: folder, encoding: "utf8" });
    assert.match(said, /^building \d+/);
  });
}

for (const [name, build] of [["react", "dist"], ["vue", "dist"], ["webpack", "folder"]]) {
  test(name, { skip: !all && "built with tools from a registry: CONSUMERS=all" }, async () => {
    const { page, calm, close } = await drive(name, { build });
    await answer(page);
    await page.locator("#state", { hasText: "1 of 24 answered" }).waitFor();
    assert.deepEqual(await told(page), ["not-started", 1]);
    calm();
    await close();
  });
}

test("in a frame without an origin evidence is read, and for paper the file is offered", async () => {
  const { page, calm, close } = await drive("iframe", { expected: [/Ignored call to 'print\(\)'/, /allow-scripts and allow-same-origin/] });
  const frame = page.frameLocator("iframe");
  await answer(frame);
  await frame.locator("#step-evidence").click();
  await frame.locator("#files").setInputFiles([join(root, "examples/acme/evidence/aws-credential-report.json")]);
  await frame.locator("article.card:not(.quiet)").waitFor();
  assert.equal(await frame.locator(".card.refused").count(), 0);
  const printed = () => page.evaluate(() => globalThis.check.print());
  assert.equal(await printed(), false, "no frame of its own without an origin");
  await frame.getByText("This page may not print here.").waitFor();
  calm();
  await close();
});

for (const [sandbox, expected] of [["allow-scripts allow-same-origin", false], ["allow-scripts allow-same-origin allow-modals", true]]) {
  test(`paper from a frame with ${sandbox}: ${expected}`, async () => {
    const { page, close } = await drive("iframe", { expected: [/Ignored call to 'print\(\)'/, /allow-scripts and allow-same-origin/] });
    await page.locator("iframe").evaluate((one, sandbox) => {
      one.sandbox.value = sandbox;
      one.src = one.src;
    }, sandbox);
    await page.frameLocator("iframe").locator("#organisation").waitFor();
    assert.equal(await page.evaluate(() => globalThis.check.print()), expected);
    await close();
  });
}

test("with the one policy that it names, it works beside the page and the browser has nothing to tell", async () => {
  const headers = policy(strict["Content-Security-Policy"].replace("trusted-types 'none'", "trusted-types tickmark"));
  const { page, calm, close } = await drive("strict", { headers });
  const workers = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await answer(page);
  await page.locator("#step-report").click();
  await page.locator("article.report").waitFor();
  await page.locator("#step-evidence").click();
  await page.locator("#files").setInputFiles([join(root, "examples/acme/evidence/aws-credential-report.json")]);
  await page.locator("article.card:not(.quiet)").waitFor();
  assert.equal(workers.length, 2);
  calm();
  await close();
});
