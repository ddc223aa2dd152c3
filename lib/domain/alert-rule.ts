import type { ruleComparisons } from './words.ts';

/** How a signal is held against a rule's threshold; `times_baseline`: against so many times its own usual value. */
export type RuleComparison = (typeof ruleComparisons)[number];

/** `pending`: it holds, but not for long enough yet. No data is a state of its own, never zero. */
export type RuleState = 'ok' | 'pending' | 'firing' | 'no_data';
