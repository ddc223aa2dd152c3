/**
 * The closed lists of the domain as plain words and rules. The schemas are made from them; the
 * browser reads them here, because it does without zod.
 */
export const deploymentStatuses = ['pending', 'progressing', 'healthy', 'failed', 'rolled_back', 'superseded'] as const;
export const OPEN_STATUSES = ['pending', 'progressing'] as const satisfies readonly (typeof deploymentStatuses)[number][];

export function isOpen(status: (typeof deploymentStatuses)[number]): boolean {
  return status === 'pending' || status === 'progressing';
}

export const diagnosisStatuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export const diagnosisTriggers = ['deployment', 'question', 'alert'] as const;

/** Exactly one of these ends the stream of a diagnosis. */
export function isTerminal(event: { event: string }): boolean {
  return event.event === 'done' || event.event === 'failed';
}

/** What kind of change an audit record tells of. */
export const eventTypes = [
  'DEPLOYMENT',
  'CONFIG_UPDATE',
  'FEATURE_FLAG',
  'ROLLBACK',
  'SCALE',
  'RESTART',
  'SECRET_ROTATION',
  'TEAM_CHANGE',
  'SERVICE_UPDATE',
  'MAINTENANCE',
  'OTHER',
] as const;

/** What a secret's value is replaced by wherever a person, a log or a message could see it. */
export const REDACTED = '••••••';

/** What a caller may be allowed to do; the words are public (API tokens carry them). */
export const scopes = [
  'execute',
  'read',
  'telemetry:read',
  'audit:read',
  'changes:write',
  'alerts:write',
  'deployments:write',
  'incidents:write',
  'admin',
] as const;

/** The golden signals and what else a service is watched by, with the unit each is given in. */
export const signalUnits = {
  traffic: 'req/s',
  error_rate: 'ratio',
  latency_p50: 's',
  latency_p95: 's',
  latency_p99: 's',
  cpu: 'cores',
  memory: 'bytes',
  restarts: 'count',
  saturation: 'ratio',
} as const;

/** Names of environment variables. */
export const CONFIG_KEY = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
export const MAX_REPLICAS = 20;

/** How urgent an alert, an incident or a rule is, the worst first. */
export const severities = ['critical', 'warning', 'info'] as const;
/** `stale`: its alerts fell silent without an end; they may have ended and the word been lost. */
export const incidentStatuses = ['firing', 'acknowledged', 'stale', 'resolved'] as const;
export const channelKinds = ['slack', 'slack_webhook', 'pagerduty', 'webhook', 'email'] as const;
export const ruleComparisons = ['above', 'below', 'times_baseline'] as const;

/** How a silence's matcher compares a label with its value. */
export const matcherOperators = ['=', '!=', '=~', '!~'] as const;
