/** Reads evidence files beside the page, so that nothing blocks it. The build puts this and its module into `evidence-module.js`. */

import { Desk, initSync, look, members, preview } from "./evidence.js";

/**
 * @typedef {import("./evidence-desk.js").Asked} Asked
 */

/** Bytes by which a table is told. */
const TELLING = 300_000;
/** Bytes between two words on how far a file is. */
const NEWS = 4_000_000;

/** @type {Desk | undefined} */
let desk;
/** Files that are no longer wanted, by the number of the request. @type {Set<number>} */
const cancelled = new Set();

/** @param {MessageEvent<Asked>} event */
self.onmessage = async ({ data }) => {
  if (data.do === "cancel") return void cancelled.add(data.of);
  try {
    self.postMessage({ id: data.id, result: await answer(data) });
  } catch (error) {
    const { message, code, problems, name } = /** @type {any} */ (error);
    // A module that has stopped cannot be used again: the page starts another worker.
    const stopped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ id: data.id, error: { message, code, problems, name, stopped } });
  }
};

/** @param {Exclude<Asked, { do: "cancel" }>} asked */
async function answer(asked) {
  switch (asked.do) {
    case "start":
      initSync({ module: asked.module });
      desk = new Desk();
      return undefined;
    case "read":
      return read(asked);
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
 * The digests of a file, or of the files of an archive, each with its name.
 *
 * @param {Extract<Asked, { do: "read" }>} asked
 */
async function read({ id, file, ...said }) {
  const begins = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (begins[0] === 0x50 && begins[1] === 0x4b) {
    const inside = members(new Uint8Array(await file.arrayBuffer()));
    if (inside) return inside.map(([name, bytes]) => ({ name, digest: whole(name, bytes, said) }));
  }
  const at = begin(file.name, said);
  const reader = file.stream().getReader();
  let [taken, told] = [0, 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (cancelled.delete(id)) {
      await reader.cancel();
      return [];
    }
    taken += value.length;
    if (!at.push(value)) {
      await reader.cancel();
      break;
    }
    if (taken - told >= NEWS) {
      told = taken;
      self.postMessage({ id, taken });
    }
  }
  return [{ name: file.name, digest: at.finish() }];
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {import("./evidence-desk.js").Said} said
 */
function whole(name, bytes, said) {
  const at = begin(name, said);
  at.push(bytes);
  return at.finish();
}

/**
 * @param {string} name
 * @param {import("./evidence-desk.js").Said & { known?: import("./tickmark.js").Mapping[] }} said
 */
function begin(name, { asOf, dayFirst, mapping, known }) {
  const at = /** @type {Desk} */ (desk);
  at.begin(name, asOf, dayFirst, mapping, known);
  return at;
}
