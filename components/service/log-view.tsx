'use client';
import { useTranslations } from 'next-intl';
import { X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { rangeNames, type Range } from '#/components/data/time-range.ts';
import { useLogs } from '#/components/data/use-logs.ts';
import { useUrlFilter } from '#/components/data/use-url-filter.ts';
import { Button } from '#/components/ui/button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Segmented } from '#/components/ui/segmented.tsx';
import { Select } from '#/components/ui/select.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { Switch } from '#/components/ui/switch.tsx';
import { useSettled } from '#/components/ui/use-settled.ts';
import { LogLines } from './log-lines.tsx';

const levels = ['all', 'warn', 'error'] as const;
type Level = (typeof levels)[number];
const LIMIT = 300;

/** A service's newest log lines, searched as plain text, moving on by themselves while live. */
export function LogView({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.logs');
  const ranges = useTranslations('service.dashboard.ranges');
  const [text, setText] = useState('');
  const [level, setLevel] = useState<Level>('all');
  const [range, setRange] = useState<Range>('15m');
  const [live, setLive] = useState(true);
  const query = useSettled(text.trim());
  const at = Number(useSearchParams().get('at'));
  const around = Number.isSafeInteger(at) && at > 0 ? at : null;
  const url = useUrlFilter();
  const { data, error, refetch } = useLogs(
    namespace,
    name,
    { query, level: level === 'all' ? '' : level, range, around, limit: LIMIT },
    live,
  );

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="max-w-72 min-w-40 flex-1"
        />
        <Select
          label={t('level')}
          value={level}
          onValueChange={setLevel}
          items={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
          className="max-w-44"
        />
        {around !== null && (
          <Button size="sm" onClick={() => url.set({ at: '' })}>
            {t('around')} <ExactTime at={new Date(around).toISOString()} detail="second" />
            <X aria-hidden className="size-3.5" />
            <span className="sr-only">{t('leaveMoment')}</span>
          </Button>
        )}
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
      {!data && !error && <SkeletonRows rows={12} className="h-6" />}
      {data?.lines.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
      {data && data.lines.length > 0 && <LogLines lines={data.lines} label={t('lines')} service={name} />}
      {data?.truncated && <p className="text-xs text-fg-faint">{t('truncated', { limit: LIMIT })}</p>}
    </div>
  );
}
