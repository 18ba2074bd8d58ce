/** Made by the build: the worker that makes reports. */

/** The script of the worker. */
export const worker: string;
