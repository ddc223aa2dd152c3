import { redact } from '#/lib/domain/redact.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';

/** A captured line with the words that a person would read in it: of JSON lines, the message and the error. */
export type ReadLine = { index: number; at: number; instance: string; level: LogLine['level']; text: string };

/** Reads lines in the order they are given, which is oldest first. */
export function readLines(lines: readonly LogLine[]): ReadLine[] {
  return lines.map((line, index) => ({
    index,
    at: Date.parse(line.at),
    instance: line.instance,
    level: line.level,
    text: wordsOf(line.line),
  }));
}

/** The line and those that the same instance printed right after it: a stack trace, a list of problems. */
export function blockFrom(lines: readonly ReadLine[], start: number, size = 8): string {
  const first = lines[start];
  const block: string[] = [];
  for (let index = start; first && index < lines.length && block.length < size; index += 1) {
    const line = lines[index];
    if (line?.instance === first.instance) block.push(line.text);
  }
  return block.join('\n');
}

/** Longer lines of `key=value` are not read to the end. */
const LONGEST_PAIRS = 8_000;
const MESSAGES =
  'msg message @message @m error err exception exc_info reason cause detail error.message exception.message @x stack stacktrace stack_trace error.stack_trace exception.stacktrace'.split(
    ' ',
  );
const TYPES = ['type', 'name', 'class', 'error.type', 'exception.type'];
const LOGFMT = /(?:^|\s)(?:msg|message)=("(?:[^"\\]|\\.){0,4000}"|\S{1,4000})/;
const LOGFMT_ERROR = /(?:^|\s)(?:err|error)=("(?:[^"\\]|\\.){0,4000}"|\S{1,4000})/;

function wordsOf(line: string): string {
  const start = line.indexOf('{');
  if (start < 0 || start > 80) return wordsOfPairs(line);
  try {
    const parsed: unknown = JSON.parse(line.slice(start));
    const words = [...new Set(collect(parsed, 0))].join('\n');
    return words || line;
  } catch {
    return line;
  }
}

/** Messages of a structured line, those nested in errors and their causes included. */
function collect(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  const record = new Map(Object.entries(value));
  const words = MESSAGES.flatMap((name) => collect(record.get(name), depth + 1));
  return [...words, ...typed(record, depth)];
}

/** "TypeError: x is not a function" of an error that is written as an object, unless its stack begins so. */
function typed(record: Map<string, unknown>, depth: number): string[] {
  const type = TYPES.map((name) => record.get(name)).find((item) => typeof item === 'string' && /^[\w.$:\\]{3,120}$/.test(item));
  const told = record.get('message') ?? record.get('error.message') ?? record.get('exception.message') ?? record.get('msg');
  const error = record.has('error.type') || record.has('exception.type') || depth > 0;
  return error && typeof type === 'string' && typeof told === 'string' ? [`${type}: ${told}`] : [];
}

/** Of `level=error msg="cannot charge" err="card refused"` the message and the error. */
function wordsOfPairs(line: string): string {
  const message = LOGFMT.exec(line.slice(0, LONGEST_PAIRS))?.[1];
  if (message === undefined || !/\b(?:level|lvl|severity|time|ts)=/.test(line.slice(0, 200))) return line;
  const error = LOGFMT_ERROR.exec(line.slice(0, LONGEST_PAIRS))?.[1];
  return [message, ...(error ? [error] : [])].map(unquoted).join('\n');
}

function unquoted(text: string): string {
  return text.startsWith('"')
    ? text
        .slice(1, -1)
        .replaceAll(/\\(["\\])/g, '$1')
        .replaceAll('\\n', '\n')
    : text;
}

const TRACEBACK = /^\s*Traceback \(/;
const FRAME = /^\s*(?:at .+|File ".+", line \d+.*|from .+:\d+.*|\S+\.go:\d+.*|\.{3} \d+ more|\^+|~+)\s*$/;
const EXCEPTION =
  /^(?:\S+\s+)?(?:Uncaught |Unhandled |panic: |fatal error: |Exception in thread ".*" |Caused by: |FATAL|fatal:?|error:?|Error: |Exception: |thread '.*' panicked)|\b[A-Z]\w*(?:Error|Exception|Panic|Failure)\b/;
const FOREIGN =
  /node_modules|node:internal|\(node:|\binternal\/|site-packages|\/usr\/lib|\/usr\/local\/lib|dist-packages|\bjava\.|\bjdk\.|\bsun\.|org\.springframework|\/gems\/|\/go\/pkg\/|runtime\/|<anonymous>|<frozen /;

/** A row of a stack trace that names a place in code. */
export function isFrame(row: string): boolean {
  return FRAME.test(row.slice(0, 500));
}

/** A place in a library or the runtime, not in the program's own code. */
export function isForeignFrame(row: string): boolean {
  return FOREIGN.test(row.slice(0, 500));
}

/** The heading of a trace whose exception comes last, as Python prints it. */
export function isTraceback(row: string): boolean {
  return TRACEBACK.test(row);
}

/** The last exception of a log and the first frame of the program's own code in it, without secrets; null when none is there. */
export function lastException(lines: readonly ReadLine[]): { index: number; text: string; frame: string | null } | null {
  const found = lines.findLast(
    (line) => line.level === 'fatal' || (EXCEPTION.test(line.text) && !FRAME.test(line.text) && !TRACEBACK.test(line.text)),
  );
  if (!found) return null;
  const rows = blockFrom(lines, lines.indexOf(found), 30).split('\n');
  const text = rows.find((row) => row.trim() !== '' && !FRAME.test(row)) ?? found.text;
  const after = rows.find((row) => FRAME.test(row) && !FOREIGN.test(row));
  const frame = after ?? framesBefore(lines, found).findLast((row) => !FOREIGN.test(row));
  return { index: found.index, text: redact(text.trim()).slice(0, 300), frame: frame ? redact(frame.trim()).slice(0, 300) : null };
}

/** Frames of a traceback that ends with the exception, the deepest last, as Python prints it. */
function framesBefore(lines: readonly ReadLine[], found: ReadLine): string[] {
  const own = lines.filter((line) => line.instance === found.instance && line.index < found.index).slice(-60);
  const start = own.findLastIndex((line) => TRACEBACK.test(line.text));
  return start < 0 ? [] : own.slice(start).flatMap((line) => (FRAME.test(line.text) ? [line.text] : []));
}
