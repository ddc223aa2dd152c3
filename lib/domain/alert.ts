import { severities, type matcherOperators } from './words.ts';

export type Severity = (typeof severities)[number];
/** `stale`: silent for twice the repeat interval; the end may have been lost. */
export type EpisodeStatus = 'firing' | 'stale' | 'resolved';

/** One alert of one sender, as read from any of the bodies that are taken. Times are the sender's. */
export type Alert = {
  fingerprint: string;
  status: 'firing' | 'resolved';
  name: string;
  severity: Severity;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  generatorUrl: string | null;
  startsAt: Date;
  /** null while it fires. */
  endsAt: Date | null;
};

/** A label matcher, as Alertmanager's own silences have it; regular expressions match the whole value. */
export type Matcher = { name: string; operator: (typeof matcherOperators)[number]; value: string };

const WORDS: Record<Severity, readonly string[]> = {
  critical: ['critical', 'crit', 'fatal', 'emergency', 'emerg', 'page', 'high', 'error', 'sev1', 'sev-1', 'p1', 'p0', 'disaster'],
  warning: ['warning', 'warn', 'medium', 'average', 'major', 'sev2', 'sev-2', 'p2', 'ticket'],
  info: ['info', 'informational', 'information', 'low', 'minor', 'none', 'notice', 'debug', 'sev3', 'sev-3', 'p3', 'p4', 'p5'],
};

/** The severity that the labels name; an alert that names none, or a word of its own, is taken for a warning. */
export function severityOf(labels: Record<string, string>): Severity {
  const word = (labels.severity ?? labels.priority ?? labels.level ?? '').toLowerCase();
  return severities.find((severity) => WORDS[severity].includes(word)) ?? 'warning';
}

/** Whether the first is more urgent than the second. */
export function worse(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) < severities.indexOf(b);
}

/** The alert that fires always: it says that the chain of alerting works, and is never about a service. */
export function isWatchdog(alert: Pick<Alert, 'name'>): boolean {
  return /^(?:watchdog|deadmanssnitch|dead-?mans?-?switch)$/i.test(alert.name);
}

/** The source that our own monitor's alerts come from; no sender may take its name. */
export const MONITOR_SOURCE = 'monitor';

/** Our own alert for a watchdog that stays away: nobody would hear of anything else either. */
export const ALERTING_SILENT = 'AlertingSilent';

/** Seconds from which a sender's clock that runs ahead of ours is told of. */
const SKEW_SECONDS = 300;
/** The largest that is kept of it: a sender may name any year. */
const MOST_SKEW_SECONDS = 2_147_483_647;

/** Seconds that the sender is ahead, null when it is not by much; one that is behind cannot be told from a late delivery. */
export function skewOf(alert: Pick<Alert, 'startsAt' | 'endsAt'>, received: Date): number | null {
  const ahead = Math.round(((alert.endsAt ?? alert.startsAt).getTime() - received.getTime()) / 1000);
  return ahead > SKEW_SECONDS ? Math.min(ahead, MOST_SKEW_SECONDS) : null;
}

/** What is remembered of one alert of one sender. */
export type AlertMemory = { latestStart: Date | null; latestEnd: Date | null; open: boolean };

/** What a received alert means; `late` and `tombstone` are remembered and change nothing else. */
export type Arrival = 'opens' | 'repeats' | 'closes' | 'late' | 'tombstone';

/**
 * What an alert means after all that was received of it. It fires while its latest start lies after its
 * latest end, both by the sender's own clock: so every order of arrival, and every repetition, ends alike.
 */
export function arrivalOf(memory: AlertMemory, alert: Pick<Alert, 'status' | 'startsAt' | 'endsAt'>): Arrival {
  if (alert.status === 'firing') {
    if (memory.latestEnd !== null && alert.startsAt <= memory.latestEnd) return 'late';
    return memory.open ? 'repeats' : 'opens';
  }
  if (!memory.open) return 'tombstone';
  const end = alert.endsAt ?? alert.startsAt;
  return memory.latestStart !== null && end < memory.latestStart ? 'tombstone' : 'closes';
}

/** The memory after it. */
export function remember(memory: AlertMemory, alert: Pick<Alert, 'status' | 'startsAt' | 'endsAt'>): AlertMemory {
  const arrival = arrivalOf(memory, alert);
  const start = alert.status === 'firing' ? alert.startsAt : null;
  const end = alert.status === 'resolved' ? (alert.endsAt ?? alert.startsAt) : null;
  return {
    latestStart: later(memory.latestStart, start),
    latestEnd: later(memory.latestEnd, end),
    open: arrival === 'opens' || (memory.open && arrival !== 'closes'),
  };
}

function later(a: Date | null, b: Date | null): Date | null {
  return a !== null && (b === null || a >= b) ? a : b;
}
