import { HttpError } from './errors.ts';

/** Parsers for JSON from outside; each throws a 400 that names the field. */
export function record(value: unknown, name = 'body'): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new HttpError(400, `${name} must be an object`);
  return { ...value };
}

export function list<Item>(value: unknown, name: string, item: (value: unknown, name: string) => Item): Item[] {
  if (!Array.isArray(value)) throw new HttpError(400, `${name} must be a list`);
  return value.map((entry: unknown, index) => item(entry, `${name}[${index}]`));
}

export function string(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '' || value.length > 200)
    throw new HttpError(400, `${name} must be text of 1 to 200 characters`);
  return value;
}

export function wholeNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new HttpError(400, `${name} must be a whole number`);
  return value;
}
