/** What can be found: its own words, and others by which it is known. */
export type Findable = { label: string; keywords: string };

/**
 * How well the words that were typed fit, 0 for not at all: every word must occur; beginnings of
 * words count more than middles, and the label more than the keywords.
 */
export function fit(item: Findable, typed: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const label = item.label.toLowerCase();
  const keywords = item.keywords.toLowerCase();
  let sum = 1;
  for (const word of words) {
    const found = Math.max(3 * place(label, word), place(keywords, word));
    if (found === 0) return 0;
    sum += found;
  }
  return sum;
}

/** 3 at the very beginning, 2 at the beginning of a word, 1 within one, 0 nowhere. */
function place(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at <= 0) return at === 0 ? 3 : 0;
  return /[^\p{L}\p{N}]/u.test(text.charAt(at - 1)) || text.includes(` ${word}`) ? 2 : 1;
}

/** The items that fit, best first, at most `most`; equal ones keep their order. */
export function ranked<T extends Findable>(items: readonly T[], typed: string, most: number): T[] {
  return items
    .map((item) => ({ item, score: fit(item, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}
