import { expect, test } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDuration,
  formatInstant,
  formatNumber,
  formatQuantity,
  formatRelative,
  formatShift,
  languageOf,
} from './format.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 2, 33);

test('a missing value is a dash and never zero', () => {
  expect([
    formatNumber(null),
    formatBytes(null),
    formatQuantity(null, 's', 'en'),
    formatDuration(null, 'en'),
    formatNumber(Number.NaN),
  ]).toEqual(['–', '–', '–', '–', '–']);
  expect(formatQuantity(0, 'ratio', 'en')).toBe('0%');
});

test('numbers keep about three figures and are grouped', () => {
  expect([12345.6, 99.95, 84.23, 1.234, 0.01234, 0].map(formatNumber)).toEqual(['12,346', '100', '84.2', '1.23', '0.012', '0']);
});

test('each unit of a signal is written as people write it', () => {
  expect(formatQuantity(12.34, 'req/s', 'en')).toBe('12.3 req/s');
  expect(formatQuantity(0.0842, 's', 'en')).toBe('84.2 ms');
  expect(formatQuantity(1.5, 's', 'zh-TW')).toBe('1.5 s');
  expect(formatQuantity(0.0012, 'ratio', 'en')).toBe('0.12%');
  expect(formatQuantity(0.25, 'cores', 'zh-TW')).toBe('0.25 核心');
  expect(formatQuantity(128 * 1024 * 1024, 'bytes', 'en')).toBe('128 MB');
  expect(formatQuantity(3, 'count', 'en')).toBe('3');
});

test('a duration has two units at most', () => {
  expect([850, 4210, 72_000, 120_000, 7_500_000, 273_600_000].map((ms) => formatDuration(ms, 'en'))).toEqual([
    '850 ms',
    '4.2 s',
    '1 min 12 s',
    '2 min',
    '2 h 5 min',
    '3 d 4 h',
  ]);
  expect(formatDuration(72_000, 'zh-TW')).toBe('1 分 12 秒');
});

test('59.9 seconds are a minute, not 60 seconds', () => {
  expect(formatDuration(59_900, 'en')).toBe('1 min');
});

test('relative times look both ways in both languages', () => {
  expect(formatRelative(NOW - 1000, NOW, 'en')).toBe('now');
  expect(formatRelative(NOW - 12_000, NOW, 'en')).toBe('12 s ago');
  expect(formatRelative(NOW + 30_000, NOW, 'en')).toBe('in 30 s');
  expect(formatRelative(NOW - 3 * 3_600_000, NOW, 'zh-TW')).toBe('3 小時前');
  expect(formatRelative(NOW - 240_000, NOW, 'zh-TW')).toBe('4 分鐘前');
});

test('an age of up to two days is told in hours', () => {
  expect([59_000, 3_599_000, 47 * 3_600_000, 49 * 3_600_000].map((ms) => formatAge(ms, 'en'))).toEqual(['59 s', '59 min', '47 h', '2 d']);
});

test('an instant is written in the asked time zone, midnight as 00', () => {
  expect(formatInstant(NOW, 'Asia/Taipei')).toBe('2026-11-22 22:02:33');
  expect(formatInstant('2026-11-22T16:00:00.000Z', 'Asia/Taipei')).toBe('2026-11-23 00:00:00');
  expect([formatClock(NOW, 'UTC'), formatClock(NOW, 'UTC', 'second'), formatClock(NOW, 'UTC', 'day')]).toEqual([
    '14:02',
    '14:02:33',
    '11-22 14:02',
  ]);
});

test('a shift is a percentage below double and a factor above', () => {
  expect(formatShift(112, 100)).toEqual({ text: '+12%', direction: 'up' });
  expect(formatShift(60, 100)).toEqual({ text: '−40%', direction: 'down' });
  expect(formatShift(1200, 100)).toEqual({ text: '12×', direction: 'up' });
  expect(formatShift(101, 100)).toEqual({ text: '±0%', direction: 'same' });
  expect(formatShift(1, 0)).toBeNull();
});

test('every Chinese locale is read as Traditional Chinese, all others as English', () => {
  expect(['zh-TW', 'zh', 'zh-Hant-HK', 'en-GB', 'de'].map(languageOf)).toEqual(['zh-TW', 'zh-TW', 'zh-TW', 'en', 'en']);
});
