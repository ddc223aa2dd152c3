import { expect, test } from 'vitest';
import { languageOf } from './understand.ts';

test.each([
  ['why is payment-api failing?', 'en'],
  ["What's wrong", 'en'],
  ['payment-api 為什麼失敗？', 'zh-TW'],
  ['payment-api?', null],
  ['LEDGER_URL_V2 @ 1.1.0', null],
  ['500 ???', null],
])('%j is written in %s', (question, language) => {
  expect(languageOf(question)).toBe(language);
});
