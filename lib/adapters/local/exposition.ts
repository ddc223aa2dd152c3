/** One line of the Prometheus text format. The timestamp, in unix ms, is null when none was given. */
export type ExposedSample = { name: string; labels: Record<string, string>; value: number; timestamp: number | null };
export type ExposedType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';
export type Exposition = { samples: ExposedSample[]; types: Map<string, ExposedType> };

/** A line that breaks the format, with its number (from 1). */
export class ExpositionError extends Error {
  override name = 'ExpositionError';
}

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const BLANK = /[ \t]*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|0x[0-9a-f]+)$/i;
const TYPES = new Set<string>(['counter', 'gauge', 'histogram', 'summary', 'untyped'] satisfies ExposedType[]);

/** Go's spelling of numbers, which the format is written in. */
function parseNumber(text: string): number | null {
  const lower = text.toLowerCase();
  if (lower === 'nan') return Number.NaN;
  const infinite = /^([+-]?)inf(?:inity)?$/.exec(lower);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return NUMBER.test(text) ? Number(text) : null;
}

/** Walks over one line; every reading step either moves on or refuses. */
function createCursor(line: string, refuse: (problem: string) => ExpositionError) {
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(line)?.[0];
    if (found === undefined) return null;
    at += found.length;
    return found;
  };
  return {
    match,
    blanks: () => void match(BLANK),
    take(character: string): boolean {
      if (line[at] !== character) return false;
      at += 1;
      return true;
    },
    rest: () => line.slice(at),
    /** A value in double quotes with the escapes \\\\, \\" and \\n. */
    quoted(): string {
      if (line[at] !== '"') throw refuse('a label value must stand in double quotes');
      let text = '';
      for (at += 1; at < line.length; at += 1) {
        const character = line[at];
        if (character === '"') {
          at += 1;
          return text;
        }
        if (character !== '\\') {
          text += character;
          continue;
        }
        at += 1;
        const escaped = line[at];
        if (escaped === 'n') text += '\n';
        else if (escaped === '\\' || escaped === '"') text += escaped;
        else throw refuse(`unknown escape "\\${escaped ?? ''}"`);
      }
      throw refuse('a label value does not end');
    },
  };
}

function parseSample(line: string, refuse: (problem: string) => ExpositionError): ExposedSample {
  const cursor = createCursor(line, refuse);
  const name = cursor.match(METRIC_NAME);
  if (!name) throw refuse('a metric name was expected');
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  cursor.blanks();
  if (cursor.take('{')) {
    cursor.blanks();
    while (!cursor.take('}')) {
      const label = cursor.match(LABEL_NAME);
      if (!label) throw refuse('a label name was expected');
      cursor.blanks();
      if (!cursor.take('=')) throw refuse(`"=" was expected after label ${label}`);
      cursor.blanks();
      labels[label] = cursor.quoted();
      cursor.blanks();
      if (cursor.take(',')) cursor.blanks();
      else if (!cursor.rest().startsWith('}')) throw refuse('"," or "}" was expected after a label');
    }
  }
  const [text = '', timestamp, ...more] = cursor
    .rest()
    .trim()
    .split(/[ \t]+/);
  const value = parseNumber(text);
  if (value === null) throw refuse(`"${text.slice(0, 40)}" is not a number`);
  if (more.length > 0 || (timestamp !== undefined && !/^-?\d+$/.test(timestamp)))
    throw refuse('only a timestamp in milliseconds may follow the value');
  return { name, labels, value, timestamp: timestamp === undefined ? null : Number(timestamp) };
}

/** Parses the Prometheus text exposition format 0.0.4. Throws ExpositionError at the first broken line. */
export function parseExposition(text: string): Exposition {
  const samples: ExposedSample[] = [];
  const types = new Map<string, ExposedType>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const refuse = (problem: string) => new ExpositionError(`line ${index + 1}: ${problem}`);
    if (!line.startsWith('#')) {
      samples.push(parseSample(line, refuse));
      continue;
    }
    const declared = /^#[ \t]+TYPE[ \t]+(\S+)[ \t]+(\S+)$/.exec(line);
    if (!declared?.[1] || !declared[2]) continue;
    if (!TYPES.has(declared[2])) throw refuse(`"${declared[2]}" is not a metric type`);
    types.set(declared[1], declared[2] as ExposedType);
  }
  return { samples, types };
}
