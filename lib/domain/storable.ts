/**
 * The same JSON value as the database takes it: without NUL characters and halves of surrogate pairs,
 * which text from outside may hold and jsonb refuses.
 */
export function storable<T>(value: T): T {
  return JSON.parse(storableJson(value)) as T;
}

/** The same as JSON text. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? item.replaceAll('\0', '').toWellFormed() : item));
}
