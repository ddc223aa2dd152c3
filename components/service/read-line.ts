/** A printed line as it is read by people: what it says, and the fields that came along. */
export type ReadLine = { text: string; fields: [name: string, value: string][] };

const messageNames = ['msg', 'message'];
/** Shown elsewhere in the row, or the same on every line. */
const knownNames = new Set(['level', 'time', 'timestamp', 'pid', 'hostname', 'name', 'service', 'v', 'version', 'instance']);

/** Needed to find the trace, not to read the line: they go last. */
const idNames = /(^|[._])(trace|span|request|parent)[._]?id$/i;

/** Takes a structured (JSON) line apart; any other line is its own text. */
export function readLine(line: string): ReadLine {
  const record = parse(line);
  const messageName = messageNames.find((name) => typeof record?.[name] === 'string');
  if (!record || messageName === undefined) return { text: line, fields: [] };
  const fields = Object.entries(record)
    .filter(([name]) => name !== messageName && !knownNames.has(name))
    .map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)])
    .sort(([a], [b]) => Number(idNames.test(a)) - Number(idNames.test(b)));
  return { text: String(record[messageName]), fields };
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
