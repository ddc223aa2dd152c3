import { expect, test } from 'vitest';
import { covers, matcherProblem } from './silence.ts';

const pattern = (value: string) => ({ name: 'pod', operator: '=~' as const, value });

test.each(['web-.*', '(api|web)-[a-z0-9]+-[a-z0-9]{5}', 'https?://.*', 'node\\.example\\.com:\\d+', '.*pay.*'])(
  '"%s" can be used',
  (value) => {
    expect(matcherProblem(pattern(value))).toBeNull();
  },
);

test.each(['(a+)+$', '((a+))+$', '(a|a)*b', '(?:a|aa)+b', '(a?){50}a', 'a?a?a?a?aaaa', 'a*a*a*a*b', '(?=a)a', '(?<=a)b', '(a)\\1'])(
  '"%s" could take for ever and is refused',
  (value) => {
    expect(matcherProblem(pattern(value))).toBe('too_costly');
  },
);

test('a pattern must be one, and matches the whole value', () => {
  expect(matcherProblem(pattern('['))).toBe('no_pattern');
  expect(covers([pattern('web-.*')], { pod: 'web-1' })).toBe(true);
  expect(covers([pattern('web')], { pod: 'web-1' })).toBe(false);
  expect(covers([{ name: 'pod', operator: '!~', value: 'web-.*' }], {})).toBe(true);
});
