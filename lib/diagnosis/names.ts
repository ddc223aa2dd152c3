/** Words that say that something is a switch, not which. */
const SWITCH = new Set(
  'enable enabled disable disabled use is has feature features flag flags ff toggle switch on off config setting'.split(' '),
);
/** A name of one short or common word is found in any text. */
const TELLING_LETTERS = 8;
const LONGEST = 20_000;

/** The words of a name in any spelling: `new-tax-engine`, `newTaxEngine`, `NEW_TAX_ENGINE`. */
function wordsIn(text: string): string[] {
  return text
    .slice(0, LONGEST)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether the text (a message, a frame, the name of a span) holds the name of a flag or a key, in whatever spelling code gives it. */
export function namedIn(text: string, name: string): boolean {
  const all = wordsIn(name);
  const telling = all.filter((word, index) => !SWITCH.has(word) || (index > 0 && index < all.length - 1));
  const words = telling.length > 0 ? telling : all;
  if (words.length < 2 && (words[0]?.length ?? 0) < TELLING_LETTERS) return false;
  return ` ${wordsIn(text).join(' ')} `.includes(` ${words.join(' ')} `);
}
