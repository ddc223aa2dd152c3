import type { Language } from './domain/text.ts';

/** Stands where there is no value: missing is never zero. */
export const NO_VALUE = '–';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const words = {
  en: {
    ms: 'ms',
    s: 's',
    min: 'min',
    h: 'h',
    d: 'd',
    cores: 'cores',
    now: 'now',
    ago: (text: string) => `${text} ago`,
    ahead: (text: string) => `in ${text}`,
  },
  'zh-TW': {
    ms: '毫秒',
    s: '秒',
    min: '分',
    h: '小時',
    d: '天',
    cores: '核心',
    now: '剛剛',
    ago: (text: string) => `${text}前`,
    ahead: (text: string) => `${text}後`,
  },
} satisfies Record<Language, unknown>;

/** The language of a locale that the page runs in; any Chinese is read as Traditional. */
export function languageOf(locale: string): Language {
  return locale.startsWith('zh') ? 'zh-TW' : 'en';
}

function rounded(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

/** About three figures, grouped: `12,300`, `84.2`, `0.012`. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size >= 100) return rounded(value, 0);
  if (size >= 10) return rounded(value, 1);
  return rounded(value, size >= 0.1 || size === 0 ? 2 : 3);
}

/** Bytes in binary steps: `512 B`, `120 MB`, `1.5 GB`. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes)) return NO_VALUE;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${rounded(value, value < 10 && step > 0 ? 1 : 0)} ${units[step] ?? ''}`;
}

/** A share from 0 to 1 as a percentage: `0.12%`, `3.4%`, `100%`. */
export function formatRatio(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return NO_VALUE;
  const percent = ratio * 100;
  return `${rounded(percent, Math.abs(percent) < 1 ? 2 : Math.abs(percent) < 10 ? 1 : 0)}%`;
}

/** A figure in one of the units of `signalUnits`, as people write it. */
export function formatQuantity(value: number | null, unit: string, language: Language): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  switch (unit) {
    case 'ratio':
      return formatRatio(value);
    case 's':
      return value < 1 ? `${formatNumber(value * 1000)} ms` : `${formatNumber(value)} s`;
    case 'bytes':
      return formatBytes(value);
    case 'cores':
      return `${formatNumber(value)} ${words[language].cores}`;
    case 'count':
      return formatNumber(value);
    default:
      return `${formatNumber(value)} ${unit}`;
  }
}

/** A length of time in milliseconds, two units at most: `850 ms`, `4.2 s`, `1 min 12 s`, `3 d 4 h`. */
export function formatDuration(ms: number | null, language: Language): string {
  if (ms === null || !Number.isFinite(ms)) return NO_VALUE;
  const word = words[language];
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ${word.ms}`;
  if (length < 10 * SECOND) return `${rounded(length / SECOND, 1)} ${word.s}`;
  const pair = (whole: number, part: number, big: string, small: string) =>
    part > 0 ? `${whole} ${big} ${part} ${small}` : `${whole} ${big}`;
  const seconds = Math.round(length / SECOND);
  if (seconds < 60) return `${seconds} ${word.s}`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), seconds % 60, word.min, word.s);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), minutes % 60, word.h, word.min);
  const hours = Math.floor(minutes / 60);
  return pair(Math.floor(hours / 24), hours % 24, word.d, word.h);
}

/** How long something has lasted, in one unit: `12 s`, `4 min`, `3 h`, `2 d`. */
export function formatAge(ms: number, language: Language): string {
  const word = words[language];
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} ${word.s}`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} ${language === 'en' ? 'min' : '分鐘'}`;
  if (length < 2 * DAY) return `${Math.floor(length / HOUR)} ${word.h}`;
  return `${Math.floor(length / DAY)} ${word.d}`;
}

/** `at` seen from `now`, both unix milliseconds: `now`, `12 s ago`, `in 30 s`. */
export function formatRelative(at: number, now: number, language: Language): string {
  const word = words[language];
  const distance = now - at;
  if (Math.abs(distance) < 2 * SECOND) return word.now;
  const age = formatAge(Math.abs(distance), language);
  return distance > 0 ? word.ago(age) : word.ahead(age);
}

/** `2026-11-22 14:02:33` in a time zone; the same in every browser and in Node. */
export function formatInstant(at: number | string, timeZone: string): string {
  const part = parts(at, timeZone);
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** `14:02`, or `14:02:33` with seconds, or `11-22 14:02` with the day. */
export function formatClock(at: number | string, timeZone: string, detail: 'minute' | 'second' | 'day' = 'minute'): string {
  const part = parts(at, timeZone);
  const clock = `${part('hour')}:${part('minute')}`;
  if (detail === 'second') return `${clock}:${part('second')}`;
  return detail === 'day' ? `${part('month')}-${part('day')} ${clock}` : clock;
}

function parts(at: number | string, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const found = new Map(format.formatToParts(new Date(at)).map((item) => [item.type, item.value]));
  return (type) => found.get(type) ?? '';
}

export type Shift = { text: string; direction: 'up' | 'down' | 'same' };

/** A figure beside the same figure before: `+12%`, `−40%`, `3.2×`; null when either is unknown or nothing was before. */
export function formatShift(current: number | null, before: number | null): Shift | null {
  if (current === null || before === null || before <= 0) return null;
  const factor = current / before;
  if (Math.abs(factor - 1) < 0.02) return { text: '±0%', direction: 'same' };
  if (factor >= 2) return { text: `${formatNumber(Number(factor.toPrecision(2)))}×`, direction: 'up' };
  const percent = Math.round((factor - 1) * 100);
  return percent > 0 ? { text: `+${percent}%`, direction: 'up' } : { text: `−${Math.abs(percent)}%`, direction: 'down' };
}
