import { hideNamed } from './named-secrets.ts';
import { placeholder } from './placeholder.ts';
import { promisedBy } from './secret-names.ts';
import { addresses, shapes } from './secret-shapes.ts';
import { isSecretValue } from './secret-values.ts';
import { REDACTED } from './words.ts';

/** Longest excerpt of one captured line that is kept with a report. */
const MAX_LINE = 2_000;
/** Read beyond the end, so that a secret is known by its whole shape before the text is cut. */
const BEYOND = 4_096;

/**
 * The text, at most so long, without the secrets that can be known by their place or shape, and
 * without what a terminal would obey. The same secret gets the same placeholder, which begins with
 * `REDACTED`; the time it takes grows with the text and no faster.
 */
export function redact(text: string, longest = MAX_LINE): string {
  const hidden = withoutSecrets(plain(text.slice(0, longest + BEYOND)));
  return (hidden.length > longest ? `${hidden.slice(0, longest)}…` : hidden).toWellFormed();
}

/** What terminals obey goes, sign by sign; a line's end and a tab stay. */
function plain(text: string): string {
  return text.replace(/(?:\u001b\[|\u009b)[0-9;?]{0,32}[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}

function withoutSecrets(text: string): string {
  const addressed = [...shapes, ...addresses].reduce((said, shape) => hideShape(said, shape), text);
  return hideNamed(addressed, placeholder);
}

function hideShape(text: string, shape: RegExp): string {
  return text.replace(shape, (_whole: string, before: string, secret: string) => before + placeholder(secret));
}

/** Whether a setting must not be shown, going by what its name promises or by what its value gives away. */
export function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return false;
  const promised = promisedBy(name);
  if (promised === 'sure') return true;
  const text = typeof value === 'string' ? value : null;
  if (promised === 'likely') return text === null ? typeof value === 'object' : isSecretValue(text, true) && !/^\d{1,8}$/.test(text);
  return text !== null && withoutSecrets(text) !== text;
}

/** The longest text that anything stored may hold; longer ones are cut. */
const MAX_STORED = 64_000;

/** The same value with every text in it redacted; what is known to be short and our own stays what it was. */
export function redactTexts<T>(value: T): T {
  return everyText(value) as T;
}

function everyText(value: unknown): unknown {
  if (typeof value === 'string') return redact(value, MAX_STORED);
  if (Array.isArray(value)) return value.map(everyText);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, everyText(item)]));
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What a caller sent as JSON, the same way: by the name of each field and by the shape of each text. */
export function redactJson(value: Record<string, unknown>): Record<string, Json> {
  return inside(value) as Record<string, Json>;
}

function inside(value: unknown, name = ''): Json {
  if (isSecret(name, value) && typeof value !== 'object') return REDACTED;
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => inside(item, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item, key)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
