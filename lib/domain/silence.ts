import type { Matcher } from './alert.ts';

const LONGEST_PATTERN = 200;
const LONGEST_VALUE = 1_000;
/** A pattern takes at most the length of a text to the power of its repetitions: three over so many characters are quick. */
const MOST_REPETITIONS = 3;
const LONGEST_MATCHED = 300;

/** Why a matcher cannot be used, as a word; null when it can. */
export function matcherProblem({ operator, value }: Matcher): 'too_long' | 'too_costly' | 'no_pattern' | null {
  if (operator === '=' || operator === '!=') return value.length > LONGEST_VALUE ? 'too_long' : null;
  if (value.length > LONGEST_PATTERN) return 'too_long';
  if (isCostly(value)) return 'too_costly';
  try {
    new RegExp(value, 'u');
    return null;
  } catch {
    return 'no_pattern';
  }
}

/** Whether matching could take long: many repetitions, a repeated group that holds one or a choice, a look-around, a back reference. */
function isCostly(pattern: string): boolean {
  if (/\(\?[=!<]|\\[1-9k]/.test(pattern)) return true;
  const bare = pattern
    .replaceAll(/\\./g, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll('(?:', '(');
  if ((bare.match(/[*+?]|\{\d/g) ?? []).length > MOST_REPETITIONS) return true;
  return hasRepeatedBranches(bare);
}

/** Whether a group that is repeated holds a repetition or a choice, at any depth. */
function hasRepeatedBranches(bare: string): boolean {
  const branching: boolean[] = [];
  for (const [index, sign] of [...bare].entries()) {
    if (sign === '(') branching.push(false);
    else if (sign === ')') {
      const held = branching.pop() ?? false;
      const repeated = /[*+?{]/.test(bare[index + 1] ?? '');
      if (held && repeated) return true;
      if (held || repeated) markLast(branching);
    } else if (/[*+?{|]/.test(sign)) markLast(branching);
  }
  return false;
}

function markLast(open: boolean[]): void {
  if (open.length > 0) open[open.length - 1] = true;
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
      return pattern(value).test(label.slice(0, LONGEST_MATCHED));
    case '!~':
      return !pattern(value).test(label.slice(0, LONGEST_MATCHED));
  }
}

function pattern(value: string): RegExp {
  return new RegExp(`^(?:${value})$`, 'u');
}

/** Matchers as a person reads them, e.g. `service=shop, pod=~web-.*`. */
export function matcherWords(matchers: readonly Matcher[]): string {
  return matchers.map(({ name, operator, value }) => `${name}${operator}${value}`).join(', ');
}
