/** What a page may rely on: attributes, properties, methods, events, the form around, policies, and what is left after removal. */

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../browser.mjs";
import { clean, install, root, serve, visit } from "./consumer.mjs";

let chromium;
let folder;
before(async () => {
  chromium = await launch();
  folder = await install("module");
});
after(async () => {
  await chromium.close();
  await clean();
});

const quick = JSON.parse(await readFile(join(root, "examples/acme/quick.json"), "utf8"));
const DEFINE = `import "./node_modules/tickmark/dist/define.js";`;

/** A page with this in its body, and this script once everything is there. */
async function open(body, { script = DEFINE, headers, expected, path = "page.html", lang = "en" } = {}) {
  await writeFile(join(folder, "page.js"), script);
  const page = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>.</title><script type="module" src="page.js"></script><body>${body}</body></html>`;
  await writeFile(join(folder, path), page);
  const server = await serve(folder, headers);
  const visited = await visit(chromium, `${server.address}${path}`, { expected });
  await visited.page.evaluate(() => {
    globalThis.heard = [];
    globalThis.check = document.querySelector("tickmark-assessment");
    for (const type of ["ready", "error", "answer", "step", "result", "complete", "storage", "loaded"]) {
      document.addEventListener(`tickmark-${type}`, ({ detail }) => globalThis.heard.push([type, detail]));
    }
  });
  const close = async () => {
    await visited.context.close();
    await server.close();
  };
  return { ...visited, server, close };
}

test("what was set before the element was defined, before it was connected and after counts", async () => {
  const { page, calm, close } = await open("", { script: "" });
  const found = await page.evaluate(async (quick) => {
    const early = document.createElement("tickmark-assessment");
    document.body.append(early);
    Object.assign(early, { assessment: quick, readOnly: true, storageKey: "early", exports: "md" });
    const listed = Object.keys(early).sort();
    await import("/node_modules/tickmark/dist/define.js");
    const apart = document.createElement("tickmark-assessment");
    apart.storage = "none";
    apart.profile = { organisation: "Apart", type: 2, window: { start: "2026-09-15", end: "2027-03-14" } };
    document.body.append(apart);
    const late = document.createElement("tickmark-assessment");
    late.storage = "none";
    document.body.append(late);
    await late.ready;
    late.profile = { organisation: "Late", type: 1, window: { start: "2026-09-15", end: "2027-03-14" } };
    late.answers = [{ question: "nonsense", rev: 1, unknown: {} }, "no record"];
    const results = [];
    for (const one of [early, apart]) results.push((await one.getResult()).assessment);
    const problems = await late.getResult().catch((error) => error.problems.map(({ code }) => code));
    return {
      listed,
      own: Object.keys(early),
      attributes: early.getAttributeNames().sort(),
      names: [...results, late].map(({ profile }) => profile.organisation),
      problems,
      answers: results[0].answers.length,
      states: [early.state, apart.state],
      kept: late.answers.length,
    };
  }, quick);
  assert.deepEqual(found, {
    listed: ["assessment", "exports", "readOnly", "storageKey"],
    own: [],
    attributes: ["exports", "readonly", "storage-key"],
    names: [quick.profile.organisation, "Apart", "Late"],
    problems: ["unknown-question"],
    answers: quick.answers.length,
    states: ["complete", "ready"],
    kept: 1,
  });
  calm();
  await close();
});

test("what the page around passes down to its parts does not reach into it", async () => {
  const looks = async (css) => {
    const style = `<style>${css} .off { visibility: hidden; }</style>`;
    const { page, calm, close } = await open(`${style}<div class="around"><tickmark-assessment storage="none"></tickmark-assessment></div>`);
    await page.locator("#next").waitFor();
    const found = await page.evaluate(() => {
      const all = [...globalThis.check.shadowRoot.querySelectorAll(".sheet, .sheet *")];
      const parts = all.filter((one) => one.localName !== "style" && one.offsetParent !== null);
      return parts.map((one) => {
        const style = getComputedStyle(one);
        return [one.localName, one.id, ...[...style].filter((name) => !name.startsWith("--")).map((name) => `${name}: ${style.getPropertyValue(name)}`)];
      });
    });
    assert.ok(found.length > 20);
    // What hides the element hides all of it.
    await page.evaluate(() => document.querySelector(".around").classList.add("off"));
    assert.equal(await page.locator("#next").isVisible(), false);
    calm();
    await close();
    return found;
  };
  const around = `.around { text-align: center; letter-spacing: 3px; word-spacing: 9px; text-transform: uppercase; text-indent: 2em; white-space: pre;
    font: italic 700 30px / 3 cursive; font-variant: small-caps; text-shadow: 1px 1px red; list-style: square inside; cursor: wait; color: red; hyphens: auto;
    tab-size: 2; caption-side: bottom; border-collapse: collapse; text-wrap: nowrap; word-break: break-all; overflow-wrap: anywhere; line-break: anywhere; }`;
  assert.deepEqual(await looks(around), await looks(""));
});

test("what is set and cannot be used is told with its place", async () => {
  const { page, close } = await open("<tickmark-assessment storage=none></tickmark-assessment>");
  const errors = await page.evaluate(async () => {
    await check.ready;
    check.assessment = { format: "tickmark-assessment", version: 1 };
    await check.getResult().catch(() => undefined);
    const codes = [];
    for (const call of [() => check.getResult(), () => check.exportAs("pdf"), () => check.exportAs("html"), () => check.importFile(new Blob(["{}"])), () => check.exportAs("constructor")]) {
      codes.push(await call().then(() => "none", (error) => error.code));
    }
    return { told: heard.filter(([type]) => type === "error").map(([, { code, path }]) => [code, typeof path]), codes };
  });
  assert.ok(errors.told.length > 0 && errors.told.every(([code, path]) => code && path === "string"), JSON.stringify(errors.told));
  assert.equal(errors.codes[0], "incomplete");
  assert.equal(errors.codes[1], "unknown-format");
  assert.equal(errors.codes[2], "incomplete");
  assert.notEqual(errors.codes[3], "none");
  assert.equal(errors.codes[4], "unknown-format", "a name that every object has");
  await close();
});

test("events tell of answers, steps and results, and carry nothing that was typed", async () => {
  const { page, calm, close } = await open("<tickmark-assessment questionnaire=red-flags as-of=2026-11-21></tickmark-assessment>");
  await page.getByLabel("Organisation").fill("Secret Ltd");
  await page.getByLabel(/^Type 2/).check();
  await page.getByLabel("First day").fill("2026-09-15");
  await page.locator("#next").click();
  await page.getByLabel("Does not apply to us").or(page.getByLabel("I don’t know")).last().check();
  await page.getByLabel(/Who would know|Why does it not/).fill("Secret person");
  for (let at = 2; at <= 6; at += 1) {
    const id = await page.evaluate((at) => check.shadowRoot.querySelector("#progress").textContent.includes(`Question ${at - 1} of`), at);
    assert.ok(id);
    await page.locator("#next").click();
    await page.locator("#progress", { hasText: `Question ${at} of` }).waitFor();
    await page.getByLabel("I don’t know").check();
  }
  await page.waitForFunction(() => heard.some(([type]) => type === "complete"));
  const told = await page.evaluate(() => heard);
  const types = new Set(told.map(([type]) => type));
  for (const type of ["ready", "answer", "step", "result", "complete", "loaded"]) assert.ok(types.has(type), type);
  assert.doesNotMatch(JSON.stringify(told), /Secret/);
  const [, { summary }] = told.findLast(([type]) => type === "result");
  assert.deepEqual([summary.answered, summary.total, summary.asOf], [6, 6, "2026-11-21"]);
  assert.equal(told.filter(([type]) => type === "complete").length, 1);
  assert.equal(await page.evaluate(() => check.state), "complete");
  calm();
  await close();
});

test("a file can be kept from the reader and taken by the page", async () => {
  const { page, calm, close } = await open("<tickmark-assessment storage=none exports='html json'></tickmark-assessment>");
  await page.evaluate((quick) => (check.assessment = quick), quick);
  await page.locator("article.report").waitFor();
  assert.equal(await page.locator("#download-md").count(), 0, "not among the exports");
  await page.evaluate(() => {
    globalThis.files = [];
    check.addEventListener("tickmark-before-export", async (event) => {
      event.preventDefault();
      const { format, filename, getBlob } = event.detail;
      globalThis.files.push([format, filename, (await getBlob()).type]);
    });
  });
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await page.locator("#download-html").click();
  await page.waitForFunction(() => files.length === 1);
  await page.locator("#save").click();
  await page.waitForFunction(() => files.length === 2);
  const [html, json] = await page.evaluate(() => files);
  assert.deepEqual([html[0], html[2], json[0], json[2]], ["html", "text/html", "json", "application/json"]);
  assert.match(html[1], /^soc2-readiness-.*\.html$/);
  assert.equal(downloads, 0);
  const same = await page.evaluate(async () => JSON.parse(await (await check.exportAs("json")).text()).format);
  assert.equal(same, "tickmark-assessment");
  calm();
  await close();
});

test("places are gone to by name, and what was entered is set back to what the page gave", async () => {
  const { page, calm, close } = await open("<tickmark-assessment storage=none></tickmark-assessment>");
  const found = await page.evaluate(async (quick) => {
    check.assessment = quick;
    await check.getResult();
    const went = [await check.goTo("review"), await check.goTo(quick.answers[3].question), await check.goTo("nowhere")];
    const at = check.shadowRoot.querySelector("[aria-current]").id;
    await check.importFile(new Blob([JSON.stringify({ ...quick, answers: [] })]));
    const before = check.answers.length;
    check.reset();
    const { assessment } = await check.getResult();
    return { went, at, before, after: assessment.answers.length };
  }, quick);
  assert.deepEqual(found, { went: [true, true, false], at: "step-questions", before: 0, after: quick.answers.length });
  calm();
  await close();
});

test("read only, everything can be looked at and nothing changed", async () => {
  const { page, calm, close } = await open("<tickmark-assessment storage=none readonly></tickmark-assessment>");
  await page.evaluate((quick) => (check.assessment = quick), quick);
  await page.locator("article.report").waitFor();
  assert.equal(await page.locator("#delete").isVisible(), false);
  await page.locator("#step-questions").click();
  await page.locator("#answer").waitFor();
  const enabled = () => page.evaluate(() => check.shadowRoot.querySelectorAll("#body :is(input, select, textarea, button):enabled").length);
  assert.equal(await enabled(), 0);
  await page.locator("#next").click();
  await page.locator("#progress", { hasText: "Question 2 of" }).waitFor();
  await page.evaluate(() => (check.readOnly = false));
  assert.ok((await enabled()) > 0);
  await page.locator("#step-report").click();
  await page.locator("#download-html").waitFor();
  calm();
  await close();
});

test("a form is stopped while something is missing, gets nothing of what is disabled, and sets it back", async () => {
  const form = "<form><fieldset><tickmark-assessment name=soc2 storage=none required></tickmark-assessment></fieldset><button>Send</button></form>";
  const { page, calm, close } = await open(form);
  const found = await page.evaluate(async (quick) => {
    await check.ready;
    const form = document.querySelector("form");
    const value = () => new FormData(form).get("soc2");
    const before = [form.checkValidity(), check.validity.valueMissing, check.validationMessage, value()];
    check.assessment = quick;
    await check.getResult();
    await new Promise((done) => setTimeout(done));
    const given = [form.checkValidity(), JSON.parse(value()).answers.length, check.form === form, form.elements.soc2 === check];
    document.querySelector("fieldset").disabled = true;
    const disabled = [value(), check.shadowRoot.querySelector("#sheet").inert];
    document.querySelector("fieldset").disabled = false;
    check.required = false;
    await check.importFile(new Blob([JSON.stringify({ ...quick, answers: [] })]));
    form.reset();
    await check.getResult();
    await new Promise((done) => setTimeout(done));
    return { before, given, disabled, reset: JSON.parse(value()).answers.length, inert: check.shadowRoot.querySelector("#sheet").inert };
  }, quick);
  assert.deepEqual(found.before, [false, true, "Say which report you are planning, and for which days.", null]);
  assert.deepEqual(found.given, [true, quick.answers.length, true, true]);
  assert.deepEqual(found.disabled, [null, true]);
  assert.deepEqual([found.reset, found.inert], [quick.answers.length, false]);
  calm();
  await close();
});

test("a form that is left and come back to has what was entered", async () => {
  const { page, server, close } = await open("<form><tickmark-assessment name=soc2 storage=none></tickmark-assessment></form>");
  await page.evaluate(async (quick) => {
    check.assessment = quick;
    await check.getResult();
  }, quick);
  await page.goto(`${server.address}node_modules/tickmark/dist/embed.css`);
  await page.goBack();
  const count = await page.evaluate(async () => {
    const check = document.querySelector("tickmark-assessment");
    await check.ready;
    await new Promise((done) => setTimeout(done, 300));
    return check.answers.length;
  });
  assert.equal(count, quick.answers.length);
  await close();
});

test("several on a page keep apart, for good, until the tab is closed, or not at all", async () => {
  const three = "<tickmark-assessment></tickmark-assessment><tickmark-assessment></tickmark-assessment><tickmark-assessment storage=session storage-key=third></tickmark-assessment><tickmark-assessment storage=none></tickmark-assessment>";
  const { page, calm, close } = await open(three);
  const keys = await page.evaluate(async (quick) => {
    const all = [...document.querySelectorAll("tickmark-assessment")];
    for (const [at, one] of all.entries()) one.assessment = { ...quick, profile: { ...quick.profile, organisation: `N${at}` } };
    for (const one of all) await one.getResult();
    await new Promise((done) => setTimeout(done, 600));
    const kept = (store) => Object.keys(store).filter((key) => key.startsWith("tm:")).sort().map((key) => [key, JSON.parse(store.getItem(key)).profile.organisation]);
    return [kept(localStorage), kept(sessionStorage)];
  }, quick);
  assert.deepEqual(keys, [[["tm:/page.html", "N0"], ["tm:/page.html+", "N1"]], [["tm:third", "N2"]]]);
  calm();
  await close();
});

test("storage that is not there is told", async () => {
  const { page, close } = await open("<tickmark-assessment></tickmark-assessment>");
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByLabel(/Ten-minute/).check();
  await page.locator("#next").click();
  await page.waitForFunction(() => heard.some(([type]) => type === "storage"));
  const told = await page.evaluate(() => heard.filter(([type]) => type === "storage"));
  assert.deepEqual(told, [["storage", { ok: false, reason: "the browser's storage is full" }]]);
  await close();
});

test("the engine waits to be seen, or for the reader", async () => {
  const body = "<p style='height: 3000px'></p><tickmark-assessment preload=visible></tickmark-assessment>";
  for (const [preload, start] of [["visible", (page) => page.locator("tickmark-assessment").scrollIntoViewIfNeeded()], ["none", (page) => page.locator("#step-profile").click()]]) {
    const { page, calm, close } = await open(body.replace("visible", preload));
    await page.locator("#next", { hasText: "Continue" }).waitFor({ state: "attached" });
    await page.waitForTimeout(600);
    assert.equal(await page.evaluate(() => check.state), "loading", preload);
    await start(page);
    await page.waitForFunction(() => check.state === "ready");
    calm();
    await close();
  }
});

test("a page's policy that stops WebAssembly is explained in the page, with what to add", async () => {
  const headers = { "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'" };
  const { page, close } = await open("<tickmark-assessment><p slot=error>Ask Kim.</p></tickmark-assessment>", { headers, expected: [/Content Security Policy|wasm/i] });
  assert.equal(await page.locator("#mend").textContent(), "script-src 'self' 'wasm-unsafe-eval'");
  assert.ok(await page.getByText("Ask Kim.").isVisible());
  assert.equal(await page.evaluate(() => check.state), "error");
  const code = await page.evaluate(() => check.getResult().catch((error) => error.code));
  assert.equal(code, "wasm-blocked");
  await close();
});

test("printing is done from a frame of its own; where the browser does not print, the file is offered", async () => {
  const { page, calm, close } = await open("<tickmark-assessment storage=none></tickmark-assessment>");
  await page.evaluate((quick) => (check.assessment = quick), quick);
  await page.locator("article.report").waitFor();
  const found = await page.evaluate(async () => {
    let own = 0;
    globalThis.print = () => (own += 1);
    let paper;
    const seen = new MutationObserver(([record]) => {
      for (const node of record.addedNodes) if (node.localName === "iframe") paper = node;
    });
    seen.observe(check.shadowRoot, { childList: true });
    let printed;
    const made = HTMLIFrameElement.prototype;
    const of = Object.getOwnPropertyDescriptor(made, "contentWindow");
    Object.defineProperty(made, "contentWindow", {
      configurable: true,
      get() {
        const place = of.get.call(this);
        place.print = () => {
          const { body, title, adoptedStyleSheets } = place.document;
          printed = { tables: body.querySelectorAll("table").length, title, sheets: adoptedStyleSheets.length, page: [...adoptedStyleSheets[0].cssRules].some((rule) => rule instanceof place.CSSPageRule) };
          place.dispatchEvent(new Event("beforeprint"));
          place.dispatchEvent(new Event("afterprint"));
        };
        return place;
      },
    });
    const answer = await check.print();
    await new Promise((done) => setTimeout(done, 50));
    Object.defineProperty(made, "contentWindow", { configurable: true, get() { const place = of.get.call(this); place.print = () => undefined; return place; } });
    const blocked = await check.print();
    return { own, answer, printed, blocked, left: check.shadowRoot.querySelectorAll("iframe").length, said: check.shadowRoot.querySelector("#said").textContent, focus: check.shadowRoot.activeElement?.id };
  });
  assert.ok(found.printed.tables > 3);
  assert.deepEqual({ ...found, printed: { ...found.printed, tables: 0 } }, {
    own: 0,
    answer: true,
    printed: { tables: 0, title: "SOC 2 gap report: Acme", sheets: 1, page: true },
    blocked: false,
    left: 0,
    said: "This page may not print here. Download the HTML file, and print that.",
    focus: "download-html",
  });
  calm();
  await close();
});

test("the element speaks the language of its lang, or of the page around, and says what the page says otherwise", async () => {
  const two = "<div lang=de-CH><tickmark-assessment storage=none></tickmark-assessment></div><tickmark-assessment storage=none lang=en></tickmark-assessment>";
  const { page, calm, close } = await open(two, { lang: "fr" });
  const said = () => page.evaluate(() => [...document.querySelectorAll("tickmark-assessment")].map((one) => [one.shadowRoot.querySelector("#sheet").lang, one.shadowRoot.querySelector("#heading").textContent, one.shadowRoot.querySelector("#back").textContent]));
  const becomes = async (lang, heading) => {
    await page.waitForFunction(([lang, heading]) => [...document.querySelectorAll("tickmark-assessment")].every((one) => one.shadowRoot.querySelector("#sheet")?.lang === lang && one.shadowRoot.querySelector("#heading").textContent === heading), [lang, heading]);
  };
  // One language a page: that of the first element.
  await becomes("de-CH", "Wie viel Zeit haben Sie?");
  await page.evaluate(() => (check.messages = { Back: "Retour", "Your own": 1 }));
  await page.waitForFunction(() => check.shadowRoot.querySelector("#back").textContent === "Retour");
  assert.deepEqual((await said())[1], ["de-CH", "Wie viel Zeit haben Sie?", "Retour"]);
  assert.deepEqual(await page.evaluate(() => check.messages), { Back: "Retour", "Your own": 1 });
  // A language without a file is made of the messages, and English where there are none.
  await page.evaluate(() => check.setAttribute("lang", "fr"));
  await becomes("fr", "How much time do you have?");
  assert.equal((await said())[0][2], "Retour");
  await page.evaluate(() => (check.messages = null));
  await becomes("en", "How much time do you have?");
  assert.equal((await said())[0][2], "Back");
  // Without a word of its own, it follows what is around, and the page.
  await page.evaluate(() => {
    check.removeAttribute("lang");
    check.parentElement.removeAttribute("lang");
    document.documentElement.lang = "de";
  });
  await becomes("de", "Wie viel Zeit haben Sie?");
  // The second is the first once that is gone.
  await page.evaluate(() => check.remove());
  await becomes("en", "How much time do you have?");
  calm();
  await close();
});

test("a form is told in German what is missing", async () => {
  const { page, calm, close } = await open("<form><tickmark-assessment storage=none required></tickmark-assessment></form>", { lang: "de" });
  await page.waitForFunction(() => check.shadowRoot.querySelector("#heading"));
  const told = await page.evaluate(async () => {
    await check.ready;
    await new Promise((done) => setTimeout(done));
    return check.validationMessage;
  });
  assert.equal(told, "Sagen Sie, welchen Prüfungsbericht Sie planen und für welche Tage.");
  calm();
  await close();
});

test("50 elements come and go and leave no nodes, listeners or workers", async (t) => {
  const { page, context, calm, close } = await open("");
  const workers = new Set();
  page.on("worker", (worker) => {
    workers.add(worker);
    worker.on("close", () => workers.delete(worker));
  });
  const client = await context.newCDPSession(page);
  const mount = (times) =>
    page.evaluate(
      async ([quick, times]) => {
        for (let at = 0; at < times; at += 1) {
          const one = document.createElement("tickmark-assessment");
          one.storage = "none";
          document.body.append(one);
          await one.ready;
          if (at % 10 === 0) {
            one.assessment = quick;
            await one.exportAs("html");
          }
          one.remove();
        }
      },
      [quick, times],
    );
  const measure = async () => {
    await page.waitForTimeout(800);
    await client.send("HeapProfiler.collectGarbage");
    await client.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await client.send("Memory.getDOMCounters");
    return { nodes, listeners: jsEventListeners };
  };
  await mount(3);
  const before = await measure();
  await mount(50);
  const after = await measure();
  t.diagnostic(`${JSON.stringify(before)} before, ${JSON.stringify(after)} after, ${workers.size} workers`);
  assert.ok(after.nodes <= before.nodes + 50, "nodes");
  assert.ok(after.listeners <= before.listeners + 10, "listeners");
  assert.equal(workers.size, 0);
  calm();
  await close();
});

test("moved elsewhere in the page, an element goes on where it was", async () => {
  const { page, calm, close } = await open("<tickmark-assessment storage=none></tickmark-assessment><div></div>");
  const state = await page.evaluate(async (quick) => {
    check.assessment = quick;
    await check.exportAs("html");
    document.querySelector("div").append(check);
    await check.exportAs("md");
    check.remove();
    await new Promise((done) => setTimeout(done));
    document.body.append(check);
    return (await (await check.exportAs("html")).text()).slice(0, 15);
  }, quick);
  assert.equal(state, "<!doctype html>");
  calm();
  await close();
});

/** A page of another origin with the frame in it, which greets it with these attributes. */
async function framed(attributes) {
  const server = await serve(folder);
  const outer = `<!doctype html><title>.</title><iframe src="${server.address}node_modules/tickmark/dist/embed.html" width="800" height="600"></iframe>`;
  const around = join(folder, "around");
  await mkdir(around, { recursive: true });
  await writeFile(join(around, "index.html"), outer);
  const other = await serve(around);
  const context = await chromium.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript((attributes) => {
    if (parent !== window) return;
    addEventListener("message", ({ source, origin, data }) => {
      if (data?.type !== "hello") return;
      const { port1, port2 } = new MessageChannel();
      globalThis.port = port1;
      source.postMessage({ ns: "tickmark", v: 1, type: "init", attributes }, origin, [port2]);
    });
  }, attributes);
  await page.goto(other.address);
  const frame = page.frames().find((one) => one.url().endsWith("embed.html"));
  await page.frameLocator("iframe").locator("#progress").filter({ hasText: /Step|Schritt/ }).waitFor({ state: "attached" });
  const close = async () => {
    await context.close();
    await server.close();
    await other.close();
  };
  return { page, frame, errors, close };
}

test("a page around a frame sets what the element has, and nothing that could run in the frame's origin", async () => {
  const hostile = { onpointermove: "globalThis.taken = 1", onfocusin: "globalThis.taken = 1", onpointerrawupdate: "globalThis.taken = 1", style: "position: fixed", id: "x", class: "x", sealed: true, is: "x" };
  const { frame, errors, close } = await framed({ ...hostile, questionnaire: "red-flags", lang: "de", dir: "ltr", exports: "md", required: true, readonly: false });
  const found = await frame.evaluate(() => {
    const element = document.querySelector("tickmark-assessment");
    for (const type of ["pointermove", "focusin", "pointerrawupdate"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    return { attributes: element.getAttributeNames().sort(), taken: globalThis.taken ?? 0 };
  });
  assert.deepEqual(found, { attributes: ["dir", "exports", "lang", "questionnaire", "required"], taken: 0 });
  assert.deepEqual(errors, []);
  await close();
});

test("the frame's own policy lets no text run, whoever put it there, and lets it speak with its own server alone", async () => {
  const { frame, close } = await framed({});
  const found = await frame.evaluate(async () => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => seen.push(effectiveDirective));
    const element = document.querySelector("tickmark-assessment");
    element.setAttribute("onpointermove", "globalThis.taken = 1");
    element.dispatchEvent(new Event("pointermove"));
    const script = document.createElement("script");
    script.textContent = "globalThis.taken = 1";
    document.head.append(script);
    setTimeout(() => setTimeout("globalThis.taken = 1"));
    const fetched = await fetch("https://example.invalid/").then(() => "fetched", () => "refused");
    const own = await fetch("embed.css").then(({ ok }) => ok);
    await new Promise((done) => setTimeout(done, 50));
    return { taken: globalThis.taken ?? 0, fetched, own, seen: [...new Set(seen)].sort() };
  });
  assert.deepEqual(found, { taken: 0, fetched: "refused", own: true, seen: ["connect-src", "script-src", "script-src-attr", "script-src-elem"] });
  await close();
});
