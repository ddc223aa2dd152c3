import { signalUnits } from '#/lib/domain/words.ts';
import type { ChartRow } from './chart-data.ts';
import type { Line } from './plot-line.ts';

type Scale = { top: number; ticks: number[] };

const TICKS = 3;
/** A chart without any error is a flat line on an axis of one per cent. */
const LEAST_RATIO = 0.01;

/** An axis from zero that holds its lines; a share ends at all of it, whatever a source says. */
export function scaleOf(lines: readonly Line[], rows: readonly ChartRow[]): Scale {
  const unit = lines[0] ? signalUnits[lines[0].signal] : 'count';
  const greatest = rows.reduce((most, row) => Math.max(most, ...lines.map((line) => row[line.signal] ?? 0)), 0);
  if (unit === 'ratio') return niceScale(Math.min(1, Math.max(LEAST_RATIO, greatest)), TICKS);
  return niceScale(greatest, TICKS, unit === 'bytes' ? 1024 : 10);
}

/** The upper end of an axis from zero and its ticks, round numbers that hold `greatest`; `base` 1024 rounds bytes. */
export function niceScale(greatest: number, count: number, base: 10 | 1024 = 10): Scale {
  const wanted = (greatest > 0 ? greatest : 1) / count;
  const magnitude = base ** Math.floor(Math.log(wanted) / Math.log(base));
  const factors = base === 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 4, 8, 16, 32, 50, 64, 100, 128, 200, 256, 512, 1024];
  const step = magnitude * (factors.find((factor) => factor * magnitude >= wanted * (1 - 1e-9)) ?? base);
  const steps = Math.max(1, Math.ceil((greatest > 0 ? greatest : 1) / step - 1e-9));
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}
