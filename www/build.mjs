/** build.mjs GLUE OUT: puts the site together from www/ and the freshly made engine in GLUE. */

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const QUESTIONNAIRE = "red-flags";
const SHIPPED = /\.(js|css|html)$/;

const here = dirname(fileURLToPath(import.meta.url));
const [glue, out] = process.argv.slice(2).map((path) => resolve(path));
if (!glue || !out) throw new Error("usage: node build.mjs GLUE OUT");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "questionnaires"), { recursive: true });
for (const folder of [".", "steps"]) {
  for (const file of await readdir(join(here, folder))) {
    if (SHIPPED.test(file)) await cp(join(here, folder, file), join(out, folder, file));
  }
}
for (const file of ["tickmark.js", "tickmark_bg.wasm"]) await cp(join(glue, file), join(out, file));

// The page shows the questions before the engine is there: they come out of the same module.
const engine = await import(pathToFileURL(join(glue, "tickmark.js")).href);
engine.initSync({ module: await readFile(join(glue, "tickmark_bg.wasm")) });
const questionnaire = engine.questionnaire(QUESTIONNAIRE);
await writeFile(join(out, "questionnaires", `${QUESTIONNAIRE}.json`), JSON.stringify(questionnaire));

const listed = [];
for (const path of await files(out)) {
  const bytes = await readFile(join(out, path));
  listed.push({ path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
}
const release = { name: "tickmark", version: engine.version(), files: listed };
await writeFile(join(out, "release.json"), `${JSON.stringify(release, null, 2)}\n`);
const total = listed.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`${relative(process.cwd(), out)}: ${listed.length} files, ${Math.round(total / 1000)} KB`);

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
