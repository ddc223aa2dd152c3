import { AppError } from '#/lib/domain/errors.ts';

const MAX_DEPTH = 40;

const malformed = (reason: string) => new AppError('malformed_json', `The body is not acceptable JSON: ${reason}.`);

/**
 * JSON.parse, strict about what it leaves to chance: a name given twice, `__proto__` as a name,
 * nesting beyond 40 levels, numbers beyond double precision, and text that no database can store
 * (NUL, lone surrogates). Each is an AppError `malformed_json` that says which.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON.', { cause });
  }
  inspect(text);
  return value;
}

/** Refuses text that PostgreSQL cannot keep. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Walks text that is known to be valid JSON; what parsing has already merged can only be seen here. */
function inspect(text: string): void {
  const names: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|-?\d[\d.eE+-]*/g;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') {
      if (names.push(found === '{' ? new Set() : null) > MAX_DEPTH) throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
    } else if (found === '}' || found === ']') names.pop();
    else if (found.startsWith('"')) inspectString(found, names.at(-1), /^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 64)));
    else if (!Number.isFinite(Number(found))) throw malformed('a number is out of range');
  }
}

function inspectString(raw: string, names: Set<string> | null | undefined, isName: boolean): void {
  const value = raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
  if (!isStorable(value)) throw malformed('a string holds a NUL or a lone surrogate');
  if (!isName || !names) return;
  if (value === '__proto__') throw malformed('"__proto__" is not a name that is accepted');
  if (names.has(value)) throw malformed(`the name "${value.slice(0, 100)}" is given twice`);
  names.add(value);
}
