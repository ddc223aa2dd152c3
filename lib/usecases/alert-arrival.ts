import type { Alert, AlertMemory, Arrival } from '#/lib/domain/alert.ts';
import type { AlertTarget } from './alert-target.ts';

/** What is remembered of an alert, with the episode that is open. */
export type Memory = AlertMemory & { episodeId: string | null };

/** A received alert, what it means and what it is about. */
export type PlacedAlert = { alert: Alert; arrival: Arrival; target: AlertTarget };

/** What arrived for one incident. */
export type Touched = {
  opened: Alert[];
  repeated: number;
  closed: number;
  /** Episodes that fell silent. */
  stale?: number;
  /** What kept it from a diagnosis is over: it is decided anew. */
  again?: boolean;
};
