/** Lists of evidence among the files that are dropped: told by how they begin. No DOM. */

/** Largest file that is looked at for a list of evidence, in bytes. */
const LARGEST = 5_000_000;
/** A list of evidence, as JSON or as a table. */
const LISTS = /"tickmark-evidence"|^(?=[^\n]*\bid\b)(?=[^\n]*\btitle\b)(?=[^\n]*\bkind\b)[^\n]*\b(file\.name|source\.system|format)\b/i;

/** Whether a file looks like a list of evidence. @param {File} file */
export async function isManifest(file) {
  return file.size <= LARGEST && LISTS.test(await file.slice(0, 4096).text());
}

/**
 * Manifests say which day a file shows that does not say it itself.
 *
 * @param {File[]} files
 */
export async function manifestsFirst(files) {
  const are = await Promise.all(files.map(isManifest));
  return [...files.filter((_, i) => are[i]), ...files.filter((_, i) => !are[i])];
}
