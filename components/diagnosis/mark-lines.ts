import { plainText } from '#/components/ui/plain-text.ts';

type Line = { line: string };

/** Colours, spaces and case do not make two quotations of one line differ. */
function essence(text: string): string {
  return plainText(text).replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * Which of these lines are the ones that evidence quotes. A short quotation (under 8 characters)
 * marks only a line that is equal to it, so that a lone word does not mark a whole page.
 */
export function markLines(lines: readonly Line[], quotations: readonly string[]): boolean[] {
  const quoted = quotations
    .flatMap((text) => text.split('\n'))
    .map(essence)
    .filter((text) => text !== '');
  return lines.map(({ line }) => {
    const own = essence(line);
    return (
      own !== '' &&
      quoted.some((text) => own === text || (text.length >= 8 && own.includes(text)) || (own.length >= 8 && text.includes(own)))
    );
  });
}

/** The stretch of lines to show first: `around` lines on both sides of the first marked one, or the last `2 × around + 1`. */
export function windowAround(marked: readonly boolean[], around: number): { from: number; to: number } {
  const first = marked.indexOf(true);
  const size = 2 * around + 1;
  if (first === -1) return { from: Math.max(0, marked.length - size), to: marked.length };
  return { from: Math.max(0, first - around), to: Math.min(marked.length, first + around + 1) };
}
