/** What the engine (Rust, compiled to wasm) takes and gives. The glue itself, `tickmark.js`, is made by the build. */

/** One thing that is wrong with a document. */
export interface Problem {
  document: string;
  /** JSON Pointer; empty for the whole document. */
  at: string;
  code: string;
  message: string;
  help?: string;
}

export interface Option {
  id: string;
  level: number;
  text: string;
}

export interface Question {
  id: string;
  rev: number;
  text: string;
  hint?: string;
  controls: string[];
  notApplicable: boolean;
  /** A claimed level below this is a red flag. */
  redFlagBelow: number;
  help: { why: string; auditorAsks: string[]; goodLooksLike: string; goesWrong: string };
  options: Option[];
}

export interface Questionnaire {
  id: string;
  version: string;
  title: string;
  about: string;
  minutes: number;
  sha256: string;
  questions: Question[];
}

export interface Answer {
  question: string;
  rev: number;
  choice?: string;
  unknown?: { ask?: string };
  notApplicable?: { reason: string };
}

export interface Policy {
  id: string;
  value: number;
}

export interface Profile {
  organisation: string;
  type: 1 | 2;
  categories: string[];
  timeZone?: string;
  headcount?: number;
  window: { start: string; end: string };
  samplingPolicy: string;
  policies: Policy[];
  systems?: System[];
  populations?: Population[];
}

export interface System {
  id: string;
  name?: string;
}

export interface Population {
  id: string;
  /** A year, where it accrues. */
  count: number;
}

export interface Cell {
  column: string;
  value: string;
}

export interface Workpaper {
  procedure: string;
  control: string;
  objective: string;
  system: string;
  asOf?: string;
  parameters?: { id: string; value: number; basis: "stated" | "assumed" }[];
  population: number;
  excluded?: { reason: string; count: number }[];
  tested: number;
  /** The window that the verdicts rest on. */
  window?: { start: string; end: string };
  /** `assumed`: every finding rests on a default. */
  deviations?: { row: number; finding: string; assumed?: boolean; cells: Cell[] }[];
  undecided?: { row: number; reason: string; cells: Cell[] }[];
  limits?: string[];
  /** Counted and not cited. */
  moreDeviations?: number;
  moreUndecided?: number;
}

export interface Entry {
  id: string;
  title: string;
  kind: string;
  file?: { name: string; sha256?: string; bytes?: number };
  format?: { id: string; name: string; container: string; trust: string };
  asOf?: string;
  asOfBasis?: "in-file" | "stated" | "unknown";
  rows?: { parsed: number; duplicates: number; rejected: number };
  system?: string;
  controls: string[];
  workpapers: Workpaper[];
  note?: string;
}

export interface Inspection {
  /** What the file gave, under its final ids. */
  entries: Entry[];
  /** The whole manifest with these entries in it. */
  evidence: Entry[];
  /** Who stands in which row; never saved. */
  key: { row: number; label: string }[];
  questions: string[];
}

export interface Assessment {
  format: "tickmark-assessment";
  version: 1;
  asOf: string;
  questionnaire: { id: string; version: string; sha256?: string };
  profile: Profile;
  answers: Answer[];
  evidence: Entry[];
}

export interface Result {
  assessment: object;
  forecast: object;
  plan: object;
}

export type ReportFormat = "md" | "html" | "fragment";

/** The engine's functions. `assess`, `report` and `inspect` throw a `TickmarkError`. */
export interface Engine {
  version(): string;
  questionnaire(id: string): Questionnaire;
  check(assessment: unknown): Problem[];
  assess(assessment: Assessment): Result;
  report(assessment: Assessment, format: ReportFormat): string;
  inspect(name: string, bytes: Uint8Array, assessment: Assessment, statedAsOf?: string): Inspection;
}

export const version: Engine["version"];
export const questionnaire: Engine["questionnaire"];
export const check: Engine["check"];
export const assess: Engine["assess"];
export const report: Engine["report"];
export const inspect: Engine["inspect"];

/** Starts the module again from the beginning, after it has stopped. */
export function __wbg_reset_state(): void;
export function initSync(source: { module: BufferSource | WebAssembly.Module }): void;
export default function init(source: { module_or_path: WebAssembly.Module }): Promise<void>;
