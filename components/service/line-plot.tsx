'use client';
import { useLocale, useTranslations } from 'next-intl';
import { CartesianGrid, Line as Curve, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ranges, type Range } from '#/components/data/time-range.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { signalUnits } from '#/lib/domain/telemetry.ts';
import { formatClock, formatNumber, formatQuantity, languageOf } from '#/lib/format.ts';
import type { ChartRow } from './chart-data.ts';
import { gatherMarkers, type Marker } from './gather-markers.ts';
import { FLAG_GAP, LEFT_AXIS, RIGHT_AXIS, RIGHT_MARGIN } from './plot-size.ts';
import { timeTicks } from './time-ticks.ts';
import type { Line } from './signal-chart.tsx';

const tick = { fill: 'var(--fg-faint)', fontSize: 11 };

type Props = { rows: readonly ChartRow[]; lines: readonly [Line, ...Line[]]; markers: readonly Marker[]; label: string; range: Range };

/** The drawing itself; loaded only where it is shown, since its library is large. */
export function LinePlot({ rows, lines, markers, label, range }: Props) {
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const start = rows[0]?.at ?? 0;
  const end = rows.at(-1)?.at ?? 1;
  const [left] = lines;
  const right = lines.find((line) => line.right);
  // Units that the caption names already would only crowd the axis.
  const write = (line: Line) => (value: number) =>
    line.signal === 'traffic' || line.signal === 'cpu' ? formatNumber(value) : formatQuantity(value, signalUnits[line.signal], language);

  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...rows]} syncId="service" margin={{ top: 6, right: RIGHT_MARGIN, bottom: 0, left: 0 }} aria-label={label}>
        <CartesianGrid vertical={false} yAxisId="left" stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[start, end]}
          ticks={timeTicks(start, end, ranges[range].tick, new Date(end).getTimezoneOffset())}
          tickFormatter={(at: number) => formatClock(at, zone)}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          minTickGap={48}
          height={22}
        />
        <YAxis
          yAxisId="left"
          width={LEFT_AXIS}
          domain={[0, top(left)]}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          tickFormatter={write(left)}
        />
        {right && (
          <YAxis
            yAxisId="right"
            orientation="right"
            width={RIGHT_AXIS}
            domain={[0, 'auto']}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickCount={4}
            tickFormatter={write(right)}
          />
        )}
        {gatherMarkers(markers, start, end, FLAG_GAP).map((flag) => (
          <ReferenceLine
            key={flag.markers[0].change_id}
            yAxisId="left"
            x={start + flag.position * (end - start)}
            stroke="var(--fg-faint)"
            strokeDasharray="2 3"
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload, label: at }) => (
            <Reading active={active} row={payload[0]?.payload as ChartRow | undefined} at={Number(at)} lines={lines} />
          )}
        />
        {lines.map((line) => (
          <Curve
            key={line.signal}
            yAxisId={line.right ? 'right' : 'left'}
            dataKey={line.signal}
            stroke={line.color}
            strokeWidth={1.5}
            strokeDasharray={line.dashed ? '4 3' : undefined}
            dot={false}
            activeDot={{ r: 2.5, strokeWidth: 0 }}
            isAnimationActive={false}
            connectNulls={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** A share is drawn up to all of it at most, and no error at all as a line on the ground. */
function top(line: Line): 'auto' | ((greatest: number) => number) {
  if (signalUnits[line.signal] !== 'ratio') return 'auto';
  return (greatest) => Math.min(1, Math.max(0.02, greatest * 1.2));
}

function Reading({ active, row, at, lines }: { active: boolean; row: ChartRow | undefined; at: number; lines: readonly Line[] }) {
  const t = useTranslations('service.dashboard.signals');
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  if (!active || !row || !Number.isFinite(at)) return null;
  return (
    <div className="rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-pop">
      <p className="text-fg-muted tabular-nums">{formatClock(at, zone, 'second')}</p>
      {lines.map((line) => (
        <p key={line.signal} className="flex items-baseline justify-between gap-4">
          <span className="text-fg-muted">{t(line.signal)}</span>
          <span className="font-medium tabular-nums">{formatQuantity(row[line.signal] ?? null, signalUnits[line.signal], language)}</span>
        </p>
      ))}
    </div>
  );
}
