import type { incidentStatuses } from './words.ts';

export type IncidentStatus = (typeof incidentStatuses)[number];

/** What can happen to an incident. */
export type IncidentEventKind =
  | 'alert_firing'
  | 'alert_resolved'
  | 'alert_stale'
  /** The sender left alerts out. */
  | 'truncated'
  | 'decision'
  | 'diagnosis_started'
  | 'diagnosis_ended'
  | 'notified'
  | 'notification_failed'
  | 'acknowledged'
  | 'assigned'
  | 'note'
  | 'silenced'
  | 'severity_raised'
  | 'resolved'
  | 'reopened';
