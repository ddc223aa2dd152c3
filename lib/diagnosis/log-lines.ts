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

const MESSAGES = ['msg', 'message', 'error', 'err', 'exception', 'reason', 'cause', 'detail', 'stack', 'stacktrace', 'stack_trace'];

function wordsOf(line: string): string {
  const start = line.indexOf('{');
  if (start < 0 || start > 80) return line;
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
  return MESSAGES.flatMap((name) => collect(record.get(name), depth + 1));
}

const TRACEBACK = /^\s*Traceback \(/;
const FRAME = /^\s*(?:at .+|File ".+", line \d+.*|from .+:\d+.*|\S+\.go:\d+.*|\.{3} \d+ more|\^+|~+)\s*$/;
const EXCEPTION =
  /^(?:\S+\s+)?(?:Uncaught |Unhandled |panic: |fatal error: |Exception in thread ".*" |Caused by: |FATAL|fatal:?|error:?|Error: |Exception: |thread '.*' panicked)|\b[A-Z]\w*(?:Error|Exception|Panic|Failure)\b/;
const FOREIGN =
  /node_modules|node:internal|\(node:|\binternal\/|site-packages|\/usr\/lib|\/usr\/local\/lib|dist-packages|\bjava\.|\bjdk\.|\bsun\.|org\.springframework|\/gems\/|\/go\/pkg\/|runtime\/|<anonymous>|<frozen /;

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
