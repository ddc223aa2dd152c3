'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { rangeNames, type Range } from '#/components/data/time-range.ts';
import { useTraces } from '#/components/data/use-traces.ts';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Segmented } from '#/components/ui/segmented.tsx';
import { Select } from '#/components/ui/select.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { Switch } from '#/components/ui/switch.tsx';
import { TraceRow } from './trace-row.tsx';

const slowness = ['0', '100', '500', '1000'] as const;
const LIMIT = 100;

/** Requests that touched a service, newest first; each opens to where its time went and which span failed first. */
export function TraceView({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.traces');
  const ranges = useTranslations('service.dashboard.ranges');
  const [errors, setErrors] = useState(false);
  const [slower, setSlower] = useState<(typeof slowness)[number]>('0');
  const [range, setRange] = useState<Range>('15m');
  const [open, setOpen] = useState<string | null>(null);
  const [live, setLive] = useState(true);
  // A list that moves on would carry away what is being read.
  const { data, error, refetch } = useTraces(
    namespace,
    name,
    { errors, slowerThanMs: Number(slower), range, limit: LIMIT },
    live && open === null,
  );
  const longest = Math.max(1, ...(data?.traces ?? []).map((trace) => trace.duration_ms));

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox checked={errors} onCheckedChange={setErrors} label={t('errorsOnly')} />
        <Select
          label={t('slower')}
          value={slower}
          onValueChange={setSlower}
          items={slowness.map((value) => ({ value, label: value === '0' ? t('anyDuration') : t('slowerThan', { ms: Number(value) }) }))}
          className="max-w-44"
        />
        <Segmented
          label={t('range')}
          value={range}
          onValueChange={setRange}
          items={rangeNames.map((value) => ({ value, label: ranges(value) }))}
        />
        <span className="ml-auto flex items-center gap-2 text-sm text-fg-muted">
          {t('live')}
          <Switch checked={live} onCheckedChange={setLive} label={t('live')} />
        </span>
      </div>
      {error && <ProblemState error={error} title={t('couldNotLoad')} stillWorks={t('stillWorks')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={10} className="h-9" />}
      {data?.traces.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
      {data && data.traces.length > 0 && (
        <ul aria-label={t('list')} className="border-t">
          {data.traces.map((trace) => (
            <TraceRow
              key={trace.trace_id}
              namespace={namespace}
              name={name}
              trace={trace}
              longest={longest}
              open={trace.trace_id === open}
              onToggle={(next) => setOpen(next ? trace.trace_id : null)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
