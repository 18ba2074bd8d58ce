/** What the engine (Rust, compiled to wasm) takes and gives. The glue itself, `tickmark.js`, is made by the build. */

import type { Result } from "./results.js";

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
  /** The level that it claims, 0 to 5. */
  level: number;
  text: string;
  /** For a fact: the setting is not as required somewhere today. */
  nonconforming?: boolean;
}

/** What a question asks beside its rungs. */
export type QuestionKind = "ladder" | "grid" | "population" | "fact" | "date" | "systems";

export interface Condition {
  fact: string;
  is: string[];
}

export interface Question {
  id: string;
  /** Earlier ids of the same question. */
  aliases?: string[];
  rev: number;
  kind: QuestionKind;
  text: string;
  hint?: string | null;
  controls: string[];
  /** The control whose occurrences the data part is about; else the first. */
  decides?: string | null;
  when?: Condition[];
  notApplicable: boolean;
  /** A claimed level below this is a red flag. */
  redFlagBelow: number;
  /** Left out of what the page loads first. */
  help?: Help;
  options: Option[];
  countText?: string | null;
  conformingText?: string | null;
  lastText?: string | null;
  items?: { id: string; text: string }[];
}

export interface Help {
  why: string;
  auditorAsks: string[];
  goodLooksLike: { at10: string; at50: string; at200: string };
  goesWrong: string;
}

export interface Questionnaire {
  id: string;
  version: string;
  title: string;
  about: string;
  minutes: number;
  sha256: string;
  questions: Question[];
  retired: Retired[];
}

/** A question that is asked no more. */
export interface Retired {
  id: string;
  since: string;
  replacedBy: string[];
}

/** A scoping fact. */
export interface Fact {
  id: string;
  text: string;
  hint?: string | null;
  /** What the answer changes. */
  why: string;
  several: boolean;
  when?: Condition[];
  options: { id: string; text: string }[];
}

export interface PolicyValue {
  /** Ends with its unit. */
  id: string;
  name: string;
  default: number;
  min: number;
  max: number;
  reason: string;
}

export type Cadence = "daily" | "weekly" | "monthly" | "quarterly" | "semi-annual" | "annual";

/** A period of a grid. */
export interface PeriodAsked {
  id: string;
  label: string;
  start: string;
  end: string;
  over: boolean;
  begun: boolean;
}

/** A question as it is put to one company. */
export interface Asked extends Question {
  domain: string;
  /** Name of the domain. */
  section: string;
  periods?: PeriodAsked[];
  /** The days that a population counts, both included. */
  counted?: { since: string; until: string };
}

/** What to ask one company. */
export interface Form {
  framework: string;
  categories: { id: string; name: string; always: boolean }[];
  facts: Fact[];
  policyValues: PolicyValue[];
  /** Periodic controls, with how often they are usually due. */
  cadences: { control: string; name: string; cadence: Cadence }[];
  questions: Asked[];
  hidden: string[];
  /** What became of answers to an earlier questionnaire. */
  migration: {
    kept: number;
    renamed?: { from: string; to: string }[];
    review?: string[];
    retired?: Retired[];
  };
}

/** A questionnaire that can be chosen. */
export interface Listed {
  id: string;
  version: string;
  sha256: string;
  title: string;
  about: string;
  minutes: number;
  questions: number;
  /** Where its compiled content is fetched from, if the module does not carry it. */
  content?: string;
}

/** What the page loads before the engine: the questionnaires, and the form of the first one without its help. */
export interface Start {
  questionnaires: Listed[];
  form: EarlyForm;
}

/** What is asked, before the engine is there: what only later steps show comes with it. */
export interface EarlyForm extends Omit<Form, "questions" | "policyValues"> {
  questions: (Omit<Asked, "controls" | "decides" | "redFlagBelow" | "options"> & { options: Omit<Option, "level">[] })[];
  policyValues: Omit<PolicyValue, "reason">[];
}

/** What was said about a period. */
export type SaidState = "missed" | "late" | "claimed" | "on-time" | "unknown";
export type SystemState = "conforms" | "does-not" | "unknown" | "not-here";

/** Either what is so (a choice and the data part of the question's kind) or one of unknown, notApplicable and later. */
export interface Answer {
  question: string;
  rev: number;
  choice?: string;
  periods?: { period: string; state: SaidState }[];
  population?: { since: string; until: string; total: number; conforming?: number };
  /** The day on which somebody looked. */
  asOf?: string;
  last?: { on: string } | { never: true };
  systems?: { system: string; state: SystemState }[];
  unknown?: { ask?: string };
  notApplicable?: { reason: string };
  later?: boolean;
  note?: string;
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
  /** The day that a Type 1 examination describes. */
  examinationDay?: string;
  samplingPolicy: string;
  /** The sizes that the auditor has said to test, over that policy. */
  auditorSampling?: AuditorSampling;
  policies: Policy[];
  cadences?: { control: string; cadence: Cadence }[];
  facts?: { fact: string; values: string[] }[];
  systems?: System[];
  populations?: Population[];
  /** Who sees to which control. */
  owners?: Owner[];
}

/** What is left out is as the named policy says. */
export interface AuditorSampling {
  /** Where the sizes come from. */
  source?: string;
  periodic?: { cadence: Cadence; size: number }[];
  occurrence?: Tier[];
  document?: Tier[];
  configuration?: Tier[];
}

/** Items tested of so many or more: that many, or a percentage, or all. */
export interface Tier {
  from: number;
  size?: number;
  percent?: number;
  atLeast?: number;
}

export interface SamplingPolicy {
  id: string;
  name: string;
  source: string;
  trust: string;
  periodic: Partial<Record<Cadence, number>>;
  occurrence: Tier[];
  document: Tier[];
  configuration: Tier[];
}

/** A Type 1 as the Type 2 that follows it. */
export interface Carried {
  file: Assessment;
  /** The day that the Type 1 describes. */
  examined: string;
  decisions: Decision[];
}

/** What was decided about one part of it. */
export interface Decision {
  part: "profile" | "answer" | "evidence" | "register" | "request";
  id: string;
  fate: "kept" | "changed" | "part-asked-anew" | "asked-anew" | "before-the-window";
  why: string;
  /** What is no longer in the assessment, as it was. */
  was?: unknown;
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

export interface Owner {
  control: string;
  /** A role rather than a person: reports name it. */
  owner: string;
}

export interface Cell {
  /** File and row, where they are others than those of the item. */
  file?: string;
  row?: number;
  column: string;
  value: string;
}

export interface Workpaper {
  procedure: string;
  control: string;
  /** An observation beside the control, which decides nothing. */
  observation?: boolean;
  objective: string;
  /** What counts as in order. */
  criteria?: string;
  /** Names of the other files that it was done with. */
  sources?: string[];
  periods?: { period: string; state: "on-time" | "late" | "missed" | "undecided"; done?: string }[];
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

/** Days from start to end, both included. */
export interface Span {
  start: string;
  end: string;
}

/** What each column of a table is, as somebody said. */
export interface Mapping {
  kind: string;
  /** The system that it is of, where no column says it. */
  system?: string;
  columns: { field: string; column: string }[];
  dayFirst?: boolean;
  nulls?: string[];
}

/** What a list of evidence states of the whole. The assessment's own word counts. */
export interface StatedTerms {
  organisation?: string;
  window?: Span;
  timeZone?: string;
  policies?: Policy[];
  cadences?: { control: string; cadence: Cadence }[];
  scope?: { systems?: { id: string; name?: string; kind?: string; criticality?: string; owner?: string }[]; [key: string]: unknown };
  extra?: Record<string, unknown>;
}

/** A piece of evidence. Keys that are not among these are kept. */
export interface Entry {
  id: string;
  title: string;
  kind: string;
  file?: { name: string; sha256?: string; bytes?: number; mediaType?: string; encoding?: string; container?: string };
  source?: { system: string; report?: string; query?: string };
  format?: {
    id: string;
    name: string;
    container: string;
    trust: string;
    confidence?: "exact" | "fingerprint" | "mapped-by-user";
    mapping?: Mapping;
  };
  asOf?: string;
  asOfBasis?: "in-file" | "stated" | "file-mtime" | "unknown";
  /** Days of the events in it. */
  covers?: { stated?: Span; found?: Span };
  /** The period that it is the record of. */
  period?: string;
  shows?: "operation" | "assurance";
  exportedBy?: string;
  exportedAt?: string;
  completeness?: { rowsInSource: number; method?: string; screenshot?: string };
  /** The numbering that its pseudonyms are of. */
  numbering?: string;
  rows?: { parsed: number; duplicates: number; rejected: number; columnsIgnored?: string[] };
  system?: string;
  systemScope?: string[];
  controls: string[];
  criteria?: string[];
  owner?: string;
  reviewer?: { name: string; at?: string; decision?: string };
  link?: string;
  containsPersonalData?: boolean;
  /** Id of the evidence that counts for nothing because of this one. */
  supersedes?: string;
  /** Statements, no records. */
  attestations?: { by: string; role?: string; at: string; statement: string }[];
  workpapers: Workpaper[];
  note?: string;
  /** At the first entry of a list. */
  terms?: StatedTerms;
}

export interface Inspection {
  /** What the file gave, under its final ids. */
  entries: Entry[];
  /** The whole manifest with these entries in it. */
  evidence: Entry[];
  /** Who stands in which row, or behind which pseudonym; never saved. */
  key: KeyRow[];
  questions: string[];
  /** What a list of evidence states of the whole and this assessment does not. */
  differs?: string[];
  /** Whether day or month stands first in its dates has to be said. */
  asksOrder: boolean;
  /** Whether the day that it shows has to be said. */
  asksDay: boolean;
  /** What its columns were read as, where that can be changed. */
  mapping?: Mapping;
}

export interface Assessment {
  format: "tickmark-assessment";
  version: 1;
  asOf: string;
  questionnaire: { id: string; version: string; sha256?: string };
  profile: Profile;
  answers: Answer[];
  evidence: Entry[];
  register?: RegisterEntry[];
  /** What the auditor has asked for, in the order of that list. */
  auditorRequests?: AuditorRequest[];
}

/** A control in scope, by what a request is matched with it. */
export interface ControlTold {
  control: string;
  name: string;
  /** The criteria that it is for; the first above all. */
  criteria: string[];
  /** What is usually asked for of it. */
  asked: string[];
}

/** A request of the auditor's own list. */
export interface AuditorRequest {
  /** The auditor's own id of it, unique in the list. */
  id: string;
  request: string;
  due?: string;
  /** Who provides it and how far it is, as the list says. */
  owner?: string;
  status?: string;
  /** The controls that it is about. */
  controls?: string[];
  /** Whether somebody has looked at these; else they are a suggestion. */
  confirmed?: boolean;
}

/** What management says of the gap of one control. */
export interface RegisterEntry {
  control: string;
  status?: "open" | "in-progress" | "ready-for-retest" | "closed";
  /** A role rather than a person: reports name it. */
  owner?: string;
  due?: string;
  opened?: string;
  response?: string;
  accepted?: { reason: string; until: string; by?: string; on?: string };
}

export type * from "./results.js";

export type ReportFormat = "md" | "html" | "fragment";

/** The files that a page hands out: docs/exports.md. */
export type Format =
  | "html" | "md" | "json"
  | "csv-register" | "csv-pbc" | "csv-jira" | "csv-linear" | "csv-asana" | "csv-controls"
  | "ics" | "md-issues" | "oscal-ar" | "oscal-poam";

/** Whom a copy of the report is for. */
export interface Reader {
  /** The sections: for whom, or one by one. */
  layout?: "founder" | "committee" | "client" | Layout;
  brand?: Brand;
  /** Texts by file name, `SECTION.md`. */
  templates?: Record<string, string>;
  /** An earlier assessment, to say what moved since; of several, up to eight, also where each stood. */
  previous?: Assessment | Assessment[];
  /** `en`, or the tag of a language that is spoken (`speak`) and has the report. */
  language?: string;
}

/** The sections of a report: templates/README.md. */
export interface Layout {
  format: "tickmark-layout";
  version: 1;
  audience?: "founder" | "committee" | "client";
  sections?: { id: string; title?: string; intro?: string; short?: boolean; most?: number }[];
}

/** Whose report it looks like: templates/README.md. */
export interface Brand {
  format: "tickmark-brand";
  version: 1;
  name?: string;
  reportTitle?: string;
  preparedBy?: string;
  preparedFor?: string;
  confidentiality?: string;
  contact?: { name?: string; url?: string; email?: string };
  footer?: string;
  extraDisclaimer?: string;
  logo?: string;
  accent?: string;
  words?: Record<string, string>;
}

/** Who stands behind a pseudonym of a numbering, or in a row. Never saved with anything else. */
export interface KeyRow {
  row?: number;
  pseudonym?: string;
  numbering?: string;
  label: string;
}

/** A line of the key, with the file in which the row is. */
export interface KeyLine extends KeyRow {
  file: string;
}

/** Where a company stands, without a word of what it answered: what a link holds (docs/links.md). */
export interface SharedSummary {
  format: "tickmark-shared";
  version: 1;
  organisation?: string;
  type: 1 | 2;
  asOf: string;
  window: { start: string; end: string };
  questionnaire: { id: string; version: string };
  reportId: string;
  readiness: { low: string; high: string };
  score: Record<"supported" | "claimed", { low: number; high: number }>;
  domains: { id: string; supported: { low: number; high: number }; claimed?: { low: number; high: number } }[];
  /** Absent where they were not asked for. */
  gaps?: { control: string; severity: string; due?: string }[];
}

/** A report compared with what its saved assessment gives. */
export interface Verification {
  identity: { id: string; sha256: string; engine: string; questionnaire: { id: string; version: string; sha256?: string }; catalogue: string };
  /** The digest that the report states. */
  stated?: string;
  causes: ("inputs" | { engine: string } | { questionnaire: string } | { catalogue: string })[];
  /** Absent where the report is the same. */
  first?: { line: { line: number; section: string; report?: string; workedOut?: string } };
}

/** The engine's functions. All but `version` and `check` throw a `TickmarkError`. */
export interface Engine {
  version(): string;
  /** Takes compiled content; gives the ids of its questionnaires. */
  provide(content: unknown): string[];
  /** Takes the words of another language, beside those it has; without any, it says everything in English again. */
  speak?(words: unknown): void;
  questionnaire(id: string): Questionnaire | undefined;
  /** What to ask: the questions that the scoping facts leave, with their periods. */
  form(assessment: Assessment): Form;
  check(assessment: unknown): Problem[];
  assess(assessment: Assessment): Result;
  /** `names` by pseudonym, for a copy that names people; `reader` for somebody else than the founder. */
  report(assessment: Assessment, format: ReportFormat, names?: Record<string, string>, reader?: Reader): string;
  /** What changed between two saved assessments, the earlier one first. */
  compare(before: Assessment, after: Assessment): unknown;
  /** A Type 1 as the Type 2 that follows it; days that are left out follow from the Type 1. */
  carryOn(assessment: Assessment, start?: string, end?: string, asOf?: string): Carried;
  /** The sampling policies of the catalogue that a questionnaire's answers are worked out with. */
  samplingPolicies(of: { questionnaire: { id: string } }): SamplingPolicy[];
  /** Where the company stands, for a link: with its open gaps, with its name. */
  summary(assessment: Assessment, gaps: boolean, organisation: boolean): SharedSummary;
  /** What files for other tools are written from, for the module that writes them. */
  exportInput(assessment: Assessment): unknown;
  /** What controls in scope are known by, for the module that reads an auditor's list of requests. */
  requestTerms(assessment: Assessment): ControlTold[];
  /** A report as Markdown or HTML worked out again, and compared. */
  verify(report: string, assessment: Assessment, names?: Record<string, string>, reader?: Reader): Verification;
  /** Sentences about colours of the brand that were changed so that the report can be read. */
  brandRemarks(brand: Brand): string[];
  /** The key as a table: who stands behind pseudonyms and rows. */
  keyFile(lines: KeyLine[]): string;
  /** The lines of such a table that name somebody behind a pseudonym. */
  keyLines(text: string): KeyRow[];
  /** What files are measured against, for the module that reads them. */
  terms(assessment: Assessment, digests: string[]): unknown;
  /** Puts what that module found into the manifest: one result a file. */
  fileResults(assessment: Assessment, found: unknown[]): Inspection[];
  /** Puts the entries of a manifest of evidence, JSON or a table, into the manifest. */
  manifest(bytes: Uint8Array, assessment: Assessment): Inspection;
}

export const version: Engine["version"];
export const provide: Engine["provide"];
export const speak: Engine["speak"];
export const form: Engine["form"];
export const questionnaire: Engine["questionnaire"];
export const check: Engine["check"];
export const assess: Engine["assess"];
export const report: Engine["report"];
export const compare: Engine["compare"];
export const carryOn: Engine["carryOn"];
export const samplingPolicies: Engine["samplingPolicies"];
export const summary: Engine["summary"];
export const exportInput: Engine["exportInput"];
export const requestTerms: Engine["requestTerms"];
export const verify: Engine["verify"];
export const brandRemarks: Engine["brandRemarks"];
export const keyFile: Engine["keyFile"];
export const keyLines: Engine["keyLines"];
export const terms: Engine["terms"];
export const fileResults: Engine["fileResults"];
export const manifest: Engine["manifest"];

/** What follows from the result and takes longer to work out: the key `advice` of `tickmark assess --format json`. */
export function advice(
  assessment: Assessment,
): Record<"sensitivity" | "unknowns" | "fixes" | "windows" | "calendar", unknown>;

/**
 * The calculator takes texts as they were entered, `""` where nothing was, and gives its numbers with what they mean, a
 * sentence or two a line. It throws a `TickmarkError` whose problems are at the names of the arguments, such as `/risk`.
 */
export function sampleSize(
  risk: string,
  tolerable: string,
  expected: string,
  population: string,
): [[items: number, deviations: number], text: string];
export function upperLimit(risk: string, sample: string, deviations: string, population: string): [[rate: number], text: string];

/** Starts the module again from the beginning, after it has stopped. */
export function __wbg_reset_state(): void;
export function initSync(source: { module: BufferSource | WebAssembly.Module }): void;
export default function init(source: { module_or_path: WebAssembly.Module | URL }): Promise<void>;
