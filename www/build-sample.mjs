/** The sample of the site: the worked company Acme, its files as they are read here, and the report that follows. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {import("./tickmark.js").Assessment} Assessment
 * @typedef {import("./tickmark.js").Entry} Entry
 */

const company = join(dirname(fileURLToPath(import.meta.url)), "../examples/acme");
const ANSWERS = "quick.json";
const ABOUT = "Acme is an invented company of 25 people in week 10 of a 26-week window, with the answers and the files of its CTO.";

/**
 * What the site shows of the sample.
 *
 * @typedef {object} Sample
 * @property {Assessment} assessment  with its evidence
 * @property {import("./tickmark.js").Result} result
 * @property {string} html  its report
 */

/**
 * Writes the sample's files into `sample/`, and its saved file as a script too: that a page imports it is a matter of
 * `script-src` alone, so it can be had after the page has given up every connection.
 *
 * @param {string} site
 * @param {import("./tickmark.js").Engine} engine
 * @param {typeof import("./evidence.js")} reader
 * @returns {Promise<Sample>}
 */
export async function sample(site, engine, reader) {
  const folder = join(site, "sample");
  await mkdir(folder, { recursive: true });
  /** @type {Assessment} */
  const answered = JSON.parse(await readFile(join(company, ANSWERS), "utf8"));
  answered.profile.organisation = "Acme (sample)";
  const assessment = { ...answered, evidence: await evidence(answered, engine, reader, folder) };
  const problems = engine.check(assessment);
  if (problems.length > 0) throw new Error(`the sample is refused: ${JSON.stringify(problems)}`);
  const text = `${JSON.stringify(assessment, null, 2)}\n`;
  const html = engine.report(assessment, "html");
  await writeFile(join(folder, "acme.tickmark.json"), text);
  await writeFile(join(folder, "report.html"), html);
  await writeFile(join(folder, "report.md"), engine.report(assessment, "md"));
  await writeFile(join(site, "sample-module.js"), `export const text=${JSON.stringify(text)};\nexport const about=${JSON.stringify(ABOUT)};\n`);
  return { assessment, result: engine.assess(assessment), html };
}

/**
 * The evidence as the page's worker reads it; the files are copied beside the report.
 *
 * @param {Assessment} assessment
 * @param {import("./tickmark.js").Engine} engine
 * @param {typeof import("./evidence.js")} reader
 * @param {string} folder
 * @returns {Promise<Entry[]>}
 */
async function evidence(assessment, engine, reader, folder) {
  const names = (await readdir(join(company, "evidence"))).sort();
  const files = await Promise.all(names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(company, "evidence", name))) })));
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
  const isList = (/** @type {{ bytes: Uint8Array }} */ { bytes }) => Buffer.from(bytes).includes('"tickmark-evidence"');
  /** @type {Entry[]} */
  let entries = assessment.evidence ?? [];
  const now = () => ({ ...assessment, evidence: entries });
  for (const { bytes } of files.filter(isList)) entries = engine.manifest(bytes, now()).evidence;
  const desk = new reader.Desk();
  const digests = files.filter((file) => !isList(file)).map(({ name, bytes }) => {
    desk.begin(name);
    desk.push(bytes);
    return desk.finish();
  });
  for (const seen of engine.fileResults(now(), desk.results(engine.terms(now(), digests)))) entries = seen.evidence;
  return entries;
}
