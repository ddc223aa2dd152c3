import { expect, test } from 'vitest';
import { ranked } from './rank.ts';

const items = ['Services', 'payment-api', 'Deploy payment-api…', 'Restart catalog'].map((label) => ({ label, keywords: '' }));

test('every word must occur, in any order', () => {
  expect(ranked(items, 'pay deploy', 9).map(({ label }) => label)).toEqual(['Deploy payment-api…']);
  expect(ranked(items, 'nothing of that', 9)).toEqual([]);
});

test('what begins with the words comes before what holds them', () => {
  expect(ranked(items, 'pay', 9).map(({ label }) => label)).toEqual(['payment-api', 'Deploy payment-api…']);
});

test('a thing is found by its keywords too, after those that are called that', () => {
  const known = [
    { label: 'Rollback', keywords: 'checkout' },
    { label: 'checkout', keywords: '' },
  ];
  expect(ranked(known, 'checkout', 9).map(({ label }) => label)).toEqual(['checkout', 'Rollback']);
});

test('nothing typed leaves the order, and no more than asked for are shown', () => {
  expect(ranked(items, '  ', 2).map(({ label }) => label)).toEqual(['Services', 'payment-api']);
});
