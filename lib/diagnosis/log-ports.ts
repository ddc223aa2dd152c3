const TAKEN =
  /EADDRINUSE|address already in use|port is already (?:allocated|in use)|didn't have free ports|bind: (?:address already in use|Only one usage)|Port \d{1,5} (?:was|is) already in use|Only one usage of each socket address|OSError: \[Errno 98\]/i;
/** Words of programs that take the next port and go on. */
const EVADED = /\b(?:trying|using|(?<!\bin )use|fall(?:ing|s)? back to) (?:another|a different|the next|port|available|\d{2,5})\b/i;
const PORT: readonly RegExp[] = [/\bport:? (\d{1,5})\b/i, /['"\]], (\d{1,5})\)/, /(?:[a-z0-9.\]*]|::|\s|^|\():(\d{1,5})\b(?![:.]\d)/i];

/** The port that is already taken; null within when the line does not name it; null when it tells of no such thing. */
export function portConflict(whole: string): { port: number | null } | null {
  const text = whole.slice(0, 2_000);
  if (!TAKEN.test(text) || EVADED.test(text)) return null;
  const bare = text.replaceAll(/\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?/g, '').replaceAll(/\[Errno \d+\]|\(os error \d+\)/g, '');
  for (const pattern of PORT) {
    const port = pattern.exec(bare)?.[1];
    if (port) return { port: Number(port) };
  }
  return { port: null };
}
