/** What the module for evidence (Rust, compiled to wasm) takes and gives. The glue itself, `evidence.js`, is made by the build. */

/** The files of a tab, tested together. Throws a `TickmarkError`. */
export class Desk {
  /** Begins a file. */
  begin(name: string, asOf?: string, dayFirst?: boolean): void;
  /** Takes its next bytes; whether more of it is wanted. */
  push(chunk: Uint8Array): boolean;
  /** The end of the file; gives its digest. */
  finish(): string;
  /** Takes a file out; whether it was there. */
  remove(digest: string): boolean;
  /** What each file is and what was found in it. */
  results(terms: unknown): unknown[];
}

/** The templates of registers that are kept by hand. */
export function templates(): [name: string, text: string][];

/** The files of an archive; nothing for what is none. */
export function members(bytes: Uint8Array): [name: string, bytes: Uint8Array][] | undefined;

export function initSync(source: { module: WebAssembly.Module | BufferSource }): void;
