import type { Tone } from '#/components/ui/tone.ts';

/** Error rates from which a service's users notice; below the first a shift is noise. */
const NOTICEABLE = 0.01;
const SERIOUS = 0.05;
const SLOWER = 2;
const MUCH_SLOWER = 5;

/**
 * Which meaning a figure carries beside the same figure before. Traffic has none: more or less of
 * it is neither good nor bad. Errors speak by themselves, latency only when there is a before.
 */
export function shiftTone(signal: 'traffic' | 'error_rate' | 'latency_p95', current: number | null, before: number | null): Tone {
  if (current === null || signal === 'traffic') return 'neutral';
  if (signal === 'error_rate') return current >= SERIOUS ? 'failing' : current >= NOTICEABLE ? 'degraded' : 'neutral';
  if (before === null || before <= 0) return 'neutral';
  const factor = current / before;
  return factor >= MUCH_SLOWER ? 'failing' : factor >= SLOWER ? 'degraded' : 'neutral';
}
