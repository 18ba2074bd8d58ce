/** The languages of the site beside English: of each a script with the page's sentences, and one for each file of its content. */

import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "locales");

/** The tags of the languages: the names of the files in `www/locales`. */
export async function locales() {
  return (await readdir(folder)).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)).sort();
}

/** The page's sentences in a language. @param {string} tag */
export async function sentences(tag) {
  return JSON.parse(await readFile(join(folder, `${tag}.json`), "utf8"));
}

/**
 * Writes `locales/TAG.js` for each language, and for each `questionnaires/NAME.TAG.json` that is there `locales/TAG-NAME.js` in
 * its place: scripts, so that a page can have them once it has given up every connection. What is not there is not named.
 *
 * @param {string} site
 */
export async function languages(site) {
  await mkdir(join(site, "locales"), { recursive: true });
  const questionnaires = join(site, "questionnaires");
  for (const tag of await locales()) {
    const end = `.${tag}.json`;
    const content = [];
    for (const file of (await readdir(questionnaires)).filter((one) => one.endsWith(end)).sort()) {
      const name = file.slice(0, -end.length);
      const said = JSON.stringify(JSON.parse(await readFile(join(questionnaires, file), "utf8")));
      await writeFile(join(site, "locales", `${tag}-${name}.js`), `export default ${said};\n`);
      await rm(join(questionnaires, file));
      content.push(`${JSON.stringify(name)}:()=>import("./${tag}-${name}.js")`);
    }
    const script = `export const messages=${JSON.stringify(await sentences(tag))};\nexport const content={${content.join(",")}};\n`;
    await writeFile(join(site, "locales", `${tag}.js`), script);
  }
}

/**
 * The names of the content that a site has in a language.
 *
 * @param {string} site
 * @param {string} tag
 */
export async function contentOf(site, tag) {
  const place = join(site, "locales");
  const files = existsSync(place) ? await readdir(place) : [];
  return files.filter((file) => file.startsWith(`${tag}-`)).map((file) => file.slice(tag.length + 1, -".js".length)).sort();
}
