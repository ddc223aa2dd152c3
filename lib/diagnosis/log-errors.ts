import { redact } from '#/lib/domain/redact.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { Window } from '#/lib/ports.ts';
import { blockFrom, readLines, type ReadLine } from './log-lines.ts';
import type { LogFacts, Observations, Observed } from './observations.ts';
import { periodsOf } from './periods.ts';
import { newTemplates } from './template-changes.ts';
import { mineTemplates, severityOf, type Template } from './templates.ts';

/** An error that a log tells of while a service fails, held against the log of as long before. */
export type LoggedError = {
  template: Template;
  /** `unknown`: there is no log from before to hold it against. */
  kind: 'new' | 'grown' | 'old' | 'unknown';
  countBefore: number;
  /** Its first example in the program's own words, without secrets. */
  said: string;
  /** The lines of its examples with what follows them, stack traces included: for names in them. */
  text: string;
  log: Observed<LogFacts>;
  before: Observed<LogFacts> | null;
};

const ERROR = 4;
const LONGEST_SAID = 200;

/** The errors in the log of one service, the subject when none is named; new ones before grown and old ones, then the most frequent first. */
export function loggedErrors(observations: Observations, service = serviceKey(observations.service)): LoggedError[] {
  const of = (role: LogFacts['role']) =>
    observations.logs.find(({ value }) => value.service === service && value.role === role && value.lines.length > 0) ?? null;
  const log = of('failing');
  if (!log) return [];
  const before = of('previous');
  const lines = readLines(log.value.lines);
  const found = (template: Template, kind: LoggedError['kind'], countBefore: number): LoggedError => ({
    template,
    kind,
    countBefore,
    said: redact((lines[template.example]?.text.split('\n')[0] ?? template.pattern).trim()).slice(0, LONGEST_SAID),
    text: template.examples.map((index) => blockFrom(lines, index, 30)).join('\n'),
    log,
    before,
  });
  const errors = mineTemplates(lines).filter((template) => severityOf(template) >= ERROR);
  if (!before) return errors.map((template) => found(template, 'unknown', 0));
  const periods = periodsOf(observations);
  const windows = {
    before: covered(before.value, periods.before ?? periods.failing),
    after: covered(log.value, periods.failing),
  };
  const earlier = readLines(before.value.lines);
  const changed = newTemplates(earlier, lines, windows).filter((item) => severityOf(item.template) >= ERROR);
  const fresh = changed.map((item) => found(item.template, item.kind, item.before.count));
  const shown = new Set(changed.map((item) => item.template.example));
  const old = errors.filter((template) => !shown.has(template.example));
  return [...fresh.toSorted((a, b) => order(a) - order(b)), ...old.map((template) => found(template, 'old', countIn(earlier, template)))];
}

function order({ kind, template }: LoggedError): number {
  return (kind === 'new' ? 0 : 1_000_000) - template.count;
}

function countIn(lines: readonly ReadLine[], template: Template): number {
  return mineTemplates(lines).find((item) => item.pattern === template.pattern)?.count ?? 1;
}

/** Of a log that was cut only the time since its first line was read. */
function covered({ lines, truncated }: LogFacts, window: Window): Window {
  const first = lines[0];
  return truncated && first ? { start: Math.min(Date.parse(first.at), window.end - 1), end: window.end } : window;
}
