/** sizes.mjs SITE [MODULE]: where the bytes of a release are, on a wire that compresses; with a module that has names, where its code is. */

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** What comes before the first question can be answered, at most: bytes of brotli. */
export const BEFORE_FIRST_QUESTION = 40 * 1024;
/**
 * What everything comes to at most that answers, a report and a saved file need, in bytes of brotli. The bar that was set is 370,000;
 * docs/size.md says why it is not held.
 */
export const EVERYTHING = 804_000;

/** Parts of a release, in the order in which a file is looked for in them. @type {[name: string, onDemand: boolean, files: RegExp][]} */
const PARTS = [
  ["the engine", false, /^tickmark_bg\.wasm$/],
  ["its glue", false, /^tickmark\.js$/],
  ["reading and testing evidence", true, /^evidence-module\.js$/],
  ["links, files for other tools, files of several people", true, /^(exchange-module|exporting|respondents(-desk)?|receiving)\.js$/],
  ["the long questionnaire", true, /^questionnaires\/(full|[a-z-]+\.[A-Za-z-]+)\.json$/],
  ["languages beside English", true, /^(locales\/.*|speaking\.js|site-words\.js)$/],
  ["the sample company", true, /^(sample\/.*|sample(-module)?\.js)$/],
  ["several assessments, two tabs, Type 2 after Type 1, the examiner's own list", true, /^((steps\/)?workspaces|placing|carrying|steps\/(carry-on|requests)|merging)\.js$/],
  ["what a host page is handed", true, /^handing\.js$/],
  ["use without a network", true, /^(sw|offline)\.js$/],
  ["pages of text, schemas, empty registers", true, /^(page\.css|(?!index\.|calculator\.)[a-z-]+\.html|schema\/.*|registers\/.*)$/],
  ["the first questions", false, /^questionnaires\/start\.json$/],
  ["the page, styles, the calculator", false, /\.(html|css)$|^calculator\.js$/],
  ["scripts of the page", false, /\.js$/],
  ["the rest", false, /./],
];

/** Bytes on a wire that compresses as well as it can. @param {Uint8Array} bytes */
export const brotli = (bytes) => brotliCompressSync(bytes).length;

/**
 * The parts of a release with the paths of their files.
 *
 * @param {string[]} paths
 */
export function parts(paths) {
  const found = PARTS.map(([name, onDemand]) => ({ name, onDemand, paths: /** @type {string[]} */ ([]) }));
  for (const path of paths) found[PARTS.findIndex(([, , files]) => files.test(path))]?.paths.push(path);
  return found.filter((part) => part.paths.length > 0);
}

/**
 * The sections of a WebAssembly module by number, custom ones by name.
 *
 * @param {Uint8Array} module
 */
function sections(module) {
  const found = new Map();
  for (let at = 8; at < module.length; ) {
    const kind = module[at] ?? 0;
    const [length, start] = number(module, at + 1);
    if (kind === 0) {
      const [letters, name] = number(module, start);
      found.set(text(module.subarray(name, name + letters)), module.subarray(name + letters, start + length));
    } else found.set(kind, module.subarray(start, start + length));
    at = start + length;
  }
  return found;
}

/** A number of LEB128, and where what follows it begins. @param {Uint8Array} bytes @param {number} at @returns {[number, number]} */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

const text = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** Whose code a function is, by its name. @type {[who: string, name: RegExp][]} */
const WHOSE = [
  ["tera, which fills templates", /tera\.\.|\d+tera\d|4tera/],
  ["pulldown-cmark, which makes HTML of Markdown", /pulldown_cmark|unicase/],
  ["Tickmark: documents read and written, with serde", /serde|Serialize/],
  ["Tickmark: the report", /8tickmark6report|tickmark\.\.report/],
  ["Tickmark: levels, forecast, plan, checks and the rest", /8tickmark|tickmark\.\./],
  ["the standard library and others", /./],
];

/**
 * Bytes of code by whose they are, of a module with its names.
 *
 * @param {Uint8Array} module
 * @returns {Map<string, number>}
 */
export function code(module) {
  const found = sections(module);
  const [names, bodies] = [found.get("name"), found.get(10)];
  if (!names) throw new Error("the module has no names");
  /** @type {Map<number, string>} */
  const called = new Map();
  for (let at = 0; at < names.length; ) {
    const [length, start] = number(names, at + 1);
    if (names[at] === 1) {
      let [count, next] = number(names, start);
      for (; count > 0; count--) {
        const [index, letters] = number(names, next);
        const [long, begins] = number(names, letters);
        called.set(index, text(names.subarray(begins, begins + long)));
        next = begins + long;
      }
    }
    at = start + length;
  }
  let [count, at] = number(bodies, 0);
  // Imported functions have the first indexes, and no code.
  let index = imported(found.get(2));
  const whose = new Map(WHOSE.map(([who]) => [who, 0]));
  for (; count > 0; count--, index++) {
    const [length, start] = number(bodies, at);
    const who = WHOSE.find(([, name]) => name.test(called.get(index) ?? "?"))?.[0] ?? "";
    whose.set(who, (whose.get(who) ?? 0) + length);
    at = start + length;
  }
  return whose;
}

/** How many functions a module imports; it imports nothing else. @param {Uint8Array} section */
function imported(section) {
  const [count] = number(section, 0);
  return count;
}

const thousands = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1);

/** @param {string} site @param {string} [named] */
async function print(site, named) {
  const { files } = JSON.parse(await readFile(join(site, "release.json"), "utf8"));
  const read = (/** @type {string} */ path) => readFile(join(site, path));
  console.log("| part | files | KB | brotli, KB | gzip, KB |\n|---|---|---|---|---|");
  const line = (/** @type {string} */ name, /** @type {number} */ count, /** @type {Uint8Array[]} */ all) => {
    const sum = (/** @type {(bytes: Uint8Array) => number} */ size) => all.reduce((total, bytes) => total + size(bytes), 0);
    const sizes = [sum((bytes) => bytes.length), sum(brotli), sum((bytes) => gzipSync(bytes, { level: 9 }).length)];
    console.log(`| ${name} | ${count} | ${sizes.map(thousands).join(" | ")} |`);
  };
  for (const onDemand of [false, true]) {
    /** @type {Uint8Array[]} */
    const everything = [];
    for (const part of parts(files.map((/** @type {{ path: string }} */ file) => file.path)).filter((one) => one.onDemand === onDemand)) {
      const all = await Promise.all(part.paths.map(read));
      everything.push(...all);
      line(part.name, part.paths.length, all);
      if (part.name !== "the engine") continue;
      const found = sections(/** @type {Buffer} */ (all[0]));
      line("– its code, by itself", 1, [found.get(10)]);
      line("– its data, by itself", 1, [found.get(11)]);
    }
    line(onDemand ? "**on demand**" : "**everything**", everything.length, everything);
  }
  if (!named) return;
  console.log("\n| code of the engine | KB |\n|---|---|");
  for (const [who, bytes] of code(await readFile(named))) console.log(`| ${who} | ${thousands(bytes)} |`);
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? "")).href) {
  const [site, named] = process.argv.slice(2);
  if (!site) throw new Error("usage: node sizes.mjs SITE [MODULE]");
  await print(site, named);
}
