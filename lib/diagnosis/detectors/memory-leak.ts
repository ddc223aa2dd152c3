import { message } from '#/lib/domain/text.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { inTrouble } from '../failing.ts';
import { perInstance, steadyGrowth } from '../memory-growth.ts';
import type { Observations } from '../observations.ts';

const MEBIBYTE = 1024 * 1024;
const MINUTE = 60_000;
/** Growth that would take longer to reach the limit is left alone, in minutes. */
const FAR = 24 * 60;
/** A share of the limit that must have been gained, so that a warm-up is no leak. */
const LEAST_GAIN = 0.15;

/** Memory that grows and grows since the release and has not been killed yet. */
export const memoryLeak: Detector = {
  modes: ['container.memory_leak'],
  detect(observations) {
    const limit = limitOf(observations);
    const memory = perInstance(observations);
    const killed = observations.instances?.value.some((instance) => instance.last_exit?.reason === 'OOMKilled') ?? false;
    if (!memory || !limit || killed) return SILENT;
    const since = observations.deployment?.value.watchingSince ?? observations.window.start;
    const growth = steadyGrowth(memory.points.filter(([at]) => at >= since));
    if (!growth || growth.to - growth.from < LEAST_GAIN * limit || growth.perMs <= 0) return SILENT;
    const left = (limit - growth.to) / growth.perMs / MINUTE;
    if (left > FAR) return SILENT;
    const { service } = observations;
    const values = {
      service: service.name,
      rate: round((growth.perMs * MINUTE) / MEBIBYTE),
      from: Math.round(growth.from / MEBIBYTE),
      to: Math.round(growth.to / MEBIBYTE),
      limit: Math.round(limit / MEBIBYTE),
      minutes: Math.max(1, Math.round(left)),
    };
    return claiming({
      mode: 'container.memory_leak',
      rank: inTrouble(observations) ? 'symptom' : 'mechanism',
      service,
      object: service.name,
      title: message('report.cause.memory_leak.title', values),
      detail: message('report.cause.memory_leak.detail', values),
      severity: 'warning',
      mechanism: { kind: 'version' },
      at: growth.since,
      evidence: [memory.evidence],
      support: [],
      strength: 0.6,
      deciding: message('report.cause.memory_leak.deciding', values),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.memory.title'),
          detail: message('report.action.memory_leak.detail', values),
          would_help: null,
        },
      ],
      data: { bytes_per_minute: Math.round(growth.perMs * MINUTE), from_bytes: growth.from, to_bytes: growth.to, limit_bytes: limit },
    });
  },
};

function limitOf({ instances }: Observations): number | null {
  const limits = instances?.value.flatMap((instance) => instance.memory_limit_bytes ?? []) ?? [];
  return limits.length > 0 ? Math.min(...limits) : null;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
