import { unreachable, unresolvable } from './log-connections.ts';
import { blockFrom, lastException, type ReadLine } from './log-lines.ts';
import { portConflict } from './log-ports.ts';
import { missingSetting, narrow, type MissingSetting } from './missing-setting.ts';

/** A line that fits a signature, what was read in it, and when the same words came first (unix ms). */
export type Hit<T> = { line: ReadLine; value: T; since: number };

type Matcher<T> = (text: string, block: string, before: string) => T | null;

/** Longer lines are not read to the end; the patterns' cost grows with the length. */
const LONGEST = 2_000;
const NAME = String.raw`["'\x60]?([A-Za-z_][A-Za-z0-9_.]{1,126})["'\x60]?`;
const INVALID: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:invalid|illegal|bad|malformed|unsupported|unrecognized|unparsable)\s+(?:value|setting|format|type|url|uri|number|integer|boolean|json|yaml|duration|port)?\s*(?:of|for|in)\s+(?:the\s+)?(?:environment\s+|env\s+|config(?:uration)?\s+)?(?:variable|var|setting|key|property|option|parameter)?\s*${NAME}`,
    'i',
  ),
  new RegExp(
    String.raw`(?:cannot|could not|can't|failed to|unable to)\s+(?:parse|read|convert|decode|bind|interpret)\s+(?:the\s+)?(?:value\s+(?:of|for)\s+)?(?:environment\s+|env\s+|config(?:uration)?\s+)?(?:variable|var|setting|key|property|option)?\s*${NAME}`,
    'i',
  ),
  new RegExp(
    String.raw`${NAME}[:\s]+(?:must|should|has to|needs to)\s+be\s+(?:an?|one of|between|at least|at most|greater|less|valid|positive|in the form|of type|either|true or false|numeric)\b`,
    'i',
  ),
  new RegExp(
    String.raw`${NAME}\s*[:=]?\s+(?:is not|isn't|is no)\s+(?:an?\s+)?(?:valid|legal|supported|integer|number|numeric|boolean|url|uri|port|duration)\b`,
    'i',
  ),
  new RegExp(
    String.raw`${NAME}\s*:\s*(?:invalid (?!input: expected \w+, received undefined)(?:input|url|uuid|enum|option|value|string|number|format|duration|port)|expected \w+, received (?!undefined)|not a valid)`,
    'i',
  ),
  new RegExp(String.raw`\binvalid\s+${NAME}\s*(?::|=|"|\()`, 'i'),
  new RegExp(String.raw`envconfig\.Process: assigning ${NAME}`),
  new RegExp(String.raw`\b(?:parsing|decoding|converting)\s+${NAME}:`, 'i'),
  new RegExp(String.raw`Failed to bind properties under ${NAME} to`),
  new RegExp(String.raw`config property ${NAME} with the config value`),
  new RegExp(String.raw`invalid (?:type|value): .{1,120} for key ${NAME}`),
  new RegExp(String.raw`${NAME}(?:="[^"\n]{0,80}")? (?:is not|isn't) one of\b`),
  new RegExp(String.raw`(?:variable|setting|property) ${NAME} (?:is )?invalid\b`, 'i'),
];
/** The same over several lines: zod's issues and pydantic's settings. */
const INVALID_BLOCKS: readonly RegExp[] = [
  new RegExp(
    String.raw`"?path"?:\s*\[\s*${NAME}\s*\][\s\S]{0,40}"?message"?:\s*["'\x60](?!Required|Invalid input: expected \w+, received undefined)(?:Invalid|Expected|Too|String|Number)`,
  ),
  new RegExp(String.raw`Invalid (?!input: expected \w+, received undefined)[^\n]*\n\s*→ at ${NAME}`),
  new RegExp(String.raw`validation errors? for \w*(?:Settings|Config|Env)\w*\s+${NAME}\s+(?:Input should|Value error|Invalid)`, 'i'),
];
const SETTING_NAME = /^(?:[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z]{2,}[0-9A-Z]*|[a-z]+(?:[._][a-z0-9_]+)+)$/;

/** The setting whose value the line calls unusable. */
function invalidSetting(text: string, block: string): { name: string } | null {
  const [row, rows] = [narrow(text, LONGEST), narrow(block, 2 * LONGEST)];
  const names = [...INVALID.map((pattern) => pattern.exec(row)?.[1]), ...INVALID_BLOCKS.map((pattern) => pattern.exec(rows)?.[1])];
  const name = names.find((candidate) => candidate !== undefined && SETTING_NAME.test(candidate));
  return name === undefined ? null : { name };
}

const HEAP =
  /heap out of memory|(?<![A-Za-z])(?:OutOfMemory(?:Error|Exception)|(?:No|_Array)?MemoryError)\b|fatal error: (?:runtime: )?out of memory|std::bad_alloc|Cannot allocate memory|Allowed memory size of \d+ bytes exhausted|memory allocation of \d+ bytes failed/;

function heapExhausted(text: string): { text: string } | null {
  return HEAP.test(text) ? { text } : null;
}

const COMMAND =
  /(?:exec:? "?|sh: \d*:? ?|: line \d+: |env: '?)([^\s:"']+)'?"?:? (?:command not found|not found|No such file or directory|Permission denied|executable file not found in \$PATH)|executable file not found in \$PATH|exec format error|spawn (\S+) (?:ENOENT|EACCES)/i;

function commandNotFound(text: string): { command: string | null } | null {
  const match = COMMAND.exec(text.slice(0, LONGEST));
  return match ? { command: match[1] ?? match[2] ?? null } : null;
}

/** What a line can say about a cause, the most telling first. */
export const signatures = {
  missingSetting: (text, block, before): MissingSetting | null => missingSetting(text, block, before),
  invalidSetting,
  portConflict,
  commandNotFound,
  heapExhausted,
  unresolvable,
  unreachable,
} satisfies Record<string, Matcher<unknown>>;

/** The last line that fits: what a program said nearest to its end. */
export function lastHit<T>(lines: readonly ReadLine[], match: Matcher<T>): Hit<T> | null {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (!line) continue;
    const value = match(line.text, blockFrom(lines, index), lines[index - 1]?.text ?? '');
    if (value) return { line, value, since: lines.find((item) => item.text === line.text)?.at ?? line.at };
  }
  return null;
}

/** Whether the program told after this line, in an exception, of what kept it from its work otherwise: then that ended it. */
export function overtaken(lines: readonly ReadLine[], hit: Hit<unknown>): boolean {
  const after = lines.filter((line) => line.index > hit.line.index && line.instance === hit.line.instance);
  const exception = lastException(after);
  const text = after.find((line) => line.index === exception?.index)?.text;
  return text !== undefined && [portConflict, heapExhausted, unresolvable, unreachable].some((match) => match(text) !== null);
}

/** Indexes of the lines that explain most, the best first; the last exception when none fits a signature. */
export function tellingLines(lines: readonly ReadLine[]): number[] {
  const hits = Object.values(signatures).flatMap((match) => lastHit<unknown>(lines, match)?.line.index ?? []);
  if (hits.length > 0) return [...new Set(hits)].slice(0, 3);
  const exception = lastException(lines);
  return exception ? [exception.index] : [];
}

/** Whether a line fits a signature: then a detector of its own explains it better than as an exception like any other. */
export function explained(text: string): boolean {
  const first = text.split('\n')[0] ?? '';
  return Object.values(signatures).some((match) => match(first, text, '') !== null);
}
