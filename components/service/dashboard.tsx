'use client';
import { ZoomOut } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { rangeNames, type Range } from '#/components/data/time-range.ts';
import { useWindow } from '#/components/data/use-window.ts';
import { Button } from '#/components/ui/button.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Segmented } from '#/components/ui/segmented.tsx';
import type { Line, Point } from './plot-line.ts';
import { SignalChart } from './signal-chart.tsx';

const PointMenu = dynamic(() => import('./point-menu.tsx').then((loaded) => loaded.PointMenu));

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

/** Changes the address without asking the server for a page: the charts ask for themselves. */
function address(changes: Record<string, string | null>) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, '', url);
}

/** The golden signals of a service, one cursor across all of them; range and zoom stand in the address. */
export function Dashboard({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.dashboard');
  const { range, window } = useWindow();
  const [point, setPoint] = useState<Point | null>(null);
  const choose = (next: Range) => address({ range: next, from: null, to: null });

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-end gap-2">
        {window.zoomed && (
          <Button size="sm" onClick={() => address({ from: null, to: null })}>
            <ZoomOut aria-hidden className="size-3.5" />
            <ExactTime at={new Date(window.start).toISOString()} /> – <ExactTime at={new Date(window.end).toISOString()} />
            <span className="font-normal text-fg-muted">{t('zoomOut')}</span>
          </Button>
        )}
        <Segmented
          label={t('range')}
          value={range}
          onValueChange={choose}
          items={rangeNames.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        />
      </div>
      <div className="grid gap-x-8 gap-y-6 @3xl/main:grid-cols-2">
        {charts.map(({ id, lines }) => (
          <SignalChart
            key={id}
            title={t(`charts.${id}`)}
            lines={lines}
            namespace={namespace}
            name={name}
            range={range}
            window={window}
            onPoint={setPoint}
          />
        ))}
      </div>
      {point && (
        <PointMenu
          point={point}
          service={{ namespace, name }}
          length={window.end - window.start}
          onZoom={(from, to) => address({ from: String(from), to: String(to) })}
          onClose={() => setPoint(null)}
        />
      )}
    </div>
  );
}
