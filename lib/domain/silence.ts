import type { Matcher } from './alert.ts';

/** Patterns whose matching could take long: a repeated group that holds a repetition, a look-around, a back reference. */
const COSTLY = /\([^)]*[*+}][^)]*\)\s*[*+{]|\(\?[=!<]|\\[1-9]/;
const LONGEST_PATTERN = 200;
const LONGEST_VALUE = 1_000;

/** Why a matcher cannot be used, as a word; null when it can. */
export function matcherProblem({ operator, value }: Matcher): 'too_long' | 'too_costly' | 'no_pattern' | null {
  if (operator === '=' || operator === '!=') return value.length > LONGEST_VALUE ? 'too_long' : null;
  if (value.length > LONGEST_PATTERN) return 'too_long';
  if (COSTLY.test(value)) return 'too_costly';
  try {
    new RegExp(value, 'u');
    return null;
  } catch {
    return 'no_pattern';
  }
}

/** Whether all matchers hold for the labels; a label that is not there counts as empty, as in Alertmanager. */
export function covers(matchers: readonly Matcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.length > 0 && matchers.every((matcher) => holds(matcher, labels[matcher.name] ?? ''));
}

function holds({ operator, value }: Matcher, label: string): boolean {
  switch (operator) {
    case '=':
      return label === value;
    case '!=':
      return label !== value;
    case '=~':
      return pattern(value).test(label.slice(0, LONGEST_VALUE));
    case '!~':
      return !pattern(value).test(label.slice(0, LONGEST_VALUE));
  }
}

function pattern(value: string): RegExp {
  return new RegExp(`^(?:${value})$`, 'u');
}
