import { CONFIG_KEY } from '#/lib/domain/words.ts';

/** `KEY=value` lines as they are typed; empty lines are passed over, `wrong` is the first line that is neither. */
export function parseAssignments(text: string): { set: Record<string, string>; wrong: string | null } {
  const set: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(0, equals)).trim();
    if (!CONFIG_KEY.test(key)) return { set: {}, wrong: line.trim().slice(0, 80) };
    set[key] = line.slice(equals + 1).trim();
  }
  return { set, wrong: null };
}
