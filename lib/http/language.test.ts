import { expect, test } from 'vitest';
import { requestLanguage } from './language.ts';

const language = (query: string, headers: Record<string, string>) =>
  requestLanguage(new URL(`http://localhost/${query}`), new Headers(headers));

test.each([
  ['', {}, 'en'],
  ['', { 'accept-language': 'zh' }, 'zh-TW'],
  ['', { 'accept-language': 'en-GB,zh-TW;q=0.9' }, 'en'],
  ['', { 'accept-language': 'de, zh-Hant;q=0.3, en;q=0.2' }, 'zh-TW'],
  ['', { 'accept-language': 'zh-TW;q=0, en' }, 'en'],
  ['', { 'accept-language': ';;;,q=x' }, 'en'],
  ['', { cookie: 'locale=zh-TW', 'accept-language': 'en' }, 'zh-TW'],
  ['?language=en', { cookie: 'locale=zh-TW' }, 'en'],
  ['?language=klingon', { 'accept-language': 'zh-TW' }, 'zh-TW'],
] as const)('%s %j is answered in %s', (query, headers, expected) => {
  expect(language(query, headers)).toBe(expected);
});
