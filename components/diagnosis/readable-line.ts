/** What every line of a service repeats, or the page shows beside it. */
const COMMON = new Set([
  'level',
  'time',
  'timestamp',
  'ts',
  'pid',
  'hostname',
  'name',
  'service',
  'version',
  'msg',
  'message',
  'err',
  'error',
  'trace_id',
  'span_id',
]);
const MOST_FIELDS = 6;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The words of an error object as loggers write it: `TypeError: x is null`. */
function errorText(error: unknown): string {
  if (!isRecord(error)) return text(error);
  const [kind, words] = [text(error.type) || text(error.name), text(error.message)];
  return kind && words ? `${kind}: ${words}` : kind || words;
}

/** An error's words without its type, which a message that repeats the error leaves out. */
function wordsOf(error: string): string {
  return error.replace(/^\w+: /, '');
}

/** A structured log line (JSON) as a sentence with its own fields behind it; any other line as it is. */
export function readableLine(line: string): string {
  if (!line.startsWith('{')) return line;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return line;
  }
  if (!isRecord(parsed)) return line;
  const message = text(parsed.msg) || text(parsed.message);
  const error = errorText(parsed.err ?? parsed.error);
  const said = message !== '' && message.includes(wordsOf(error)) ? message : [message, error].filter((part) => part !== '').join(' — ');
  if (said === '') return line;
  const fields = Object.entries(parsed)
    .filter(([name, value]) => !COMMON.has(name) && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'))
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => `${name}=${String(value)}`);
  return [said, ...fields].join('  ');
}
