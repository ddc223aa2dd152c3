import type { LogLine } from '#/lib/domain/telemetry.ts';

type Level = NonNullable<LogLine['level']>;

const words: Record<string, Level> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  information: 'info',
  notice: 'info',
  warn: 'warn',
  warning: 'warn',
  err: 'error',
  error: 'error',
  severe: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  panic: 'fatal',
  emerg: 'fatal',
};

/** pino's and bunyan's numbers: 10 trace to 60 fatal. */
function fromNumber(value: number): Level | null {
  if (!Number.isFinite(value) || value < 10) return null;
  const byTens: Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
  return byTens[Math.min(6, Math.floor(value / 10)) - 1] ?? null;
}

const FIRST_LEVEL = /"(?:level|severity|lvl)"\s*:\s*(?:"([A-Za-z]{1,12})"|(\d{1,3})\b)/;
const LEADING = /^[[(<\s]*(?:\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?[\s\])|]+)?[[(<\s]*([A-Za-z]+)\b/;

/** The level that a line names, as JSON or by its first word; null when it names none. */
export function guessLevel(line: string): LogLine['level'] {
  if (line.startsWith('{')) {
    const found = FIRST_LEVEL.exec(line.slice(0, 1000));
    if (found?.[1]) return words[found[1].toLowerCase()] ?? null;
    return found?.[2] ? fromNumber(Number(found[2])) : null;
  }
  const word = LEADING.exec(line.slice(0, 200))?.[1];
  if (!word) return null;
  if (/^(?:Uncaught|Unhandled|Traceback|[A-Z]\w*(?:Error|Exception))$/.test(word)) return 'error';
  const lower = word.toLowerCase();
  return Object.hasOwn(words, lower) ? (words[lower] ?? null) : null;
}
