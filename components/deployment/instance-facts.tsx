'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { Instance, ProbeResult } from '#/lib/domain/workload.ts';
import { formatBytes, formatDuration, languageOf } from '#/lib/format.ts';
import { Badge } from '#/components/ui/badge.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import type { Tone } from '#/components/ui/tone.ts';
import { VersionChip } from './version-chip.tsx';

const tones = {
  starting: 'accent',
  running: 'neutral',
  backoff: 'degraded',
  crash_loop: 'failing',
  stopping: 'unknown',
  stopped: 'unknown',
} as const satisfies Record<Instance['state'], Tone>;

/** One instance on a line or two: state, restarts, how it last ended, probes, memory. */
export function InstanceFacts({ instance }: { instance: Instance }) {
  const t = useTranslations('deployment.instance');
  const { state, ready } = instance;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-fg-muted">
      <code className="text-xs [overflow-wrap:anywhere] text-fg">{instance.id}</code>
      <Badge tone={state === 'running' && ready ? 'healthy' : tones[state]}>{t(`state.${state}`)}</Badge>
      {(state === 'running' || state === 'starting') && <span>{t(ready ? 'ready' : 'notReady')}</span>}
      <VersionChip version={instance.version} />
      <span className="tabular-nums">{t('restarts', { count: instance.restarts })}</span>
      {instance.started_at && <RelativeTime at={instance.started_at} />}
      <LastExit exit={instance.last_exit} />
      <Probe probe={instance.readiness} />
      <Probe probe={instance.liveness} />
      {instance.memory_bytes !== null && (
        <span className="tabular-nums">
          {instance.memory_limit_bytes === null
            ? formatBytes(instance.memory_bytes)
            : t('memory', { used: formatBytes(instance.memory_bytes), limit: formatBytes(instance.memory_limit_bytes) })}
        </span>
      )}
    </div>
  );
}

function LastExit({ exit }: { exit: Instance['last_exit'] }) {
  const t = useTranslations('deployment.instance');
  const language = languageOf(useLocale());
  if (!exit) return null;
  const bad = exit.reason !== 'Completed' && exit.reason !== 'Stopped';
  return (
    <span className={bad ? 'text-failing' : undefined}>
      {t('exit', { code: exit.code })}
      {exit.signal && `, ${t('signal', { signal: exit.signal })}`} · {t(`reason.${exit.reason}`)} ·{' '}
      {t('ran', { duration: formatDuration(exit.ran_ms, language) })}
    </span>
  );
}

function Probe({ probe }: { probe: ProbeResult | null }) {
  const t = useTranslations('deployment.instance');
  if (!probe) return null;
  return (
    <span className={probe.ok ? undefined : 'text-failing'}>
      {t(`probe.${probe.kind}`)} <code>{probe.path}</code> {probe.ok ? t('probeOk') : t('probeFails', { count: probe.streak })}
      {!probe.ok && ` (${probe.status ?? probe.error ?? ''})`}
    </span>
  );
}
