'use client';
import { useLocale } from 'next-intl';
import { CartesianGrid, Line as Curve, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import type { Language } from '#/lib/domain/text.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { formatClock, formatNumber, formatQuantity, languageOf } from '#/lib/format.ts';
import type { ChartRow } from './chart-data.ts';
import { gatherMarkers, type Marker } from './gather-markers.ts';
import type { Line, Point } from './plot-line.ts';
import { PlotReading } from './plot-reading.tsx';
import { scaleOf } from './plot-scale.ts';
import { LEFT_AXIS, RIGHT_AXIS, RIGHT_MARGIN } from './plot-size.ts';
import { timeTicks } from './time-ticks.ts';

const tick = { fill: 'var(--fg-faint)', fontSize: 11 };
const quietAxis = { tick, tickLine: false, axisLine: false } as const;

type Props = {
  rows: readonly ChartRow[];
  lines: readonly [Line, ...Line[]];
  markers: readonly Marker[];
  /** How near two changes may stand, a share of the width. */
  gap: number;
  label: string;
  tick: number;
  onPoint: (point: Point) => void;
};

/** Lines over time on axes from zero, with the changes as dashed lines and one cursor for all charts of a page. */
export function LinePlot({ rows, lines, markers, gap, label, tick: distance, onPoint }: Props) {
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const start = rows[0]?.at ?? 0;
  const end = rows.at(-1)?.at ?? 1;
  const axes = (['left', 'right'] as const).flatMap((side) => {
    const own = lines.filter((line) => (line.right ? 'right' : 'left') === side);
    return own[0] ? [{ side, line: own[0], scale: scaleOf(own, rows) }] : [];
  });

  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={[...rows]}
        syncId="service"
        margin={{ top: 8, right: RIGHT_MARGIN, bottom: 0, left: 0 }}
        aria-label={label}
        className="cursor-crosshair"
        onClick={({ activeLabel }, event) => {
          const at = Number(activeLabel);
          if (activeLabel !== undefined && Number.isFinite(at)) onPoint({ at, x: event.clientX, y: event.clientY });
        }}
      >
        <CartesianGrid vertical={false} yAxisId="left" stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[start, end]}
          ticks={timeTicks(start, end, distance, new Date(end).getTimezoneOffset())}
          tickFormatter={(at: number) => formatClock(at, zone)}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          minTickGap={16}
          height={22}
        />
        {axes.map(({ side, line, scale }) => (
          <YAxis
            key={side}
            yAxisId={side}
            orientation={side}
            width={side === 'left' ? LEFT_AXIS : RIGHT_AXIS}
            domain={[0, scale.top]}
            ticks={scale.ticks}
            interval={0}
            tickFormatter={(value: number) => axisText(line, value, language)}
            {...quietAxis}
          />
        ))}
        {gatherMarkers(markers, start, end, gap).map((flag) => (
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
          cursor={{ stroke: 'var(--fg-faint)' }}
          content={({ active, payload }) => {
            const row = active ? rows.find(({ at }) => at === (payload[0]?.payload as ChartRow | undefined)?.at) : undefined;
            return row ? <PlotReading row={row} lines={lines} /> : null;
          }}
        />
        {lines.toReversed().map((line) => (
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

/** Units that the caption names already would only crowd the axis. */
function axisText(line: Line, value: number, language: Language): string {
  if (line.signal === 'traffic' || line.signal === 'cpu') return formatNumber(value);
  return formatQuantity(value, signalUnits[line.signal], language);
}
