import { parseAllDocuments } from 'yaml';
import { AppError, type FieldError } from '#/lib/domain/errors.ts';
import { catalogueEntrySchema, type CatalogueEntry } from './catalogue.ts';

/** Aliases may repeat so much; a file that asks for more is an attack or a mistake. */
const MAX_ALIASES = 100;

/**
 * Reads a catalogue from YAML (1.2; JSON is YAML, too): each document is one service or has a list
 * `services`. AppError `invalid_input` names the document, the path in it and what is expected.
 */
export function readCatalogue(text: string): { services: CatalogueEntry[] } {
  const errors: FieldError[] = [];
  const services: CatalogueEntry[] = [];
  const take = (value: unknown, place: string) => {
    const parsed = catalogueEntrySchema.safeParse(value);
    if (parsed.success) services.push(parsed.data);
    else errors.push(...parsed.error.issues.flatMap((issue) => fieldErrors(issue, place)));
  };
  const documents = parseAllDocuments(text, { uniqueKeys: true, prettyErrors: true });
  for (const [index, document] of [...documents].entries()) {
    const place = `document ${index + 1}`;
    for (const error of document.errors)
      errors.push({ path: place, message: error.message.split('\n')[0]?.replace(/:$/, '') ?? 'is not YAML' });
    if (document.errors.length > 0) continue;
    const value = contentOf(() => document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown, place, errors);
    if (value === null || value === undefined) continue;
    const list = typeof value === 'object' && 'services' in value ? value.services : undefined;
    if (list === undefined) take(value, place);
    else if (Array.isArray(list)) list.forEach((entry: unknown, at) => take(entry, `${place}, services[${at}]`));
    else errors.push({ path: `${place}, services`, message: 'must be a list of services' });
  }
  const [first] = errors;
  if (first)
    throw new AppError('invalid_input', `${first.path}: ${first.message}${more(errors.length)}.`, { errors: errors.slice(0, 100) });
  return { services };
}

const more = (count: number) => (count > 1 ? ` (and ${count - 1} more)` : '');

function contentOf(read: () => unknown, place: string, errors: FieldError[]): unknown {
  try {
    return read();
  } catch (error) {
    errors.push({ path: place, message: error instanceof Error ? error.message : 'is not readable' });
    return null;
  }
}

type Issue = { code?: string; path: PropertyKey[]; message: string; keys?: string[] };

function fieldErrors(issue: Issue, place: string): FieldError[] {
  const at = (path: PropertyKey[]) => [place, path.map(String).join('.')].filter(Boolean).join(': ');
  if (issue.code !== 'unrecognized_keys') return [{ path: at(issue.path), message: issue.message }];
  return (issue.keys ?? []).map((key) => ({
    path: at([...issue.path, key]),
    message: 'is not a known field; see docs/catalogue.example.yaml',
  }));
}
