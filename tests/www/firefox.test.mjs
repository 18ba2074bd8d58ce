/** A person's path in Firefox, where it is installed: the same results, no request after the page has loaded, and offline. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { engine } from "../wasm/engine.mjs";
import { listen, release } from "../../www/serve.mjs";
import { executable, firefox } from "./firefox.mjs";
import { fixture, listed } from "./harness.mjs";

const skip = executable ? false : "there is no Firefox here; FIREFOX can name one";

let server;
let address;
let browser;
before(async () => {
  if (skip) return;
  server = await release();
  address = await listen(server, 0);
  browser = await firefox();
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** What a person does, in words for the page: the element's own controls. */
function person({ run, until }) {
  const there = (selector) => until((one) => document.querySelector("tickmark-assessment")?.shadowRoot?.querySelector(one)?.checkVisibility(), selector);
  const act = (selector, call, ...given) =>
    there(selector).then(() =>
      run(`(selector, ...given) => (${call})(document.querySelector("tickmark-assessment").shadowRoot.querySelector(selector), ...given)`, selector, ...given),
    );
  return {
    there,
    press: (selector) => act(selector, "(one) => one.click()"),
    fill: (selector, value) =>
      act(selector, '(one, value) => { one.value = value; for (const type of ["input", "change"]) one.dispatchEvent(new Event(type, { bubbles: true })); }', value),
    give: (selector, name, text) =>
      run(
        `(selector, name, text) => {
          const input = document.querySelector("tickmark-assessment").shadowRoot.querySelector(selector);
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], name));
          input.files = transfer.files;
          input.dispatchEvent(new Event("change"));
        }`,
        selector, name, text,
      ),
    text: (selector) => act(selector, "(one) => one.textContent"),
  };
}

test("answers, a file and the report", { skip }, async (t) => {
  t.diagnostic(`Firefox ${browser.version}`);
  const page = await browser.open(address);
  const { press, fill, give, text, there } = person(page);
  await there("#questionnaire-quick");
  await press("#next");
  await fill("#organisation", "Acme");
  await press('#type input');
  await fill("#start", "2026-09-15");
  await fill("#headcount", "25");
  await fill("#asOf", "2026-11-21");
  await press("#next");
  await press("#answer input");
  await page.until(() => document.querySelector("meta[data-locked]") !== null);

  await press("#step-evidence");
  await there("#choose-files");
  await give("#files", "credential-report.csv", String(await fixture("credential-report.csv")));
  await there(".paper");
  await press("#step-report");
  await there("article.report");
  assert.match(await text("article.report"), /Is it found before an auditor finds it/);
  const [assessment, result] = await page.run(() => {
    const element = document.querySelector("tickmark-assessment");
    return [element.assessment, element.result];
  });
  assert.equal(assessment.answers.length, 1);
  assert.ok(assessment.evidence[0].workpapers.length > 0);
  // The same numbers as the engine gives in Node, to the last bit.
  assert.equal(JSON.stringify(result), JSON.stringify(engine.assess(assessment)));
  assert.deepEqual(page.troubles, []);
  const known = new Set(["", "release.json", ...listed.map(({ path }) => path)].map((path) => address + path));
  assert.deepEqual(page.requests.filter((url) => !/^(data|blob):/.test(url) && !known.has(url)), []);
  assert.ok(page.requests.length > 20);
  assert.equal(await page.run(() => fetch("release.json").then(() => "opened", () => "refused")), "refused");
});

test("the sample, and every page without the network", { skip }, async () => {
  const page = await browser.open(address);
  await page.until(() => document.getElementById("offline").textContent === "This site is available offline.");
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  server = undefined;
  await page.go(address);
  await page.until(() => document.querySelector("tickmark-assessment").shadowRoot?.getElementById("next"));
  await page.run(() => document.getElementById("sample").click());
  const { text, there } = person(page);
  await there("#sample-note");
  await there("article.report");
  assert.match(await text("#facts"), /Acme \(sample\)/);
  for (const { path } of listed.filter((one) => /^[^/]+\.html$/.test(one.path))) {
    await page.go(address + path);
    assert.equal(await page.run(() => document.querySelectorAll("h1").length), 1, path);
  }
});
