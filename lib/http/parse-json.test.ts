import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test('what JSON.parse reads from well-formed text without surprises is read alike', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
      const text = JSON.stringify(value);
      if (/__proto__|\\u0000|\\ud[89a-f]/i.test(text)) return;
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['{"a":1,"a":2}', 'twice'],
  ['{"a":1,"\\u0061":2}', 'twice'],
  ['{"a" \n : 1, "b": {"c":1,"c":1}}', 'twice'],
  ['{"x":{"__proto__":1}}', '__proto__'],
  ['{"\\u005f_proto__":1}', '__proto__'],
  ['[1e999]', 'range'],
  ['["\\u0000"]', 'NUL'],
  ['["\\ud800"]', 'surrogate'],
  ['[', 'valid'],
  ['{"a":1,}', 'valid'],
])('%s is refused', (text, reason) => {
  expect(() => parseJson(text)).toThrow(reason);
});

test('the same name in two objects, or as a value, is no repetition', () => {
  expect(parseJson('[{"a":1},{"a":"a"},{"b":["a","a"]}]')).toHaveLength(3);
});

test('text with quotes and brackets in it is not mistaken for structure', () => {
  expect(parseJson('{"a":"\\"b\\":{[","b":"}"}')).toEqual({ a: '"b":{[', b: '}' });
});

test('a megabyte of nesting is refused at once', () => {
  expect(() => parseJson('['.repeat(500_000) + ']'.repeat(500_000))).toThrow();
});
