import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './audit-hash.ts';

test('the text does not depend on the order of the keys, at any depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: '變更' })).toBe('{"a":"變更","b":[{"c":null,"d":1}]}');
  expect(canonicalJson({ a: '變更', b: [{ c: null, d: 1 }] })).toBe(canonicalJson({ b: [{ d: 1, c: null }], a: '變更' }));
});

test('what is not there is left out, and a time is written in UTC with milliseconds', () => {
  expect(canonicalJson({ at: new Date('2026-01-02T03:04:05+08:00'), none: undefined })).toBe('{"at":"2026-01-01T19:04:05.000Z"}');
});

test('it is JSON of the same value, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
