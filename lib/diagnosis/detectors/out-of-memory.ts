import { message } from '#/lib/domain/text.ts';
import { acquitting, claiming, SILENT, type Detector } from '../claim.ts';
import { endedInstance, failingLog, inTrouble } from '../failing.ts';
import { lastHit, signatures } from '../log-signatures.ts';
import { leakOrSpike, perInstance } from '../memory-growth.ts';
import type { Observations } from '../observations.ts';
import { measured } from '../signals.ts';

/** A share of the limit below which memory is not what ended a process. */
const FAR_BELOW = 0.7;
const MEBIBYTE = 1024 * 1024;

/** A process that was ended for the memory it used, or gave up for want of it. */
export const outOfMemory: Detector = {
  modes: ['container.oom_killed'],
  detect(observations) {
    if (inTrouble(observations) === false) return SILENT;
    const ended = endedInstance(observations);
    const log = failingLog(observations);
    const heap = log && lastHit(log.lines, signatures.heapExhausted);
    const killed = ended?.exit.reason === 'OOMKilled' ? ended : null;
    const peak = highestMemory(observations);
    const limit = ended?.instance.memory_limit_bytes ?? null;
    const { service } = observations;

    if (!killed && !heap) {
      if (!ended || !peak || !limit || peak.bytes > limit * FAR_BELOW) return SILENT;
      const values = { peak: mebibytes(peak.bytes), limit: mebibytes(limit) };
      return acquitting({
        mode: 'container.oom_killed',
        service,
        title: message('report.cause.oom_killed.hypothesis'),
        reason: message('report.cause.oom_killed.acquitted', values),
        evidence: [peak.evidence],
      });
    }
    const values = {
      limit: limit ? mebibytes(limit) : 0,
      restarts: ended?.instance.restarts ?? 0,
      instance: ended?.instance.id ?? '',
      from: mebibytes(peak?.lowest ?? 0),
      to: mebibytes(peak?.bytes ?? 0),
    };
    const near = peak && limit && peak.bytes > limit * FAR_BELOW ? peak : null;
    return claiming({
      mode: 'container.oom_killed',
      rank: 'mechanism',
      service,
      object: ended?.instance.id ?? service.name,
      title: limit ? message('report.cause.oom_killed.title', values) : message('report.cause.oom_killed.title_heap'),
      detail: killed
        ? message(near?.shape ? `report.cause.oom_killed.detail_${near.shape}` : 'report.cause.oom_killed.detail', values)
        : message('report.cause.oom_killed.detail_heap', values),
      severity: 'critical',
      mechanism: { kind: 'version' },
      at: ended ? Date.parse(ended.exit.at) : (heap?.since ?? null),
      evidence: [killed?.evidence ?? (heap && log ? log.evidence : ''), heap && log ? log.evidence : ''].filter(
        (id, at, all) => id !== '' && all.indexOf(id) === at,
      ),
      support: near ? [{ source: 'metrics', evidence: near.evidence }] : [],
      strength: killed ? 0.8 : 0.7,
      deciding: message('report.cause.oom_killed.deciding'),
      actions: [
        {
          kind: 'investigate',
          title: message('report.action.memory.title'),
          detail: message('report.action.memory.detail', values),
          would_help: null,
        },
      ],
      data: { limit_bytes: limit, peak_bytes: peak?.bytes ?? null, shape: near?.shape ?? null },
    });
  },
};

function highestMemory(
  observations: Observations,
): { bytes: number; lowest: number; shape: 'leak' | 'spike' | null; evidence: string } | null {
  const memory = perInstance(observations);
  const since = observations.deployment?.value.startedAt ?? observations.window.start;
  const values = measured(memory?.points ?? []).filter(({ at }) => at >= since);
  if (!memory || values.length === 0) return null;
  const bytes = values.map(({ value }) => value);
  const peak = bytes.indexOf(Math.max(...bytes));
  // What a new process uses after the kill says nothing of the way there.
  const climb = values.slice(0, peak + 1).map(({ at, value }): [number, number] => [at, value]);
  return { bytes: Math.max(...bytes), lowest: bytes[0] ?? 0, shape: leakOrSpike(climb, since), evidence: memory.evidence };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}
