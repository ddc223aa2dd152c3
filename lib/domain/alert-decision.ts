import type { Severity } from './alert.ts';
import { worse } from './alert.ts';

/** Why a diagnosis was or was not begun; the word stands on the incident. */
export type DecisionReason =
  | 'first_notification'
  | 'severity_raised'
  | 'last_diagnosis_failed'
  | 'asked'
  | 'watchdog'
  | 'alerting_silent'
  | 'silenced'
  | 'maintenance'
  | 'flapping'
  | 'deployment_already_diagnosing'
  | 'already_diagnosing'
  | 'recently_diagnosed'
  | 'already_diagnosed'
  | 'too_many';

export type DecisionFacts = {
  watchdog: boolean;
  /** It is our own word that a watchdog stays away: there is no service to look at. */
  alertingSilent: boolean;
  /** A silence or a maintenance window covers every open alert of the incident. */
  silencedBy: 'silence' | 'maintenance' | null;
  /** How often alerts of this grouping have opened in the last `FLAP_WINDOW_MINUTES`, this time included. */
  opened: number;
  severity: Severity;
  /** The severity that the newest diagnosis was begun for; null when there was none. */
  diagnosedSeverity: Severity | null;
  /** What became of the incident's own newest diagnosis. */
  diagnosis: 'none' | 'working' | 'completed' | 'failed';
  /** A diagnosis of the same service for another reason. */
  elsewhere: {
    /** One of a deployment of it: at work, or ended after the deployment failed a short while ago. */
    deployment: string | null;
    /** One at work on an alert or a question of the system. */
    working: string | null;
    /** One that has ended for the same grouping in the last `COOL_DOWN_MINUTES`. */
    recent: string | null;
    /** The same for the same alert names in the last `JUST_NOW_MINUTES`: what it found still holds. */
    justNow: string | null;
  };
  /** Diagnoses of alerts that are queued or at work now, over all services. */
  atWork: number;
};

/** Three times open within this time is flapping; then one diagnosis and one notice a cool-down. */
export const FLAP_WINDOW_MINUTES = 15;
export const FLAPS = 3;
export const COOL_DOWN_MINUTES = 30;
export const JUST_NOW_MINUTES = 3;
/** Beyond so many at once the rest waits for an alert that repeats or rises. */
export const MAX_AT_WORK = 200;

/** `join`: the diagnosis that speaks for the incident without a new one. */
export type Decision = { diagnose: boolean; reason: DecisionReason; join: string | null };

/** Whether an alert that was just taken begins a diagnosis, and the rule that decided. */
export function decideDiagnosis(facts: DecisionFacts): Decision {
  const { elsewhere, diagnosis } = facts;
  const no = (reason: DecisionReason, join: string | null = null): Decision => ({ diagnose: false, reason, join });
  if (facts.watchdog) return no('watchdog');
  if (facts.alertingSilent) return no('alerting_silent');
  if (facts.silencedBy) return no(facts.silencedBy === 'silence' ? 'silenced' : 'maintenance');
  if (diagnosis === 'working') return no('already_diagnosing');
  const raised = facts.diagnosedSeverity !== null && worse(facts.severity, facts.diagnosedSeverity);
  if (diagnosis === 'completed' && !raised) return no('already_diagnosed');
  if (elsewhere.deployment !== null) return no('deployment_already_diagnosing', elsewhere.deployment);
  if (elsewhere.working !== null) return no('already_diagnosing', elsewhere.working);
  if (facts.opened >= FLAPS && elsewhere.recent !== null) return no('flapping', elsewhere.recent);
  if (elsewhere.justNow !== null && !raised && diagnosis === 'none') return no('recently_diagnosed', elsewhere.justNow);
  if (facts.atWork >= MAX_AT_WORK) return no('too_many');
  if (diagnosis === 'failed') return { diagnose: true, reason: 'last_diagnosis_failed', join: null };
  return { diagnose: true, reason: raised ? 'severity_raised' : 'first_notification', join: null };
}
