'use client';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { rangeNames, rangeOf, type Range } from '#/components/data/time-range.ts';
import { Segmented } from '#/components/ui/segmented.tsx';
import type { Line } from './plot-line.ts';
import { SignalChart } from './signal-chart.tsx';

const charts = [
  { id: 'traffic', lines: [{ signal: 'traffic', color: 'var(--accent)' }] },
  { id: 'errors', lines: [{ signal: 'error_rate', color: 'var(--failing)' }] },
  {
    id: 'latency',
    lines: [
      { signal: 'latency_p95', color: 'var(--accent)' },
      { signal: 'latency_p50', color: 'var(--fg-faint)', dashed: true },
    ],
  },
  {
    id: 'resources',
    lines: [
      { signal: 'memory', color: 'var(--accent)' },
      { signal: 'cpu', color: 'var(--fg-faint)', dashed: true, right: true },
    ],
  },
] as const satisfies readonly { id: string; lines: readonly [Line, ...Line[]] }[];

/** The golden signals of a service, one cursor across all of them; the range stands in the address. */
export function Dashboard({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.dashboard');
  const range = rangeOf(useSearchParams().get('range'));

  function choose(next: Range) {
    const url = new URL(location.href);
    url.searchParams.set('range', next);
    history.replaceState(null, '', url);
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex justify-end">
        <Segmented
          label={t('range')}
          value={range}
          onValueChange={choose}
          items={rangeNames.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        />
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        {charts.map(({ id, lines }) => (
          <SignalChart key={id} title={t(`charts.${id}`)} lines={lines} namespace={namespace} name={name} range={range} />
        ))}
      </div>
    </div>
  );
}
