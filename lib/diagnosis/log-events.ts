import type { LogLine } from '#/lib/domain/telemetry.ts';
import { isForeignFrame, isFrame, isTraceback, type ReadLine } from './log-lines.ts';

/** What a program told at one moment: one line of it, or an exception with its stack trace over several. */
export type LogEvent = {
  /** Of the line that tells most: the exception's own, else the first. */
  index: number;
  at: number;
  instance: string;
  level: LogLine['level'];
  /** The program's own words, one row. */
  text: string;
  /** `Type: message` of the exception it tells of; null when it tells of none. */
  exception: string | null;
  /** The innermost frame of the program's own code; null when no trace was printed. */
  frame: string | null;
};

/** Longer rows are not read to the end, and of a trace no more rows than these. */
const LONGEST = 1_000;
const ROWS = 60;

const THROWN =
  /(?:^|[\s:;([|—-])(?:Uncaught |Unhandled |Caused by: |Exception in thread "[^"]{1,80}" )?((?:[A-Za-z_$][\w$]*[.:\\]{1,2}){0,8}[A-Z][\w$]{0,80}(?:Error|Exception|Panic|Failure|Fault|Timeout|Interrupt)(?![\w$])|[a-z_]{1,60}(?:\.[a-z_]{1,60}){1,6}\.[A-Z]\w{2,60}(?<!Warning)(?=:)|Error(?=:)|Exception(?=:))(?:\s\[[A-Z_0-9]+\])?(:\s.{0,600})?/;
const PANIC = /^(?:panic: |fatal error: |thread '[^']{0,80}' (?:\(\d+\) )?panicked at )/;
const CONTINUED =
  /^(?:\s+\S|Caused by: |\.\.\. \d+ more|During handling of the above|The above exception was|goroutine \d+ \[|stack backtrace:|\s*$)/;

/** A function of a Go trace stands on the row above its place. */
const CALL = /^[\w./-]{1,200}(?:\.\(\*?\w{1,80}\))?\.[\w.]{1,120}\(.*\)$/;

/** Joins the lines of each stack trace to the event they belong to; other lines are events of their own. Linear in the lines. */
export function readEvents(lines: readonly ReadLine[]): LogEvent[] {
  const events: LogEvent[] = [];
  const open = new Map<string, { event: LogEvent; rows: string[]; traceback: boolean }>();
  for (const line of lines) {
    const rows = line.text.split('\n', ROWS).map((row) => row.slice(0, LONGEST));
    const before = open.get(line.instance);
    if (before && rows.length === 1 && belongsTo(before, line.text)) {
      if (before.rows.length < ROWS) before.rows.push(line.text.slice(0, LONGEST));
      // The last row of a traceback that Python prints is the exception itself.
      if (before.traceback && !CONTINUED.test(line.text) && !isFrame(line.text)) {
        before.traceback = false;
        before.event.index = line.index;
      }
      if (isTraceback(line.text)) before.traceback = true;
      continue;
    }
    if (before) finish(before);
    const event: LogEvent = {
      index: line.index,
      at: line.at,
      instance: line.instance,
      level: line.level,
      text: rows[0] ?? '',
      exception: null,
      frame: null,
    };
    events.push(event);
    open.set(line.instance, { event, rows, traceback: isTraceback(line.text) });
  }
  for (const item of open.values()) finish(item);
  return events;
}

function belongsTo(before: { rows: string[]; traceback: boolean }, text: string): boolean {
  if (before.traceback || isFrame(text) || isTraceback(text)) return true;
  const inTrace = before.rows.some((row) => isFrame(row) || row.startsWith('goroutine '));
  if (inTrace && CALL.test(text)) return true;
  return CONTINUED.test(text) && (inTrace || PANIC.test(before.rows[0] ?? '') || /^\s+\S|^Caused by: /.test(text));
}

function finish({ event, rows }: { event: LogEvent; rows: string[] }): void {
  const frames = rows.filter(isFrame);
  const trace = frames.length > 0 || rows.some(isTraceback);
  // The deepest frame comes first but in a traceback as Python prints it.
  const own = (rows.some(isTraceback) ? frames.toReversed() : frames).find((row) => !isForeignFrame(row));
  event.frame = own?.trim() ?? null;
  event.exception = thrownIn(rows);
  if (isTraceback(event.text)) event.text = event.exception ?? event.text;
  const thrown = event.exception !== null && (trace || event.text.startsWith(event.exception));
  event.level ??= levelOf(event.text) ?? (thrown ? 'error' : null);
}

/** The exception of a trace; of a message without one, what it calls an error by its type. */
function thrownIn(rows: readonly string[]): string | null {
  const told = rows.filter((row) => !isFrame(row) && !isTraceback(row));
  const wanted = rows.some(isTraceback) ? told.toReversed() : told;
  for (const row of wanted) {
    if (PANIC.test(row)) return row.trim();
    const match = THROWN.exec(row);
    if (match?.[1]) return `${match[1]}${match[2] ?? ''}`.trim();
  }
  return null;
}

const LEVELS = [
  ['fatal', /\b(?:FATAL|CRITICAL|PANIC|EMERG)\b|^panic: |^fatal error: /],
  ['error', /\b(?:ERROR|SEVERE|ERR)\b|^(?:error|Error)\b[:\s]|^E\d{4} \d\d:|level=err/],
  ['warn', /\b(?:WARN|WARNING)\b|\b[A-Z]\w{1,40}Warning: |^W\d{4} \d\d:|level=warn/],
  ['info', /\b(?:INFO|NOTICE)\b|^I\d{4} \d\d:|level=info/],
  ['debug', /\b(?:DEBUG|TRACE)\b|level=debug/],
] as const satisfies readonly (readonly [LogLine['level'], RegExp])[];

/** Whether a line is told in passing: the program itself judges it to be no trouble. A line without a level is not. */
export function isQuiet({ level, text }: Pick<ReadLine, 'level' | 'text'>): boolean {
  const said = level ?? levelOf(text);
  return said === 'info' || said === 'debug' || said === 'trace';
}

/** Whether a line only warns. */
export function isWarning({ level, text }: Pick<ReadLine, 'level' | 'text'>): boolean {
  return (level ?? levelOf(text)) === 'warn';
}

function levelOf(text: string): LogLine['level'] {
  const head = text.slice(0, 120);
  return LEVELS.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}
