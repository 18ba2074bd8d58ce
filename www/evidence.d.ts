/** What the module for evidence (Rust, compiled to wasm) takes and gives. The glue itself, `evidence.js`, is made by the build. */

import type { Mapping, Problem } from "./tickmark.js";

/** The files of a tab, tested together. Throws a `TickmarkError`. */
export class Desk {
  /**
   * Begins a file; `mapping` is what its columns are, `known` what those of other files are, `beside` whether its digest
   * is made elsewhere.
   */
  begin(name: string, asOf?: string, dayFirst?: boolean, mapping?: Mapping, known?: Mapping[], beside?: boolean): void;
  /** Takes its next bytes; whether more of it is wanted. */
  push(chunk: Uint8Array): boolean;
  /** The end of the file, with the digest that was made beside; gives its digest. */
  finish(sha256?: string): string;
  /** Takes a file out; whether it was there. */
  remove(digest: string): boolean;
  /** What each file is and what was found in it. */
  results(terms: unknown): unknown[];
}

/** The digest of a large file, made beside the reading of it. */
export class Digester {
  /** Takes the next bytes. */
  push(chunk: Uint8Array): void;
  /** SHA-256 of all bytes, as 64 hexadecimal digits. */
  finish(): string;
  /** Forgets what it took. */
  free(): void;
}

/** The templates of registers that are kept by hand. */
export function templates(): [name: string, text: string][];

/** The beginning of a table, and what it could be, the likeliest first. */
export interface Table {
  columns: string[];
  rows: { row: number; cells: string[] }[];
  kinds: {
    kind: string;
    name: string;
    likeness: number;
    /** Whether every field that it needs has a column. */
    complete: boolean;
    /** Whether it is of one system, which can be said where no column does. */
    ofASystem: boolean;
    fields: { field: string; name: string; expects: string; required: boolean; or?: string[]; column?: string }[];
  }[];
}

export interface ReadCell {
  reads: string;
  state: "read" | "nothing" | "unclear" | "open";
}

/** How the first rows of a table read under a mapping. */
export interface Preview {
  problems: Problem[];
  fields: string[];
  /** What the list can be tested for, and what is missing for the rest. */
  feeds: { procedure: string; tests: string; missing?: string }[];
  rows: { row: number; used: boolean; cells: ReadCell[] }[];
  asksOrder: boolean;
}

/** The table at the beginning of a file; nothing for what is none. */
export function look(bytes: Uint8Array, complete: boolean): Table | undefined;

export function preview(table: Table, mapping: Mapping): Preview;

/** The files of an archive; nothing for what is none. */
export function members(bytes: Uint8Array): [name: string, bytes: Uint8Array<ArrayBuffer>][] | undefined;

export function initSync(source: { module: WebAssembly.Module | BufferSource }): void;
