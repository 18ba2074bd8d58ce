import type { Engine } from "./model.js";

export type * from "./model.js";
export { EngineError } from "./index.js";

type Given = URL | string | Response | BufferSource | WebAssembly.Module;
/** Where the module `tickmark/core.wasm` comes from. */
export type Source = Given | Promise<Given>;

/** The engine. The module of the first call counts, until one could not be loaded. */
export function load(options: { wasm: Source }): Promise<Engine>;
