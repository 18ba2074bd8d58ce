/** A Firefox without a window, spoken to by WebDriver BiDi: opens pages, runs scripts in them, hears requests and messages. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until as waited } from "../browser.mjs";

const WebSocket = createRequire(new URL("../../www/package.json", import.meta.url))("ws");
const ADDRESS = /WebDriver BiDi listening on (ws:\/\/\S+)/;

/** The Firefox of this machine; `FIREFOX` can name one. */
export const executable = process.env.FIREFOX ?? ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));

/** A Firefox with a fresh profile; call `close` at the end. */
export async function firefox() {
  const profile = await mkdtemp(join(tmpdir(), "tickmark-firefox-"));
  const child = spawn(executable, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile, "about:blank"]);
  const ended = new Promise((done) => child.once("exit", done));
  const url = await new Promise((found, failed) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const [, address] = ADDRESS.exec(said) ?? [];
      if (address) found(address);
    });
    child.once("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
  });
  const socket = new WebSocket(`${url}/session`);
  await new Promise((done, failed) => socket.once("open", done).once("error", failed));

  let last = 0;
  const waiting = new Map();
  const listeners = [];
  socket.on("message", (data) => {
    const { type, id, method, params, result, error, message } = JSON.parse(data);
    if (type === "event") for (const listener of listeners) listener(method, params);
    else if (type === "success") waiting.get(id)?.done(result);
    else waiting.get(id)?.failed(new Error(`${error}: ${message}`));
  });
  const send = (method, params = {}) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, { done, failed });
      socket.send(JSON.stringify({ id: last, method, params }));
    });

  const { capabilities } = await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
  const close = async () => {
    socket.terminate();
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true });
  };
  /** A tab: what it requested, what it complained of, and ways to lead it. */
  const open = async (address) => {
    const { context } = await send("browsingContext.create", { type: "tab" });
    const requests = [];
    const troubles = [];
    listeners.push((method, params) => {
      if (method === "network.beforeRequestSent" && params.context === context) requests.push(params.request.url);
      if (method === "log.entryAdded" && params.source.context === context && ["error", "warn"].includes(params.level)) troubles.push(params.text);
    });
    const go = (to) => send("browsingContext.navigate", { context, url: to, wait: "complete" });
    /** The JSON of what a function of the page gives, which may wait. */
    const run = async (call, ...given) => {
      const expression = `(async () => JSON.stringify(await (${call})(...${JSON.stringify(given)})))()`;
      const { result, exceptionDetails } = await send("script.evaluate", { expression, target: { context }, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value === undefined ? undefined : JSON.parse(result.value);
    };
    /** Waits until a function of the page gives something. */
    const until = async (call, ...given) => {
      if (await waited(() => run(call, ...given))) return;
      throw new Error(`Firefox waited in vain for ${call} ${JSON.stringify(given)}`);
    };
    await go(address);
    return { requests, troubles, go, run, until };
  };
  return { version: capabilities.browserVersion, open, close };
}
