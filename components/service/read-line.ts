import { isRecord, jsonOf } from '#/components/data/json-shape.ts';

/** A printed line as it is read by people: what it says, and the fields that came along. */
export type ReadLine = { text: string; fields: [name: string, value: string][] };

/** Said in the text, shown beside it, or the same on every line. */
const spokenFor = new Set('msg message err error level time timestamp ts pid hostname name service v version instance'.split(' '));
/** Needed to find the trace, not to read the line: they go last. */
const idNames = /(^|[._])(trace|span|request|parent)[._]?id$/i;

/** Takes a structured (JSON) line apart into its message with its error, and its own fields; any other line is its own text. */
export function readLine(line: string): ReadLine {
  const record = line.startsWith('{') ? jsonOf(line) : undefined;
  const text = isRecord(record) ? saidBy(record) : '';
  if (!isRecord(record) || text === '') return { text: line, fields: [] };
  const fields = Object.entries(record)
    .filter(([name, value]) => !spokenFor.has(name) && value !== null)
    .map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)])
    .sort(([a], [b]) => Number(idNames.test(a)) - Number(idNames.test(b)));
  return { text, fields };
}

/** The message and the words of the error, once where the one repeats the other. */
function saidBy(record: Record<string, unknown>): string {
  const message = textOf(record.msg) || textOf(record.message);
  const error = errorText(record.err ?? record.error);
  const repeated = message !== '' && message.includes(error.replace(/^\w+: /, ''));
  return repeated ? message : [message, error].filter((part) => part !== '').join(' — ');
}

/** The words of an error object as loggers write it: `TypeError: x is null`. */
function errorText(error: unknown): string {
  if (!isRecord(error)) return textOf(error);
  const [kind, words] = [textOf(error.type) || textOf(error.name), textOf(error.message)];
  return kind && words ? `${kind}: ${words}` : kind || words;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
