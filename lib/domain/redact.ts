import { REDACTED } from './words.ts';

/** Longest excerpt of one captured line that is kept with a report. */
const MAX_LINE = 2_000;

/** What gives a secret away: by its place (after a name) or by its own known shape. */
const patterns: [RegExp, string][] = [
  // Credentials in a URL: the name may stay, the password may not.
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${REDACTED}@`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?!(?:bearer|basic)\s)[^\s"',;]+/gi, `$1${REDACTED}`],
  [
    /((?:^|[\s"'{,&?;])[A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret|credential)s?["']?\s*[=:]\s*)(?!(?:required|undefined|null|none|missing|unset|empty|not|parameter|unbound|invalid|expected|must|is)\b)(?:"[^"]+"|'[^']+'|(?!["']?•)[^\s"',;&}{)\]]{4,})/gi,
    `$1${REDACTED}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, REDACTED],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REDACTED],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bgithub_pat_[A-Za-z0-9_]{20,}\b/g, REDACTED],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}\b/g, REDACTED],
  [/\b(?:sk|rk|pk)[-_](?:live|test|ant|proj)?[-_]?[A-Za-z0-9_-]{20,}\b/g, REDACTED],
  [/\bAIza[A-Za-z0-9_-]{30,}\b/g, REDACTED],
  [/\bglpat-[A-Za-z0-9_-]{16,}\b|\bnpm_[A-Za-z0-9]{30,}\b|\bcp_[A-Za-z0-9]{4,}_[A-Za-z0-9_-]{16,}\b/g, REDACTED],
];

/** The text, at most so long, without the secrets that can be known by their place or shape, and without what a terminal would obey. */
export function redact(text: string, longest = MAX_LINE): string {
  const plain = text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
  const cut = plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), cut).toWellFormed();
}

const SECRET_NAME =
  /(?:^|[_.-])(?:password|passwd|passphrase|pwd|secret|token|credential|api[_.-]?key|access[_.-]?key|(?:secret|private|encryption|signing|master)[_.-]?key(?:[_.-]base)?)s?$/i;

/** Whether a setting must not be shown, going by what its name promises or by what its value gives away. */
export function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (SECRET_NAME.test(name)) return true;
  return patterns.some(([pattern]) => typeof value === 'string' && value.search(pattern) >= 0);
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
