/** package.mjs GLUE SITE OUT: makes the package for npm from www/, the engine in GLUE and the site that was built. */

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { contentOf, locales, sentences } from "./build-locales.mjs";
import { elementTypes, manifest } from "./npm/described.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const npm = join(here, "npm");
const [made, site, out] = /** @type {[string, string, string]} */ (process.argv.slice(2).map((path) => resolve(path)));
if (!made || !site || !out) throw new Error("usage: node package.mjs GLUE SITE OUT");
const dist = join(out, "dist");

/** The engine has names of its own kind for everything that the modules import and the build makes. */
const base64 = (/** @type {Buffer} */ bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
const wasm = await readFile(join(made, "tickmark_bg.wasm"));
const names = ["evidence", "vendors", "restore-tests", "incidents", "log-reviews", "risks", "service-accounts"].map((name) => `${name}.csv`);
const registers = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, await readFile(join(site, "registers", name), "utf8")])),
);
/** What works beside the page, of which the site has the module as it is: here it is compressed. @param {"evidence" | "exchange"} name */
async function beside(name) {
  const script = await readFile(join(site, `${name}-module.js`), "utf8");
  const module = base64(await readFile(join(made, `${name}_bg.wasm`)));
  const run = script.slice(0, script.lastIndexOf("\nconst base64="));
  return `import { inflated } from "./inflate.js";\n${run}\nconst base64="${module}";\nexport const module=()=>inflated(base64);`;
}
const tags = await locales();
const literal = async (/** @type {string} */ path) => JSON.stringify(JSON.parse(await readFile(join(site, path), "utf8")));

/** @type {Record<string, string>} */
const MADE = {
  "tickmark:wasm": `export default "${base64(wasm)}";`,
  "tickmark:start": `export default ${await literal("questionnaires/start.json")};`,
  "tickmark:full": `export default ${await literal("questionnaires/full.json")};`,
  "tickmark:registers": `export default ${JSON.stringify(registers)};`,
  "tickmark:languages": `export default ${JSON.stringify(tags)};`,
  "tickmark:locales": `export default {${tags.map((tag) => `${JSON.stringify(tag)}:()=>import("tickmark:locale-${tag}")`).join(",")}};`,
  "tickmark:evidence": await beside("evidence"),
  "tickmark:exchange": await beside("exchange"),
  "tickmark:press": await readFile(join(site, "press-module.js"), "utf8"),
};

for (const tag of tags) {
  const names = await contentOf(site, tag);
  const parts = names.map((name) => `${JSON.stringify(name)}:()=>import("tickmark:locale-${tag}-${name}")`);
  MADE[`tickmark:locale-${tag}`] = `export const messages=${JSON.stringify(await sentences(tag))};export const content={${parts.join(",")}};`;
  for (const name of names) MADE[`tickmark:locale-${tag}-${name}`] = await readFile(join(site, "locales", `${tag}-${name}.js`), "utf8");
}

/**
 * @param {"supply" | "supply-classic" | "supply-slim"} supply
 * @returns {import("esbuild").Plugin}
 */
function parts(supply) {
  return {
    name: "parts",
    setup(at) {
      at.onResolve({ filter: /\/supply\.js$/ }, () => ({ path: join(npm, `${supply}.js`) }));
      at.onResolve({ filter: /^tickmark:supply$/ }, () => ({ path: join(npm, `${supply}.js`) }));
      at.onResolve({ filter: /\/tickmark\.js$/ }, () => ({ path: join(made, "tickmark.js") }));
      at.onResolve({ filter: /\/press-module\.js$/ }, () => ({ path: "press", namespace: "made" }));
      at.onResolve({ filter: /^tickmark:/ }, ({ path }) => ({ path: path.slice("tickmark:".length), namespace: "made" }));
      at.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => ({
        contents: /** @type {string} */ (MADE[`tickmark:${path}`]),
        resolveDir: npm,
      }));
    },
  };
}

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  minifyWhitespace: true,
  charset: "utf8",
  legalComments: "none",
  // As the site: what it needs of a browser (light-dark(), Promise.withResolvers) is newer than that in any case.
  target: "es2022",
  // The glue names the place of its module, which is handed to it here.
  define: { "import.meta.url": '""' },
  logLevel: "error",
};
const entry = (/** @type {string} */ name) => join(npm, `${name}.js`);

await rm(out, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  ...COMMON,
  entryPoints: {
    index: entry("index"),
    element: entry("element"),
    define: entry("define"),
    iframe: entry("iframe"),
    full: "tickmark:full",
    evidence: "tickmark:evidence",
    exchange: "tickmark:exchange",
    ...Object.fromEntries(tags.map((tag) => [tag, `tickmark:locale-${tag}`])),
  },
  plugins: [parts("supply")],
  format: "esm",
  splitting: true,
  outdir: dist,
  chunkNames: "parts/[name]-[hash]",
});
await build({ ...COMMON, entryPoints: [entry("slim")], plugins: [parts("supply-slim")], format: "esm", outdir: dist });
for (const [name, supply] of /** @type {const} */ ([["index", "supply"], ["slim", "supply-slim"]])) {
  await build({
    ...COMMON,
    entryPoints: [entry(name)],
    plugins: [parts(supply)],
    format: "cjs",
    outfile: join(dist, `${name}.cjs`),
  });
}
await build({
  ...COMMON,
  entryPoints: ["tickmark:full"],
  plugins: [parts("supply")],
  format: "cjs",
  outfile: join(dist, "full.cjs"),
  footer: { js: "module.exports=module.exports.default;" },
});
await build({
  ...COMMON,
  entryPoints: [entry("classic")],
  plugins: [parts("supply-classic")],
  format: "iife",
  outfile: join(dist, "tickmark.iife.js"),
});
for (const name of ["full", "evidence", "exchange", ...tags]) {
  const from = tags.includes(name) ? `locale-${name}` : name;
  const head = "globalThis.tickmark=globalThis.tickmark||{};globalThis.tickmark.parts=globalThis.tickmark.parts||{};";
  await build({
    ...COMMON,
    stdin: {
      contents: `import * as part from "tickmark:${from}";${head}globalThis.tickmark.parts.${name}=part;`,
      resolveDir: npm,
    },
    plugins: [parts("supply-classic")],
    format: "iife",
    outfile: join(dist, `tickmark.${name}.iife.js`),
  });
}
await build({ ...COMMON, entryPoints: [entry("embed")], format: "iife", outfile: join(dist, "embed.iife.js") });
for (const tag of tags) {
  await mkdir(join(out, "locales"), { recursive: true });
  await writeFile(join(out, "locales", `${tag}.json`), `${JSON.stringify(await sentences(tag), null, 2)}\n`);
}
for (const file of ["embed.html", "embed.css"]) await cp(join(npm, file), join(dist, file));
await cp(join(made, "tickmark_bg.wasm"), join(dist, "core.wasm"));

// Types, once for either kind of module.
const types = await readFile(join(here, "tickmark.d.ts"), "utf8");
const model = types.slice(0, types.indexOf("export const version:"));
if (model.length === types.length) throw new Error("tickmark.d.ts: where do its functions begin?");
/** @type {Record<string, string>} */
const declared = {
  model: model.replace(/^\/\*\*.*?\*\/\n/, "/** What the engine takes and gives. */\n"),
  results: await readFile(join(here, "results.d.ts"), "utf8"),
  element: elementTypes(),
};
for (const name of ["index", "slim", "full", "iframe", "react"]) declared[name] = await readFile(join(npm, "types", `${name}.d.ts`), "utf8");
for (const [name, text] of Object.entries(declared)) {
  await writeFile(join(dist, `${name}.d.ts`), text);
  if (!["index", "slim", "full", "model", "results"].includes(name)) continue;
  const common = text.replaceAll(/"(\.\/\w+)\.js"/g, '"$1.cjs"').replace("export default content;", "export = content;");
  await writeFile(join(dist, `${name}.d.cts`), common);
}
await writeFile(join(dist, "define.d.ts"), 'export { TickmarkAssessment } from "./element.js";\n');

/** @type {typeof import("./tickmark.js")} */
const engine = await import(pathToFileURL(join(made, "tickmark.js")).href);
engine.initSync({ module: wasm });
const version = engine.version();

/** @type {Record<string, string>} */
const sri = {};
for (const file of ["tickmark.iife.js", "tickmark.evidence.iife.js", "tickmark.full.iife.js", "tickmark.exchange.iife.js", ...tags.map((tag) => `tickmark.${tag}.iife.js`)]) {
  sri[file] = `sha384-${createHash("sha384").update(await readFile(join(dist, file))).digest("base64")}`;
}
const both = (/** @type {string} */ name) => ({
  import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
  require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
});
const one = (/** @type {string} */ name) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
const described = {
  name: "tickmark",
  version,
  description: "A SOC 2 readiness self-check that runs entirely in the reader's browser: element, engine, frame",
  license: "MIT OR Apache-2.0",
  type: "module",
  sideEffects: ["./dist/define.js", "./dist/*.iife.js"],
  customElements: "custom-elements.json",
  engines: { node: ">=20" },
  exports: {
    ".": both("index"),
    "./element": one("element"),
    "./define": one("define"),
    "./slim": both("slim"),
    "./full": both("full"),
    "./iframe": one("iframe"),
    "./react": { types: "./dist/react.d.ts" },
    "./core.wasm": "./dist/core.wasm",
    "./locales/*.json": "./locales/*.json",
    "./embed.html": "./dist/embed.html",
    "./tickmark.iife.js": "./dist/tickmark.iife.js",
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json",
  },
  files: ["dist", "locales", "custom-elements.json", "sri.json"],
  keywords: ["soc2", "compliance-readiness", "self-assessment", "webcomponents", "wasm"],
};
const json = (/** @type {object} */ value) => `${JSON.stringify(value, null, 2)}\n`;
await writeFile(join(out, "package.json"), json(described));
await writeFile(join(out, "custom-elements.json"), json(manifest()));
await writeFile(join(out, "sri.json"), json(sri));
const tag = `<script defer src="tickmark.iife.js" integrity="${sri["tickmark.iife.js"]}" crossorigin="anonymous"></script>`;
const readme = await readFile(join(npm, "README.md"), "utf8");
await writeFile(join(out, "README.md"), readme.replace("SCRIPT TAG", tag));
for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) await cp(join(here, "..", file), join(out, basename(file)));
const all = gzipSync(await readFile(join(dist, "tickmark.iife.js"))).length;
console.log(`${relative(process.cwd(), out)}: version ${version}, everything in one script ${Math.round(all / 1000)} KB gzipped`);
