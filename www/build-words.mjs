/** The words of other languages, as the page fetches them when it speaks one: `questionnaires/*.TAG.json`. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes for each language `locale.TAG.json` (the catalogue and what the module carries), `report.TAG.json`, a file for each
 * questionnaire that is fetched, and `start.TAG.json`, what is shown before the engine is there.
 *
 * @param {string} out  folder of the questionnaires in the site
 * @param {string} left  what the build script left
 * @param {typeof import("./tickmark.js")} engine  which has all questionnaires
 * @param {string[]} fetched  ids of questionnaires
 * @param {() => unknown} start  made in the language that is spoken
 */
export async function words(out, left, engine, fetched, start) {
  for (const file of await readdir(left)) {
    const tag = /^locale\.(.+)\.json$/.exec(file)?.[1];
    if (!tag) continue;
    for (const name of ["locale", "report", ...fetched]) {
      const text = await readFile(join(left, `${name}.${tag}.json`), "utf8");
      await writeFile(join(out, `${name}.${tag}.json`), text);
      engine.speak?.(text);
    }
    await writeFile(join(out, `start.${tag}.json`), JSON.stringify(start()));
    engine.speak?.(undefined);
  }
}
