import type { Exit, Instance } from '#/lib/domain/workload.ts';
import { readLines, type ReadLine } from './log-lines.ts';
import type { Observations } from './observations.ts';

/** What the failing instances printed, oldest first; null when nothing was read. */
export function failingLog(observations: Observations): { evidence: string; lines: ReadLine[] } | null {
  const log = observations.logs.find((item) => item.value.role === 'failing' && item.value.lines.length > 0);
  return log ? { evidence: log.evidence, lines: readLines(log.value.lines) } : null;
}

/** The instance whose end says most: one that keeps ending before one that ended once. */
export function endedInstance(observations: Observations): { evidence: string; instance: Instance; exit: Exit } | null {
  if (!observations.instances) return null;
  const { evidence, value } = observations.instances;
  const ended = value.flatMap((instance) => {
    const exit = instance.last_exit;
    return exit && exit.reason !== 'Stopped' ? [{ evidence, instance, exit }] : [];
  });
  const [worst] = ended.toSorted((a, b) => weight(b.instance) - weight(a.instance) || b.instance.restarts - a.instance.restarts);
  return worst ?? null;
}

function weight(instance: Instance): number {
  if (instance.state === 'crash_loop') return 3;
  if (instance.state === 'backoff') return 2;
  return instance.ready ? 0 : 1;
}

/** Whether the subject is in trouble at all, as far as instances and health show; null when neither was read. */
export function inTrouble(observations: Observations): boolean | null {
  const { deployment, instances, health } = observations;
  if (deployment?.value.status === 'failed' || deployment?.value.status === 'rolled_back') return true;
  if (!instances && !health) return null;
  const unwell =
    instances?.value.some((instance) => !instance.ready && instance.state !== 'stopped' && instance.state !== 'stopping') ?? false;
  const judged = health?.value.health;
  return unwell || judged === 'failing' || judged === 'degraded';
}

/** Two spellings of one setting: `ledger.url`, `ledgerUrl` is not one, `LEDGER_URL` is. */
export function sameSetting(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

function canonical(name: string): string {
  return name.replaceAll(/[.-]/g, '_').toUpperCase();
}
