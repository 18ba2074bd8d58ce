/** build.mjs GLUE OUT MESSAGES: puts the site together from www/, the freshly made engine in GLUE and what its build left. */

import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { languages } from "./build-locales.mjs";
import { headers, list } from "./build-offline.mjs";
import { pages } from "./build-pages.mjs";
import { picture } from "./build-picture.mjs";
import { sample } from "./build-sample.mjs";
import { words } from "./build-words.mjs";

/** In the order offered; the first is the default, and its questions are there before the engine. */
const CARRIED = ["quick", "red-flags"];
/** Fetched when somebody chooses it: see `FETCHED` in build.rs. */
const FETCHED = ["full"];
/** What the build puts into every worker's script. */
const SHARED = "working.js";
const SHIPPED = /\.(js|css)$/;

const here = dirname(fileURLToPath(import.meta.url));
const [glue, out, messages] = process.argv.slice(2).map((path) => resolve(path));
if (!glue || !out || !messages) throw new Error("usage: node build.mjs GLUE OUT MESSAGES");
const [made, site] = [glue, out];

await rm(out, { recursive: true, force: true });
for (const folder of ["questionnaires", "steps"]) await mkdir(join(out, folder), { recursive: true });
for (const folder of [".", "steps"]) {
  for (const file of await readdir(join(here, folder))) {
    if (SHIPPED.test(file)) await ship(join(here, folder, file), join(out, folder, file));
  }
}
for (const file of ["tickmark.js", "tickmark_bg.wasm"]) await ship(join(glue, file), join(out, file));
const evidence = await reader();
await beside("exchange-module.js", "exchange-worker.js", "exchange");
await press();

/** @type {typeof import("./tickmark.js")} */
const engine = await import(pathToFileURL(join(glue, "tickmark.js")).href);
engine.initSync({ module: await readFile(join(glue, "tickmark_bg.wasm")) });
const left = await folderWith(`${FETCHED[0]}.json`);
for (const id of FETCHED) {
  const path = join(out, "questionnaires", `${id}.json`);
  await cp(join(left, `${id}.json`), path);
  engine.provide(JSON.parse(await readFile(path, "utf8")));
}
await words(join(out, "questionnaires"), left, engine, FETCHED, start);
await writeFile(join(out, "questionnaires", "start.json"), JSON.stringify(start()));
await languages(out);
// What documents look like, for whoever writes them.
await cp(join(here, "../questionnaires/schema"), join(out, "schema"), { recursive: true });

const shown = await sample(out, engine, evidence);
await pages(out, { version: engine.version(), picture: picture(shown, engine) });
const listed = await list(out, engine.version(), await files(out));
await headers(out, shown.html);
const total = listed.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`${relative(process.cwd(), out)}: ${listed.length} files, ${Math.round(total / 1000)} KB`);

/**
 * Copies a file into the site, scripts and styles without comments and indentation: a quarter of what a reader waits for.
 * Names stay, so that whoever looks at what the page does can read it.
 *
 * @param {string} from
 * @param {string} to
 */
async function ship(from, to) {
  const loader = /\.js$/.test(from) ? "js" : /\.css$/.test(from) ? "css" : undefined;
  if (!loader) return cp(from, to);
  const { code } = await transform(await readFile(from, "utf8"), { loader, minifyWhitespace: true, charset: "utf8", legalComments: "none" });
  await writeFile(to, code);
}

/**
 * What reads evidence, as one script: that a page imports it is a matter of `script-src` alone, so it can be had on the
 * first drop, after the page has given up every connection. Its worker starts from a blob and is bound by the page's policy.
 */
async function reader() {
  const bytes = await beside("evidence-module.js", "evidence-worker.js", "evidence");
  /** @type {typeof import("./evidence.js")} */
  const evidence = await import(pathToFileURL(join(made, "evidence.js")).href);
  evidence.initSync({ module: bytes });
  await mkdir(join(site, "registers"), { recursive: true });
  for (const [name, text] of evidence.templates()) await writeFile(join(site, "registers", name), text);
  return evidence;
}

/**
 * A worker's script with its module, as one script. Gives the module.
 *
 * @param {string} to
 * @param {string} entry
 * @param {string} name  of the glue and its module
 */
async function beside(to, entry, name) {
  const script = await workerScript(entry, `${name}.js`);
  const bytes = await readFile(join(made, `${name}_bg.wasm`));
  await writeFile(
    join(site, to),
    `export function run(self){${script}}\n` +
      `const base64="${bytes.toString("base64")}";\n` +
      "export async function module(){const text=atob(base64);const bytes=new Uint8Array(text.length);" +
      "for(let i=0;i<bytes.length;i++)bytes[i]=text.charCodeAt(i);return bytes}\n",
  );
  return bytes;
}

/** What makes reports, as one script; it works with the module that the page has already. */
async function press() {
  const worker = await workerScript("press-worker.js", "tickmark.js");
  await writeFile(join(site, "press-module.js"), `export const worker=${JSON.stringify(worker)};\n`);
}

/**
 * The text of a worker's script with the glue of its module.
 *
 * @param {string} entry  which the site then has no more
 * @param {string} name  of the glue
 */
async function workerScript(entry, name) {
  for (const file of [entry, SHARED]) await rm(join(site, file), { force: true });
  const { outputFiles } = await build({
    entryPoints: [join(here, entry)],
    plugins: [{ name: "glue", setup: (at) => at.onResolve({ filter: new RegExp(`^\\./${name}$`) }, () => ({ path: join(made, name) })) }],
    bundle: true,
    write: false,
    format: "iife",
    minifyWhitespace: true,
    charset: "utf8",
    legalComments: "none",
    // The glue names the place of its module, which is handed to it here.
    define: { "import.meta.url": '""' },
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

/**
 * What the page shows before the engine is there. Help, what depends on the window, and what only later parts of a step
 * show come with the engine.
 *
 * @returns {import("./tickmark.js").Start}
 */
function start() {
  const questionnaires = [...CARRIED, ...FETCHED].map((id) => {
    const found = engine.questionnaire(id);
    if (!found) throw new Error(`no questionnaire ${id}`);
    const { version, sha256, title, about, minutes, questions } = found;
    const content = FETCHED.includes(id) ? { content: `${id}.json` } : {};
    return { id, version, sha256, title, about, minutes, questions: questions.length, ...content };
  });
  const [first] = questionnaires;
  if (!first) throw new Error("no questionnaire");
  const form = engine.form({
    format: "tickmark-assessment",
    version: 1,
    asOf: "2026-01-01",
    questionnaire: { id: first.id, version: first.version },
    profile: {
      organisation: "",
      type: 2,
      categories: ["security"],
      window: { start: "2026-01-01", end: "2026-06-30" },
      samplingPolicy: "customary",
      policies: [],
    },
    answers: [],
    evidence: [],
  });
  const questions = form.questions.map(({ help, periods, counted, controls, decides, redFlagBelow, options, ...question }) => ({
    ...withoutEmpty(question),
    options: options.map(({ id, text }) => ({ id, text })),
  }));
  const policyValues = form.policyValues.map(({ reason, ...value }) => value);
  const early = /** @type {any} */ ({ ...form, cadences: [], policyValues, questions });
  return { questionnaires, form: early };
}

/**
 * Without empty lists and nothings, which say nothing.
 *
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
function withoutEmpty(object) {
  const said = Object.entries(object).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  return /** @type {T} */ (Object.fromEntries(said));
}

/**
 * The folder of a build script's output that holds the file.
 *
 * @param {string} file
 * @returns {Promise<string>}
 */
async function folderWith(file) {
  const lines = (await readFile(/** @type {string} */ (messages), "utf8")).split("\n").filter((line) => line.startsWith("{"));
  for (const line of lines) {
    const { reason, out_dir: folder } = JSON.parse(line);
    if (reason === "build-script-executed" && existsSync(join(folder, file))) return folder;
  }
  throw new Error(`${messages}: no build script left ${file}`);
}

/**
 * The files below a folder, as sorted paths with `/`.
 *
 * @param {string} folder
 */
async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
