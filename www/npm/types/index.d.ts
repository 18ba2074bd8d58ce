import type { Engine } from "./model.js";

export type * from "./model.js";

/** An engine that cannot be had, or that has stopped. */
export class EngineError extends Error {
  code: "wasm-missing" | "wasm-blocked" | "wasm-unreachable" | "engine-stopped" | "worker-blocked";
}

/** The engine, with its module inside. A failed start is tried again by the next call. */
export function load(): Promise<Engine>;
