/** Where the module comes from in the slim build: from whoever loads it. */

/** @type {import("./slim.js").Source | undefined} */
let source;

/** @param {import("./slim.js").Source} given */
export function give(given) {
  source ??= given;
}

/** @returns {Promise<WebAssembly.Module>} */
export async function compiled() {
  const given = await source;
  try {
    if (given instanceof WebAssembly.Module) return given;
    if (given instanceof Response) return await ofResponse(given);
    if (given instanceof URL || typeof given === "string") return await ofResponse(await fetch(given));
    if (given) return await WebAssembly.compile(given);
    throw new Error("no module was given");
  } catch (error) {
    source = undefined;
    throw error;
  }
}

/** @param {Response} response */
async function ofResponse(response) {
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Whatever type the server gives it.
  return WebAssembly.compile(await response.arrayBuffer());
}
