/** What a release says of itself: the list of its files, the service worker that keeps them, and headers for a host. */

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const WORKER = "sw.js";

/**
 * A file of the release.
 *
 * @typedef {{ path: string, bytes: number, sha256: string }} Listed
 */

/**
 * Writes `release.json`, and into the service worker which release it keeps. The release's digest is that of its list
 * without the worker, a line a file as `sha256sum` writes it.
 *
 * @param {string} site
 * @param {string} version
 * @param {string[]} paths  of all files, the worker among them
 * @returns {Promise<Listed[]>}
 */
export async function list(site, version, paths) {
  const others = await Promise.all(paths.filter((path) => path !== WORKER).map((path) => listed(site, path)));
  const digest = sha256(others.map((file) => `${file.sha256}  ${file.path}\n`).join(""));
  const kept = JSON.stringify({ digest, files: others.map((file) => [file.path, file.sha256]) });
  const place = '"RELEASE_OF_THE_BUILD"';
  const script = await readFile(join(site, WORKER), "utf8");
  if (script.split(place).length !== 2) throw new Error(`${WORKER} has no place for the release`);
  await writeFile(join(site, WORKER), script.replace(place, () => JSON.stringify(kept)));
  const files = [...others, await listed(site, WORKER)].sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeFile(join(site, "release.json"), `${JSON.stringify({ name: "tickmark", version, digest, files }, null, 2)}\n`);
  return files;
}

/**
 * Writes `_headers`, for hosts that read it: nothing of the site needs them, all of it works with them. It is not part of
 * the release, for such hosts do not serve it.
 *
 * @param {string} site
 * @param {string} report  the sample's report, whose style its policy allows by digest
 */
export async function headers(site, report) {
  const [, style] = /style-src ('sha256-[^']+')/.exec(report) ?? [];
  if (!style) throw new Error("the report allows no style by its digest");
  const policy =
    `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' ${style}; connect-src 'self'; worker-src 'self' blob:; ` +
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  const lines = [
    "/*",
    `  Content-Security-Policy: ${policy}`,
    "  Referrer-Policy: no-referrer",
    "  X-Content-Type-Options: nosniff",
    "  Cache-Control: no-cache",
    "/*.wasm",
    "  Content-Type: application/wasm",
  ];
  await writeFile(join(site, "_headers"), `${lines.join("\n")}\n`);
}

/**
 * @param {string} site
 * @param {string} path
 * @returns {Promise<Listed>}
 */
async function listed(site, path) {
  const bytes = await readFile(join(site, path));
  return { path, bytes: bytes.length, sha256: sha256(bytes) };
}

/** @param {string | Buffer} bytes */
function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
