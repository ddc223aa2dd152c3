'use client';
import { useLocale } from 'next-intl';
import type { KeyboardEvent, PointerEvent } from 'react';
import { ranges, type Range } from '#/components/data/time-range.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { signalUnits } from '#/lib/domain/telemetry.ts';
import type { Language } from '#/lib/domain/text.ts';
import { formatClock, formatNumber, formatQuantity, languageOf } from '#/lib/format.ts';
import type { ChartRow } from './chart-data.ts';
import { gatherMarkers, type Marker } from './gather-markers.ts';
import { PlotReading } from './plot-reading.tsx';
import { linePath, nearest, niceScale } from './plot-scale.ts';
import { FLAG_GAP, LEFT_AXIS, PLOT_HEIGHT, RIGHT_AXIS, RIGHT_MARGIN } from './plot-size.ts';
import type { Line } from './plot-line.ts';
import { timeTicks } from './time-ticks.ts';
import { useWidth } from './use-width.ts';

const TOP = 8;
const BOTTOM = PLOT_HEIGHT - 22;

type Props = {
  rows: readonly ChartRow[];
  lines: readonly [Line, ...Line[]];
  markers: readonly Marker[];
  label: string;
  range: Range;
  /** The moment that all charts point at (unix ms), by pointer or arrow keys. */
  cursor: number | null;
  onCursor: (at: number | null) => void;
};

/** Lines over time on axes from zero, with the changes as dashed lines and one cursor for all charts. */
export function LinePlot({ rows, lines, markers, label, range, cursor, onCursor }: Props) {
  const language = languageOf(useLocale());
  const zone = useTimeZone();
  const [frame, width] = useWidth<HTMLDivElement>();
  const start = rows[0]?.at ?? 0;
  const end = rows.at(-1)?.at ?? 1;
  const right = width - RIGHT_MARGIN - (lines.some((line) => line.right) ? RIGHT_AXIS : 0);
  const x = (at: number) => LEFT_AXIS + ((at - start) / Math.max(1, end - start)) * (right - LEFT_AXIS);
  const scales = new Map(
    lines.map((line) => [
      line.right ? 'right' : 'left',
      scaleOf(
        lines.filter((each) => each.right === line.right),
        rows,
      ),
    ]),
  );
  const y = (line: Line, value: number) => BOTTOM - (value / (scales.get(line.right ? 'right' : 'left')?.top ?? 1)) * (BOTTOM - TOP);
  const pointed = cursor === null ? null : nearest(rows, cursor);

  function point(event: PointerEvent<HTMLDivElement>) {
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT_AXIS) / Math.max(1, right - LEFT_AXIS);
    onCursor(share < 0 || share > 1 ? null : start + share * (end - start));
  }

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const from = pointed ? rows.indexOf(pointed) : rows.length;
    onCursor(rows[Math.min(rows.length - 1, Math.max(0, from + step))]?.at ?? null);
  }

  return (
    <div
      ref={frame}
      role="group"
      aria-label={label}
      tabIndex={0}
      className="relative h-full rounded-sm"
      onPointerMove={point}
      onPointerLeave={() => onCursor(null)}
      onKeyDown={walk}
      onBlur={() => onCursor(null)}
    >
      {width > 0 && (
        <svg aria-hidden width={width} height={PLOT_HEIGHT} className="block text-[11px] tabular-nums">
          {lines.map((line, index) => {
            const side = line.right ? 'right' : 'left';
            if (lines.findIndex((each) => each.right === line.right) !== index) return null;
            return scales.get(side)?.ticks.map((tick) => (
              <g key={`${side} ${tick}`}>
                {side === 'left' && (
                  <line
                    x1={LEFT_AXIS}
                    x2={right}
                    y1={y(line, tick)}
                    y2={y(line, tick)}
                    stroke={tick === 0 ? 'var(--line-strong)' : 'var(--line)'}
                  />
                )}
                <text
                  x={side === 'left' ? LEFT_AXIS - 8 : right + 8}
                  y={y(line, tick) + 4}
                  textAnchor={side === 'left' ? 'end' : 'start'}
                  fill="var(--fg-faint)"
                >
                  {axisText(line, tick, language)}
                </text>
              </g>
            ));
          })}
          {timeTicks(start, end, ranges[range].tick, new Date(end).getTimezoneOffset()).map((at) => (
            <text key={at} x={x(at)} y={PLOT_HEIGHT - 5} textAnchor="middle" fill="var(--fg-faint)">
              {formatClock(at, zone)}
            </text>
          ))}
          {gatherMarkers(markers, start, end, FLAG_GAP).map((flag) => (
            <line
              key={flag.markers[0].change_id}
              x1={x(start + flag.position * (end - start))}
              x2={x(start + flag.position * (end - start))}
              y1={TOP}
              y2={BOTTOM}
              stroke="var(--fg-faint)"
              strokeDasharray="2 3"
            />
          ))}
          {lines.toReversed().map((line) => (
            <path
              key={line.signal}
              d={linePath(
                rows,
                (row) => x(row.at),
                (row) => {
                  const value = row[line.signal];
                  return typeof value === 'number' ? y(line, value) : null;
                },
              )}
              fill="none"
              stroke={line.color}
              strokeWidth="1.5"
              strokeLinejoin="round"
              strokeLinecap="round"
              strokeDasharray={line.dashed ? '4 3' : undefined}
            />
          ))}
          {pointed && <line x1={x(pointed.at)} x2={x(pointed.at)} y1={TOP} y2={BOTTOM} stroke="var(--fg-faint)" />}
        </svg>
      )}
      {pointed && <PlotReading row={pointed} lines={lines} left={x(pointed.at)} flip={x(pointed.at) > width / 2} />}
    </div>
  );
}

/** An axis that holds its lines; a share ends at all of it, and without any error still has a height. */
function scaleOf(lines: readonly Line[], rows: readonly ChartRow[]) {
  const unit = lines[0] ? signalUnits[lines[0].signal] : 'count';
  const greatest = rows.reduce((most, row) => Math.max(most, ...lines.map((line) => row[line.signal] ?? 0)), 0);
  if (unit === 'ratio') return niceScale(Math.max(0.02, greatest), 3);
  return niceScale(greatest, 3, unit === 'bytes' ? 1024 : 10);
}

/** Units that the caption names already would only crowd the axis. */
function axisText(line: Line, value: number, language: Language): string {
  if (line.signal === 'traffic' || line.signal === 'cpu') return formatNumber(value);
  return formatQuantity(value, signalUnits[line.signal], language);
}
