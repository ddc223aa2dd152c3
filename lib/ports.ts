import type { SlackBlock } from './contract/channels.ts';
import type { StoredEvent } from './contract/events.ts';
import type { DiagnosisTrigger, Subject } from './domain/diagnosis.ts';
import type { Language, Message } from './domain/text.ts';
import type { ChannelKind, Delivered, IncidentNotice, OutgoingChange, OutgoingMessage } from './domain/notification.ts';
import type { LogLine, Series, Signal, Span } from './domain/telemetry.ts';
import type { ServiceRef } from './domain/service.ts';
import type { DesiredWorkload, WorkloadStatus } from './domain/workload.ts';

/** A moment range in unix milliseconds, end exclusive. */
export type Window = { start: number; end: number };

/** Where services run. A rejected promise means that the platform could not be asked; nothing is known then. */
export type Platform = {
  /** Versions it can run, newest last; null when it does not know (any is tried). Undefined workload: AppError `not_found`. */
  versions(service: ServiceRef, signal: AbortSignal): Promise<string[] | null>;
  /** Asks for a state and returns once the platform has taken note of it; repeating a generation is harmless. */
  apply(workload: DesiredWorkload, signal: AbortSignal): Promise<void>;
  /** What runs now; null when the platform has never been asked to run it. */
  observe(service: ServiceRef, signal: AbortSignal): Promise<WorkloadStatus | null>;
};

export type MetricsQuery = {
  service: ServiceRef;
  signal: Signal;
  window: Window;
  /** seconds */ step: number;
  groupBy?: 'version' | 'route';
};
/** Time series of the golden signals. Missing points are null; a failure means "could not be read". */
export type Metrics = {
  range(query: MetricsQuery, signal: AbortSignal): Promise<{ series: Series[]; source: string }>;
};

export type LogQuery = {
  service: ServiceRef;
  window: Window;
  /** Matched as plain text, without regard to case. */
  contains?: string;
  /** This level and worse. */
  level?: LogLine['level'];
  instance?: string;
  version?: string;
  limit: number;
};
/** Log lines, newest first. `truncated`: there was more than `limit`, or the source dropped lines. */
export type Logs = {
  search(query: LogQuery, signal: AbortSignal): Promise<{ lines: LogLine[]; truncated: boolean; source: string }>;
};

export type TraceQuery = { service: ServiceRef; window: Window; onlyErrors?: boolean; minDurationMs?: number; limit: number };
/** Distributed traces: whole traces that touch a service, newest first. */
export type Traces = {
  search(query: TraceQuery, signal: AbortSignal): Promise<{ traces: { trace_id: string; spans: Span[] }[]; source: string }>;
  get(traceId: string, signal: AbortSignal): Promise<{ spans: Span[]; source: string }>;
};

/** The demo's visitors; null is the usual traffic, `until` null has no end. A failure means that the file could not be used. */
export type DemoTraffic = {
  read(): Promise<{ multiplier: number; until: Date | null } | null>;
  write(state: { multiplier: number; until: Date | null } | null): Promise<void>;
};

/** The ports of the outside world that one process was composed with. */
export type Ports = { platform: Platform; metrics: Metrics; logs: Logs; traces: Traces; /** only in the demo */ demoTraffic?: DemoTraffic };

/** One HTTP POST: no redirect is followed, 64 kB of the answer are read. Rejects when no answer came before the signal. */
export type Post = (request: {
  url: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}) => Promise<{ status: number; retryAfterMs: number | null; text: string }>;

/** The way to addresses that were entered through the product. `check` says why one may not be used, null when it may. */
export type Outbound = {
  check(url: string): Promise<'no_web_address' | 'has_credentials' | 'private' | 'unresolvable' | null>;
  post: Post;
};

/**
 * Brings one message of one channel to what it should say: makes it the first time, edits or follows up after that.
 * A DeliveryError says whether to come back; any other error counts as "come back". Delivering twice is harmless.
 */
export type Notifier = {
  deliver(message: OutgoingMessage, signal: AbortSignal): Promise<Delivered>;
  /** Tells of a deployment that has ended; only of services that show changes beside incidents. */
  announceChange?: (change: OutgoingChange, signal: AbortSignal) => Promise<Delivered>;
  /** How the message looks, without sending it: Slack's blocks, or the text or body of everything else. */
  preview?(notice: IncidentNotice): { blocks?: SlackBlock[]; text?: string };
};
/** The kinds of channels that this process can deliver to. */
export type Notifiers = Partial<Record<ChannelKind, Notifier>>;

/** What an assistant is asked: one diagnosis or one question. */
export type AssistantRequest = {
  diagnosisId: string;
  trigger: DiagnosisTrigger;
  subject: Subject;
  question: Message;
  /** The caller's context, unknown keys kept. */
  context: Record<string, unknown>;
  language: Language;
};

/**
 * Finds out why something fails. Yields the events of the stream as they become known, evidence before
 * what cites it, and `report` last; it neither begins nor ends the stream. A source that fails is a gap
 * in the report; a thrown error means that no report could be made. `Caller` holds at least the signal.
 */
export type Assistant<Caller extends { signal: AbortSignal }> = {
  name: string;
  version: string;
  execute(caller: Caller, request: AssistantRequest): AsyncIterable<StoredEvent>;
};
