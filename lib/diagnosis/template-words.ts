/** Where a value stood that differs from line to line. */
export const ANY = '<*>';

/** Longer messages are cut; nobody words a message in more. */
const LONGEST = 600;
const MOST_WORDS = 60;

/** What differs between two lines of one statement, in the order in which it is masked. Each pattern is linear. */
const masks: readonly [RegExp, string][] = [
  [/\u001b\[[\d;]{0,12}m/g, ''],
  [/\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, ANY],
  [/\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}(?::\d\d:\d\d:\d\d(?: [+-]\d{4})?)?/g, ANY],
  [/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d\d:\d\d:\d\d/g, ANY],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z?/g, ANY],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, ANY],
  [/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}/g, ANY],
  [/\?[\w%.~-]{1,64}=[^\s"'`)\]]{0,400}/g, ''],
  // A quotation mark within a word is an apostrophe.
  [/(?<![\w"])"(?:[^"\\\n]|\\.){0,200}"(?!\w)/g, ANY],
  [/(?<![\w'])'[^'\n]{0,120}'(?!\w)/g, ANY],
  [/`[^`\n]{0,120}`/g, ANY],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?::\d{1,5})?\b/g, ANY],
  [/\[?(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}\]?(?::\d{1,5})?/gi, ANY],
  [/\bv?\d+(?:\.\d+){2,4}(?:-[\w.]{1,40})?(?![\w.])/g, ANY],
  [/\b0x[0-9a-f]{1,32}\b/gi, ANY],
  [/\b(?=[a-f]{0,40}\d)(?=\d{0,40}[a-f])[0-9a-f]{6,64}\b/gi, ANY],
];
const WORD = /[A-Za-z0-9]+/g;
const NUMBER = /(?<![A-Za-z0-9_])[-+]?\d+(?:[.,]\d+)*(?:ns|us|µs|ms|s|m|h|d|[kKMGT]i?[bB]|%|x)?(?![A-Za-z0-9_])/g;
const ASSIGNED = /^([A-Za-z_][\w.-]{0,60}[=:])([^\s=:]+)([,;)\]}]?)$/;

/** The message word by word, with what differs from line to line masked. */
export function wordsOfMessage(message: string): string[] {
  let text = message.slice(0, LONGEST);
  for (const [pattern, mask] of masks) text = text.replace(pattern, mask);
  text = text.replace(NUMBER, ANY).replace(WORD, (word) => (isId(word) ? ANY : word));
  return text
    .trim()
    .split(/\s+/, MOST_WORDS)
    .map((word) => word.replace(ASSIGNED, assigned));
}

/** `key=value` keeps its key; in prose a colon within a word is no assignment unless a value was masked. */
function assigned(word: string, key: string, value: string, end: string): string {
  return key.endsWith('=') || value.includes(ANY) ? `${key}${ANY}${end}` : word;
}

/** Whether letters and digits are mixed as no person would: `8f3a1c`, `cus_9QkZ77`, not `p95`, `V2` or `oauth2`. */
function isId(word: string): boolean {
  const digits = word.length - word.replace(/\d/g, '').length;
  if (digits === 0 || digits === word.length) return false;
  const turns = word.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return digits >= 4 || (turns >= 2 && word.length >= 6) || turns >= 4;
}
