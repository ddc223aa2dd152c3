import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { Point, Signal } from '#/lib/domain/telemetry.ts';
import type { Observations } from './observations.ts';

/** One signal of one service as a line, with its evidence; null when it was not read or holds nothing. */
export function signalOf(observations: Observations, service: ServiceRef, signal: Signal): { evidence: string; points: Point[] } | null {
  const key = serviceKey(service);
  const found = observations.metrics.find((item) => item.value.signal === signal && item.value.service === key);
  const points = found?.value.series[0]?.points ?? [];
  return found && points.some(([, value]) => value !== null) ? { evidence: found.evidence, points } : null;
}

/** The values that were measured, oldest first. */
export function measured(points: readonly Point[]): { at: number; value: number }[] {
  return points.flatMap(([at, value]) => (value === null ? [] : [{ at, value }]));
}
