/** Reads evidence files beside the page, so that nothing blocks it. The build puts this and its module into `evidence-module.js`. */

import { Desk, Digester, initSync, look, members, preview } from "./evidence.js";
import { failure, hasStopped, told } from "./working.js";

/**
 * @typedef {import("./evidence-desk.js").Asked} Asked
 */

/** Bytes by which a table is told. */
const TELLING = 300_000;
/** Bytes between two words on how far a file is. */
const NEWS = 4_000_000;
/** Bytes that may wait for their digest: what is read faster than that waits in turn, and memory stays bounded. */
const AHEAD = 16_000_000;

/** @type {Desk | undefined} */
let desk;
/** Files that are no longer wanted, by the number of the request. @type {Set<number>} */
const cancelled = new Set();

/** Digests that are made beside, by the number of the request. @type {Map<number, PromiseWithResolvers<string | undefined>>} */
const digests = new Map();

/** @param {MessageEvent<Asked>} event */
self.onmessage = async ({ data }) => {
  if (data.do === "cancel") return void cancelled.add(data.of);
  if (data.do === "digested") return digests.get(data.of)?.resolve(data.digest);
  try {
    self.postMessage({ id: data.id, result: await answer(data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: failure(error) });
  }
};

/** @param {Exclude<Asked, { do: "cancel" | "digested" }>} asked */
async function answer(asked) {
  switch (asked.do) {
    case "start":
      initSync({ module: asked.module });
      desk = new Desk();
      return undefined;
    case "read":
      return read(asked);
    case "digest":
      return digested(asked.chunks);
    case "look": {
      const bytes = new Uint8Array(await asked.file.slice(0, TELLING).arrayBuffer());
      const whole = bytes[0] === 0x50 && bytes[1] === 0x4b;
      return look(whole ? new Uint8Array(await asked.file.arrayBuffer()) : bytes, whole || asked.file.size <= TELLING);
    }
    case "preview":
      return preview(asked.table, asked.mapping);
    case "remove":
      return desk?.remove(asked.digest);
    case "results":
      return desk?.results(asked.terms);
  }
}

/**
 * The digests of a file, or of the files of an archive, each with its name; none where it was cancelled. What is wrong with
 * one file of an archive keeps none of the others from being read.
 *
 * @param {Extract<Asked, { do: "read" }>} asked
 */
async function read(asked) {
  const { id, file } = asked;
  // Before anything is awaited: the answer of whoever makes it may come at once.
  if (asked.beside) digests.set(id, Promise.withResolvers());
  try {
    const begins = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    if (begins[0] === 0x50 && begins[1] === 0x4b) {
      const inside = members(new Uint8Array(await file.arrayBuffer()));
      if (inside) return inside.map(([name, bytes]) => member(name, bytes, asked));
    }
    return await streamed(asked);
  } finally {
    digests.delete(id);
  }
}

/** @param {Extract<Asked, { do: "read" }>} asked */
async function streamed({ id, file, beside, ...said }) {
  const made = digests.get(id)?.promise;
  const at = begin(file.name, said, beside !== undefined);
  const share = beside && sharing(beside, made);
  const read = await chunks(id, file, async (chunk) => {
    const wanted = at.push(chunk);
    await share?.(chunk);
    return wanted;
  });
  if (read === "cancelled") return [];
  if (!beside || read === "enough") return [{ name: file.name, digest: at.finish() }];
  beside.postMessage(null);
  // Whoever should have made it may be gone.
  const sha256 = (await made) ?? (await digest(id, file));
  return sha256 === undefined ? [] : [{ name: file.name, digest: at.finish(sha256) }];
}

/**
 * Hands chunks on to whoever makes the digest, and no more of them than are soon taken.
 *
 * @param {MessagePort} port
 * @param {Promise<unknown> | undefined} over  settled once they are done or gone
 */
function sharing(port, over) {
  let ahead = 0;
  let go = () => {};
  port.onmessage = ({ data }) => {
    ahead -= data;
    if (ahead <= AHEAD) go();
  };
  /** @param {Uint8Array<ArrayBuffer>} chunk */
  return async (chunk) => {
    ahead += chunk.length;
    port.postMessage(chunk, [chunk.buffer]);
    /** @type {Promise<void>} */
    const caughtUp = new Promise((done) => (go = done));
    if (ahead > AHEAD) await Promise.race([caughtUp, over]);
  };
}

/**
 * The digest of the chunks that another worker hands on.
 *
 * @param {MessagePort} port
 * @returns {Promise<string>}
 */
function digested(port) {
  const at = new Digester();
  return new Promise((done) => {
    port.onmessage = ({ data }) => {
      if (data === null) return done(at.finish());
      at.push(data);
      port.postMessage(data.length);
    };
  });
}

/**
 * The digest of a file; none where it was cancelled.
 *
 * @param {number} id
 * @param {File} file
 */
async function digest(id, file) {
  const at = new Digester();
  const read = await chunks(id, file, async (chunk) => {
    at.push(chunk);
    return true;
  });
  if (read === "whole") return at.finish();
  at.free();
  return undefined;
}

/**
 * Hands over a file in chunks, until no more of it is wanted.
 *
 * @param {number} id
 * @param {File} file
 * @param {(chunk: Uint8Array<ArrayBuffer>) => Promise<boolean>} take  gives whether more is wanted
 * @returns {Promise<"whole" | "enough" | "cancelled">}
 */
async function chunks(id, file, take) {
  const reader = file.stream().getReader();
  let [taken, told] = [0, 0];
  // The next chunk is fetched while this one is worked on.
  let next = reader.read();
  for (;;) {
    const { done, value } = await next;
    if (done) return "whole";
    next = reader.read();
    if (cancelled.delete(id)) {
      await reader.cancel();
      return "cancelled";
    }
    taken += value.length;
    if (!(await take(value))) {
      await reader.cancel();
      return "enough";
    }
    if (taken - told >= NEWS) {
      told = taken;
      self.postMessage({ id, taken });
    }
  }
}

/**
 * A file of an archive, with its digest or what is wrong with it.
 *
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {import("./evidence-desk.js").Said} said
 * @returns {import("./evidence-desk.js").Found}
 */
function member(name, bytes, said) {
  const file = new File([bytes], name);
  try {
    const at = begin(name, said);
    at.push(bytes);
    return { name, file, digest: at.finish() };
  } catch (error) {
    if (hasStopped(error)) throw error;
    return { name, file, error: told(error) };
  }
}

/**
 * @param {string} name
 * @param {import("./evidence-desk.js").Said & { known?: import("./tickmark.js").Mapping[] }} said
 * @param {boolean} [beside]  whether its digest is made beside
 */
function begin(name, { asOf, dayFirst, mapping, known }, beside) {
  const at = /** @type {Desk} */ (desk);
  at.begin(name, asOf, dayFirst, mapping, known, beside);
  return at;
}
