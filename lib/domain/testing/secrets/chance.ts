/** A source of made-up values that repeats itself: the same seed gives the same corpus, and no credential stands in the tree. */
export type Chance = ReturnType<typeof chanceFrom>;

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = LOWER + LOWER.toUpperCase() + DIGITS;
const WORDS =
  'amber basil cedar delta ember flint grove hazel indigo jasper kelp larch maple nettle ochre pearl quartz river slate tulip'.split(' ');

/** Values drawn with the generator mulberry32 (Tommy Ettinger, public domain). */
export function chanceFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const number = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly [T, ...T[]] | T[]): T => items[Math.floor(next() * items.length)] as T;
  const text = (length: number, from: string) => Array.from({ length }, () => from[Math.floor(next() * from.length)]).join('');
  const hex = (length: number) => text(length, `${DIGITS}abcdef`);
  const alnum = (length: number) => text(length, ALPHANUMERIC);
  return {
    number,
    pick,
    hex,
    alnum,
    lower: (length: number) => text(length, LOWER + DIGITS),
    upper: (length: number) => text(length, LOWER.toUpperCase() + DIGITS),
    digits: (length: number) => text(length, DIGITS),
    base64: (length: number) => text(length, `${ALPHANUMERIC}+/`),
    base64url: (length: number) => text(length, `${ALPHANUMERIC}-_`),
    encode: (plain: string) => btoa(plain),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    word: () => pick(WORDS),
    /** As people choose them: a word, a sign, a number. */
    password: () => `${pick(WORDS)}${pick(['!', '_', '-', '#', '.', ''])}${pick(WORDS).toUpperCase()}${number(10, 9999)}`,
    jwt: () => `eyJ${alnum(33)}.eyJ${alnum(number(40, 120))}.${text(43, `${ALPHANUMERIC}-_`)}`,
    /** The body of a PEM block, in lines of 64 characters. */
    pem: (lines: number, end = '\n') => Array.from({ length: lines }, () => text(64, `${ALPHANUMERIC}+/`)).join(end),
  };
}
