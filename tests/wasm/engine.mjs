/** Both modules in Node, and a file through both of them as the page's worker does it. */

import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const target = process.env.CARGO_TARGET_DIR ? pathToFileURL(`${process.env.CARGO_TARGET_DIR}/`) : new URL("target/", root);

export const engine = await import(new URL("dist/site/tickmark.js", root));
export const { memory } = engine.initSync({ module: readFileSync(new URL("dist/site/tickmark_bg.wasm", root)) });
const reader = await import(new URL("glue/evidence.js", target));
reader.initSync({ module: readFileSync(new URL("glue/evidence_bg.wasm", target)) });

/** Whether bytes are a manifest of evidence. */
const isManifest = (bytes) => /"tickmark-evidence"/.test(Buffer.from(bytes.subarray(0, 4096)).toString());

/**
 * What files give, in the order in which they come: `[name, bytes]`. The last result holds the whole manifest.
 *
 * @param {[string, Uint8Array][]} files
 */
export function received(files, assessment) {
  const desk = new reader.Desk();
  const digests = [];
  const results = [];
  let evidence = assessment.evidence ?? [];
  // Manifests first: they say which day a file shows that does not say it itself.
  let listing = evidence;
  for (const [, bytes] of files.filter(([, bytes]) => isManifest(bytes))) {
    listing = engine.manifest(bytes, { ...assessment, evidence: listing }).evidence;
  }
  try {
    for (const [name, bytes] of files) {
      if (isManifest(bytes)) continue;
      const listed = listing.find((one) => !one.format && one.file?.name === name);
      desk.begin(name, listed?.asOf);
      for (let at = 0; at < bytes.length && desk.push(bytes.subarray(at, at + 65536)); at += 65536);
      digests.push([name, desk.finish()]);
    }
    const found = desk.results(engine.terms({ ...assessment, evidence }, digests.map(([, digest]) => digest)));
    for (const [name, bytes] of files) {
      const now = { ...assessment, evidence };
      const one = digests.find(([known]) => known === name)?.[1];
      const seen = isManifest(bytes)
        ? [engine.manifest(bytes, now)]
        : engine.fileResults(now, found.filter((inspection) => inspection.file.sha256 === one));
      for (const result of seen) evidence = result.evidence;
      results.push(...seen);
    }
  } finally {
    desk.free();
  }
  return results;
}

/** One file. */
export const inspect = (name, bytes, assessment) => received([[name, bytes]], assessment)[0];

export const exists = (path) => existsSync(new URL(path, root));
