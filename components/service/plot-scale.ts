/** The upper end of an axis from zero and its ticks, round numbers that hold `greatest`; `base` 1024 rounds bytes. */
export function niceScale(greatest: number, count: number, base: 10 | 1024 = 10): { top: number; ticks: number[] } {
  const wanted = (greatest > 0 ? greatest : 1) / count;
  const magnitude = base ** Math.floor(Math.log(wanted) / Math.log(base));
  const factors = base === 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 4, 8, 16, 32, 50, 64, 100, 128, 200, 256, 512, 1024];
  const step = magnitude * (factors.find((factor) => factor * magnitude >= wanted * (1 - 1e-9)) ?? base);
  const steps = Math.max(1, Math.ceil((greatest > 0 ? greatest : 1) / step - 1e-9));
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
}

/** A line as SVG path data; where a value is missing it is interrupted, and a lone value is a dot. */
export function linePath<T>(rows: readonly T[], x: (row: T) => number, y: (row: T) => number | null): string {
  let path = '';
  let drawing = false;
  for (const [index, row] of rows.entries()) {
    const height = y(row);
    if (height === null) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${round(x(row))} ${round(height)}`;
    const next = rows[index + 1];
    if (!drawing && (next === undefined || y(next) === null)) path += 'h0';
    drawing = true;
  }
  return path;
}

/** The row whose moment is nearest to `at`; rows are in the order of time. */
export function nearest<T extends { at: number }>(rows: readonly T[], at: number): T | null {
  return rows.reduce<T | null>((best, row) => (best === null || Math.abs(row.at - at) < Math.abs(best.at - at) ? row : best), null);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
