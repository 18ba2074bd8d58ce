/** Made by the build: the module for links. Every function but `initSync` throws a `TickmarkError`. */

export type Level = "score" | "gaps" | "full";

/** A link that was written. */
export interface Written {
  /** The whole address; also where it is too long for one, to be saved as a file. */
  link: string;
  tooLong: boolean;
  /** What it holds, a sentence each. */
  preview: string[];
}

/** What can be told of a link before it is opened. */
export interface Seen {
  redaction: Level;
  /** Whether it needs a passphrase. */
  sealed: boolean;
}

export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
export function writeLink(document: unknown, questionnaire: unknown, base: string, passphrase: string | undefined, salt: Uint8Array, iv: Uint8Array): Written;
export function lookAtLink(text: string): Seen;
export function openLink(text: string, questionnaires: unknown[], passphrase: string | undefined): import("./tickmark.js").Assessment | import("./tickmark.js").SharedSummary;
