/** Made by the build: the worker that reads evidence, and its module. */

/** The script of the worker. */
export const worker: string;

/** The bytes of the wasm module. */
export function module(): Promise<BufferSource>;
