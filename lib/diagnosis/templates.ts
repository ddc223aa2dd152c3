import { redact } from '#/lib/domain/redact.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { readEvents, type LogEvent } from './log-events.ts';
import type { ReadLine } from './log-lines.ts';
import { createTree } from './template-tree.ts';
import { ANY, wordsOfMessage } from './template-words.ts';

/** A statement that a program logs again and again, with its values masked. Times are unix milliseconds. */
export type Template = {
  /** Its words, `<*>` where values stood: what tells it from others. Holds no secret. */
  pattern: string;
  /** The worst level at which it was logged; null when lines have none. */
  level: LogLine['level'];
  /** Whether it tells of an exception. */
  exception: boolean;
  /** The first frame of the program's own code in its first example, without secrets. */
  frame: string | null;
  /** How often it was told; a stack trace counts once, however many lines it takes. */
  count: number;
  first: number;
  last: number;
  /** `index` of the line that shows it best among those that were mined. */
  example: number;
  /** Further examples, that one included, for marking lines; few. */
  examples: number[];
  instances: string[];
};

const EXAMPLES = 5;
const MOST_INSTANCES = 20;
const LONGEST_PATTERN = 300;
const ranks = { fatal: 5, error: 4, warn: 3, info: 2, debug: 1, trace: 0 } as const satisfies Record<NonNullable<LogLine['level']>, number>;

/** How bad a template is: an error or exception 4 or more, a warning 3, the rest less. */
export function severityOf(template: Pick<Template, 'level' | 'exception'>): number {
  const rank = template.level === null ? 2 : ranks[template.level];
  return template.exception && rank >= ranks.warn ? Math.max(rank, ranks.error) + 0.5 : rank;
}

/** The statements that the lines were printed by, worse and more frequent ones first. Linear in the lines; at most 1,000 templates. */
export function mineTemplates(lines: readonly ReadLine[]): Template[] {
  return mineSets([lines]).flatMap(([template]) => template ?? []);
}

/** Mines several logs as one, so that a statement is the same in each: of each statement its template in each log, null where it is absent. */
export function mineSets(logs: readonly (readonly ReadLine[])[]): (Template | null)[][] {
  const tree = createTree((words) => ({ words, found: logs.map((): Template | null => null) }));
  const clusters = new Set<ReturnType<typeof tree.place>>();
  for (const [index, lines] of logs.entries()) {
    for (const event of readEvents(lines)) {
      const cluster = tree.place(wordsOfEvent(event), event.exception === null ? 'line' : 'exception');
      clusters.add(cluster);
      cluster.found[index] = counted(cluster.found[index] ?? null, event);
    }
  }
  const mined = [...clusters].map(({ words, found }) => {
    const pattern = redact(words.join(' ')).slice(0, LONGEST_PATTERN);
    return found.map((template) => template && { ...template, pattern });
  });
  const weight = (row: (Template | null)[]) => Math.max(...row.map((item) => (item ? severityOf(item) : 0)));
  const total = (row: (Template | null)[]) => row.reduce((sum, item) => sum + (item?.count ?? 0), 0);
  return mined.toSorted((a, b) => weight(b) - weight(a) || total(b) - total(a));
}

/** The message, with the exception that it tells of unless its words are the message's own. */
function wordsOfEvent({ text, exception }: LogEvent): string[] {
  const words = wordsOfMessage(text);
  if (exception === null || text.includes(exception)) return words;
  const colon = exception.indexOf(': ');
  const [type, told] = colon < 0 ? [exception, ''] : [exception.slice(0, colon), exception.slice(colon + 2)];
  return [...words, ...wordsOfMessage(told !== '' && !text.includes(told) ? exception : type)];
}

function counted(template: Template | null, event: LogEvent): Template {
  if (!template)
    return {
      pattern: ANY,
      level: event.level,
      exception: event.exception !== null,
      frame: event.frame && redact(event.frame).slice(0, LONGEST_PATTERN),
      count: 1,
      first: event.at,
      last: event.at,
      example: event.index,
      examples: [event.index],
      instances: [event.instance],
    };
  template.count += 1;
  template.first = Math.min(template.first, event.at);
  template.last = Math.max(template.last, event.at);
  template.frame ??= event.frame && redact(event.frame).slice(0, LONGEST_PATTERN);
  if (event.level !== null && (template.level === null || ranks[event.level] > ranks[template.level])) template.level = event.level;
  if (template.examples.length < EXAMPLES) template.examples.push(event.index);
  if (template.instances.length < MOST_INSTANCES && !template.instances.includes(event.instance)) template.instances.push(event.instance);
  return template;
}
