/** Hands files to the reader, without any request. */

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Uint8Array<ArrayBuffer>} text
 */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes its copy before the next task; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Hands a file over, unless the page around takes it instead. Whether it was handed over.
 *
 * @param {import("./session.js").Session} session
 * @param {string} format
 * @param {string} filename
 * @param {string} type
 * @param {string | Uint8Array<ArrayBuffer>} text
 */
export function hand(session, format, filename, type, text) {
  const getBlob = async () => new Blob([text], { type });
  const event = new CustomEvent("export", { cancelable: true, detail: { format, filename, getBlob } });
  const wanted = session.dispatchEvent(event);
  if (wanted) download(filename, type, text);
  return wanted;
}

/**
 * "soc2-readiness-acme-2026-11-21.md": letters and digits only, whatever the organisation is called.
 *
 * @param {string} organisation
 * @param {string} asOf
 * @param {string} extension
 * @param {string} [reader]  whom it is for, where that is said
 */
export function fileName(organisation, asOf, extension, reader) {
  const slug = organisation
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 40);
  return ["soc2-readiness", slug, asOf, reader].filter(Boolean).join("-") + `.${extension}`;
}

/**
 * An assessment or draft as the text of a file: two spaces, a line at the end.
 *
 * @param {object} document
 */
export function fileText(document) {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Hands over the assessment as a file.
 *
 * @param {import("./session.js").Session} session
 */
export function saveFile(session) {
  const { profile, asOf } = session.draft;
  hand(session, "json", fileName(profile.organisation, asOf, "tickmark.json"), "application/json", fileText(session.document()));
}
