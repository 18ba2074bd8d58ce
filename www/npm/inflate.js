/** Turns gzip in base64 back into what it was, without any request. */

/**
 * @param {string} base64
 * @returns {Promise<ArrayBuffer>}
 */
export function inflated(base64) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
