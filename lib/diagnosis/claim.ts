import type { Evidence, StoredFinding, StoredReport } from '#/lib/domain/diagnosis.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import type { Message } from '#/lib/domain/text.ts';
import type { Cite } from './evidence.ts';
import type { Observations, Source } from './observations.ts';

/** How well a mode explains: what names the mechanism wins over a symptom, and a symptom over a fallback. */
export type Rank = 'mechanism' | 'symptom' | 'fallback';

/** What in a change could have brought it about; the changes in the window are held against this. */
export type Mechanism =
  /** A configuration key that is missing or wrong. */
  | { kind: 'config_key'; key: string; wanted: 'present' | 'different' }
  /** Anything that came with the version: its code, its command, its needs. */
  | { kind: 'version' }
  /** A flag whose code path fails. */
  | { kind: 'flag'; flag: string }
  /** An error that code of `version` throws; `text` holds its words and frames, for the names in them. */
  | { kind: 'exception'; version: string | null; text: string }
  /** A service that does not answer, or answers with errors of its own; `since` is when it went wrong (unix ms), if known. */
  | { kind: 'callee'; service: ServiceRef; since?: number | null };

export type Action = StoredReport['recommended_actions'][number];

/** An independent observation that bears a claim out: its source and the evidence that keeps it. */
export type Support = { source: Source | 'previous'; evidence: string };

/** What one detector holds to be the cause, or a symptom of it. */
export type Claim = {
  mode: string;
  rank: Rank;
  /** Where the fault itself sits. */
  service: ServiceRef;
  /** The one thing that is wrong: a variable, an instance, a port, a command. */
  object: string;
  /** What a person reads first, e.g. "`LEDGER_URL_V2` is not set". */
  title: Message;
  /** What was seen, in one or two sentences. */
  detail: Message;
  severity: StoredFinding['severity'];
  mechanism: Mechanism | null;
  /** unix ms of its first sign; null when unknown */
  at: number | null;
  /** The decisive evidence first. */
  evidence: string[];
  support: Support[];
  /** The same trouble at the same rate before the change: no later change is to blame for it. Its first sign then (unix ms). */
  before?: { at: number; evidence: string };
  /** 0..1: how much the decisive observation says by itself. */
  strength: number;
  /** Which observation would decide, should it stay open. */
  deciding: Message;
  actions: Action[];
  data: Evidence['data'];
};

/** A cause that was looked for and is ruled out by what was observed. */
export type Acquittal = { mode: string; service: ServiceRef; title: Message; reason: Message; evidence: string[] };

export type Detection = { claims: Claim[]; acquittals: Acquittal[] };

/** Looks for neighbouring modes. Reads observations alone; what it cannot see it is silent about. */
export type Detector = {
  modes: readonly string[];
  detect(observations: Observations, cite: Cite): Detection;
};

/** The answer of a detector that saw nothing of its kind. */
export const SILENT: Detection = { claims: [], acquittals: [] };

/** A detection of one claim. */
export function claiming(...claims: Claim[]): Detection {
  return { claims, acquittals: [] };
}

/** A detection that rules a mode out. */
export function acquitting(...acquittals: Acquittal[]): Detection {
  return { claims: [], acquittals };
}
