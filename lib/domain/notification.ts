import type { IncidentStatus } from './incident.ts';
import type { Severity } from './alert.ts';
import type { Message } from './text.ts';
import type { channelKinds } from './words.ts';

export type ChannelKind = (typeof channelKinds)[number];

/** `dead`: given up after its last try or a permanent refusal; it can be sent again by hand. */
export type NotificationStatus = 'pending' | 'delivered' | 'dead' | 'cancelled';

/** What a person is told about one incident, in the order in which it is said, in the language of its channel. */
export type IncidentNotice = {
  /** The same for every message about this incident: edits and resolutions find the first one by it. At most 255 characters. */
  dedupKey: string;
  incidentId: number;
  status: IncidentStatus;
  severity: Severity;
  service: string | null;
  /** What is broken, in words. */
  title: string;
  /** RFC 3339 in UTC. */
  since: string;
  openAlerts: number;
  /** `none`: nothing looks into it, and `cause` says why. */
  diagnosis: 'none' | 'working' | 'ended';
  /** The cause with its confidence word, "not proven", or what is being done. */
  cause: string;
  verdict: 'proven' | 'likely' | 'inconclusive' | 'no_fault' | null;
  /** The one piece of evidence that matters, as it was observed. */
  evidence: string | null;
  /** The suspected change with its author. */
  change: string | null;
  action: string | null;
  /** Titles of the steps that were worked through. */
  steps: string[];
  link: string;
  runbook: string | null;
  /** The labels around all this, in the channel's language. */
  words: Record<'status' | 'since' | 'cause' | 'evidence' | 'change' | 'action' | 'open' | 'runbook' | 'steps' | 'alerts', string>;
};

/** A deployment that has ended, for services that show changes beside incidents. */
export type ChangeNotice = {
  summary: string;
  /** The service that was changed. */
  source: string;
  /** RFC 3339 in UTC. */
  at: string;
  details: Record<string, string>;
  link: string;
  linkText: string;
};

/** A message as a channel's adapter gets it. `settings` and `secrets` have the shape that the channel's kind asks for. */
export type OutgoingMessage = {
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  notice: IncidentNotice;
  /** What an earlier delivery left behind to find its message again; empty before the first. */
  remote: Record<string, unknown>;
};

/** The same for a deployment that has ended. */
export type OutgoingChange = { settings: Record<string, unknown>; secrets: Record<string, string>; change: ChangeNotice };

/** `remote` is kept and handed to the next delivery of the same message; `status` is the other side's HTTP or SMTP status. */
export type Delivered = { remote: Record<string, unknown>; status: number | null };

/**
 * Why a message did not arrive. `retry`: it may at another time, not before `retryAfterMs` when the other side says so.
 * `permanent`: this message never will; `channelBroken`: nor will any other, until somebody mends the channel.
 */
export class DeliveryError extends Error {
  readonly outcome: 'retry' | 'permanent';
  readonly detail: Message;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly channelBroken: boolean;
  /** Nothing was tried yet: the message waits for something of ours, which counts as no attempt. */
  readonly held: boolean;

  constructor(given: {
    outcome: 'retry' | 'permanent';
    detail: Message;
    status?: number | null;
    retryAfterMs?: number | null;
    channelBroken?: boolean;
    held?: boolean;
    cause?: unknown;
  }) {
    super(given.detail.key, { cause: given.cause });
    this.name = 'DeliveryError';
    this.outcome = given.outcome;
    this.detail = given.detail;
    this.status = given.status ?? null;
    this.retryAfterMs = given.retryAfterMs ?? null;
    this.channelBroken = given.channelBroken ?? false;
    this.held = given.held ?? false;
  }
}

/** What an HTTP answer means for a delivery: nothing when it is a success, else the error to throw. */
export function answerProblem(answer: { status: number; retryAfterMs: number | null }): DeliveryError | null {
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return null;
  const detail: Message = { key: 'incident.delivery.answered', values: { status } };
  if (status === 429 || status === 408 || status === 425 || status >= 500)
    return new DeliveryError({ outcome: 'retry', detail, status, retryAfterMs });
  return new DeliveryError({ outcome: 'permanent', detail, status, channelBroken: true });
}

/**
 * The least time between two messages of one channel, in ms; 0: as many at once as there are. Slack takes about one a
 * second and channel, PagerDuty 120 a minute and key. Sources: https://docs.slack.dev/apis/web-api/rate-limits,
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export const PACE_MS: Record<ChannelKind, number> = { slack: 1_000, slack_webhook: 1_000, pagerduty: 500, webhook: 0, email: 0 };

/** A message that cannot be edited waits so long for the next look at its diagnosis, in ms. */
const HOLD_MS = 3_000;

/**
 * What a channel whose messages cannot be edited has to say now; null when it was said before, as `remote.said` keeps.
 * Throws while the diagnosis is at work: the message waits for it. An acknowledgement alone is no news.
 */
export function newsOf(notice: IncidentNotice, remote: Record<string, unknown>): string | null {
  if (notice.diagnosis === 'working' && notice.status !== 'resolved')
    throw new DeliveryError({
      outcome: 'retry',
      detail: { key: 'incident.delivery.held', values: {} },
      retryAfterMs: HOLD_MS,
      held: true,
    });
  const said = `${notice.status === 'acknowledged' ? 'firing' : notice.status}/${notice.cause}`;
  return remote.said === said ? null : said;
}

/** Tries in all, and the longest wait between two, in ms. */
export const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * How long to wait after so many failed tries, in ms: doubling, with full jitter above its half, so that many
 * messages do not come back at once. `random` is from 0 to 1. Never sooner than the other side has asked for.
 */
export function waitBefore(attempts: number, random: number, retryAfterMs: number | null): number {
  const doubled = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.max(retryAfterMs ?? 0, Math.round(doubled * (0.5 + random / 2)));
}
