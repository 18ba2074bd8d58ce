/** Made by the build: the module for what goes out and comes in. Every function but `initSync` throws a `TickmarkError`. */

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

/** The bytes of a file for other tools, from what `exportInput` of the engine gives. */
export function exported(input: unknown, format: string): Uint8Array<ArrayBuffer>;

/** A respondent's file, with the name that it is told by. */
export interface Named {
  name: string;
  file: import("./tickmark.js").Assessment;
}

/** Something that is said in two ways. */
export interface Conflict {
  /** The question; absent for something of the profile or the register. */
  question?: string;
  /** What of the profile it is, such as `headcount`; absent for a question. */
  profile?: string;
  /** What is said, and in which files. */
  said: { by: string[]; says: any }[];
  /** What is in the merged file; absent where it is left open. */
  kept?: unknown;
}

/** Why a request is likely about a control. */
export interface RequestSuggestion {
  control: string;
  /** Its id is named, a criterion of it is, or words are in common. */
  why: "control" | "criterion" | "words";
  /** These ids, or words. */
  by: string[];
}

/** A list of requests that was read, with the controls that each is likely about. */
export interface RequestsTaken {
  requests: import("./tickmark.js").AuditorRequest[];
  /** By the id of the request. */
  suggestions: Record<string, RequestSuggestion[]>;
  /** Ids of the list before that are in this one no more. */
  gone: string[];
  /** What could not be read, and how the columns were taken where nothing names them: a sentence each. */
  remarks: string[];
}

/** `controls`: what `requestTerms` of the engine gives; `before`: the list that was there. */
export function requestList(list: Uint8Array, controls: unknown[], before: import("./tickmark.js").AuditorRequest[]): RequestsTaken;

/** Several files of one assessment as one. */
export interface Merged {
  file: import("./tickmark.js").Assessment;
  conflicts: Conflict[];
  /** What was put in otherwise than any of the files has it, a sentence each; not there where nothing was. */
  remarks?: string[];
}

/** `taken`: for each conflict the place of what is taken of what is said, or `null` to leave it open. */
export function mergeFiles(files: Named[], questionnaire: unknown, taken: (number | null)[]): Merged;
