/** Made by the build: what writes and opens links, writes files for other tools and puts those of several people together, and its module. */

/** The whole script of the worker, as a function of what the worker has as `self`. Uses nothing from around it. */
export function run(self: import("./beside.js").Inside): void;

/** The bytes of the wasm module. */
export function module(): Promise<BufferSource>;
