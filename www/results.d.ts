/** What the engine works out of an assessment: levels, forecast and plan. */

/** 0 (absent) to 5 (enforced). */
export interface LevelRange {
  low: number;
  high: number;
}

export interface Range {
  low: number;
  high: number;
}

/** Points from 0 to 100. */
export interface Score {
  supported: Range;
  claimed: Range;
}

export type Basis = "stated" | "assumed";
export type Source = "observed" | "stated";
export type Cap =
  | "partly-in-place"
  | "no-evidence"
  | "evidence-not-counted"
  | "few-decided"
  | "deviations-found"
  | "assurance-not-shown";
export type OccurrenceState =
  | "on-time"
  | "met"
  | "conforms"
  | "late"
  | "missed"
  | "breached"
  | "open-past-sla"
  | "does-not"
  | "claimed"
  | "open-inside-sla"
  | "unknown"
  | "not-yet-due";

/** One thing that has to change for the next level. */
export type NextStep =
  | { kind: "answer"; question: string }
  | { kind: "practice"; question: string; choice?: string }
  | { kind: "evidence"; occurrences: number }
  | { kind: "items"; items: number }
  | { kind: "deviations"; onTime?: number }
  | { kind: "assurance" };

export interface Facet {
  rating: "not" | "partially" | "largely" | "fully";
  source: Source;
}

export interface NotCounted {
  evidence: string;
  reason: string;
  asOf?: string;
}

export interface Occurrences {
  population: number;
  basis: Basis;
  dueSoFar: number;
  decided: number;
  deviations: number;
  shown: { decided: number; deviations: number; due: number };
  disputed?: string[];
  listed: {
    label: string;
    state: OccurrenceState;
    source: Source;
    evidence?: string;
    tested: boolean;
    /** The verdict rests on a default. */
    assumed: boolean;
  }[];
  states: { state: OccurrenceState; count: number }[];
  known: boolean;
  items: { tested: number; conforming: number };
  assured: boolean;
  /** An open question could still tell how many are due. */
  sizeOpen?: boolean;
  notCounted: NotCounted[];
}

export interface ControlAssessment {
  id: string;
  domain: string;
  claim: { questions: string[]; kind: "level" | "unknown" | "open" | "not-asked"; ask?: string };
  claimed: LevelRange;
  supported: LevelRange;
  caps: Cap[];
  /** The smallest change that raises the supported level by one. */
  next?: { level: number; steps: NextStep[] };
  facets: {
    design: Facet | null;
    implementation: Facet | null;
    operation: Facet | null;
    assurance: Facet | null;
  };
  occurrences: Occurrences;
  weight: number;
  /** Its part of the score; absent where nobody was asked. */
  points?: Score;
}

/** A question whose answer would narrow the figures. */
export interface Narrowing {
  question: string;
  /** Points of the claimed score between its worst and its best answer. */
  claimed: number;
  supported: number;
  domains: string[];
  /** Controls that it leaves open. */
  controls: string[];
}

/** Counts of controls, each by the level that is supported for certain. */
export interface Family {
  /** What the ids of its criteria begin with, such as `CC6`. */
  id: string;
  inScope: number;
  lookedAt: number;
  designed: number;
  operated: number;
  onFile: number;
  deviating: number;
  unknown: number;
}

export interface RegisterLine {
  control: string;
  /** Its place among the gaps, from 1; absent where there is no gap today. */
  number?: number;
  status: "open" | "in-progress" | "ready-for-retest" | "closed";
  owner?: string;
  due?: string;
  overdue: boolean;
  opened?: string;
  accepted?: { reason: string; until: string; holds: boolean; by?: string };
  /** Called closed, and still a gap. */
  notShownClosed: boolean;
  response?: string;
  /** Why nothing can be said of a gap; absent where the control was looked at. */
  aside?: "not-looked-at" | "not-applicable" | "out-of-scope" | "gone";
  /** The control that it was entered for, where this one has taken its place. */
  from?: string;
  /** Of a control that is gone: what does the same now. */
  replacedBy?: string[];
}

/** What a committee asks, as counts. */
export interface Committee {
  operation: { deviated: number; shown: number; partlyShown: number; stated: number; notDue: number; notRunning: number };
  found: { controls: number; shown: number; said: number; expectedKnown: number; expectedUnknown: number };
  closure: {
    open: number;
    inProgress: number;
    toLookAtAgain: number;
    accepted: number;
    withoutOwner: number;
    withoutDay: number;
    overdue: number;
    acceptanceOver: number;
    closed: number;
  };
}

export interface AssessmentResult {
  /** Controls in scope by the family of criteria that they serve first. */
  families: Family[];
  controls: ControlAssessment[];
  domains: {
    id: string;
    claimed?: LevelRange;
    supported: LevelRange;
    decidedBy: string[];
    /** Of these, the ones at the lowest possible level. */
    heldBy: string[];
    keysNotLookedAt: string[];
    lookedAt: number;
    inScope: number;
    /** How many controls are at each supported level, 0 to 5. */
    distribution: number[];
  }[];
  score: Score;
  views: { type: number; asks: number; there: number; possible: number; below: string[] }[];
  exclusions: { question: string; controls: string[]; reason: string }[];
  pruned: { control: string; fact: string }[];
  redFlags: { rule: string; controls: string[] }[];
  flaggedAnswers: { question: string; unknown: boolean }[];
  contradictions: {
    rule?: string;
    controls: string[];
    questions: string[];
    evidence?: string[];
    deviations: number;
    /** What files show against the answer: numbers and days for the sentence that tells it. */
    figures?: {
      controls: number;
      deviations: number;
      tested: number;
      open: number;
      found: number;
      due: number;
      missing: number;
      counted: number;
      latest?: string;
      days: number;
    };
  }[];
  narrowing: Narrowing[];
  setAside: (NotCounted & { control: string })[];
  notLookedAt: string[];
  /** Key controls of which nothing on file counts in the window, and of how many key controls looked at. */
  keyWithoutEvidence: { controls: string[]; of: number };
}

/** A probability: the headline, if every answer holds, and if only what is shown counts. */
export interface Ends {
  headline: number;
  ifClaimsHold: number;
  onlyWhatIsShown: number;
}

export interface Outlook {
  clean: number;
  unmodifiedWithExceptions: number;
  qualified: number;
  adverse: number;
  expected: number;
  low: number;
  high: number;
}

export interface ForecastResult {
  controls: {
    id: string;
    domain: string;
    population: number;
    sample: number;
    noted: Ends;
    ineffective: number;
    expectedDeviations: number;
  }[];
  untested: string[];
  domains: {
    id: string;
    controls: number;
    expected: number;
    atLeastOne: Ends;
    atLeastThree: number;
    pervasive: number;
    band: "low" | "elevated" | "high";
  }[];
  headline: Outlook;
  ifClaimsHold: Outlook;
  onlyWhatIsShown: Outlook;
}

export type ReadinessState = "not-started" | "building" | "design-ready" | "window-ready" | "fieldwork-ready";

/** What stands before the next state. */
export type Gate =
  | { kind: "claims"; level: number; more: number; below: string[]; unknown: string[] }
  | { kind: "domains"; level: number; below: string[] }
  | { kind: "chance"; is: number; atMost: number; ifClaimsHold: boolean };

export interface PlanResult {
  /** The exception register: each gap with what management says, then entries without a gap. */
  register: RegisterLine[];
  committee: Committee;
  readiness: { low: ReadinessState; high: ReadinessState; missing: Gate[] };
  gaps: { control: string; kind: "deviation" | "design" | "evidence" | "unknown"; noted: number; weighted: number }[];
}

export interface Result {
  assessment: AssessmentResult;
  forecast: ForecastResult;
  plan: PlanResult;
}
