import { REDACTED } from './words.ts';

const encoder = new TextEncoder();
/** Drawn once for each process: without it a placeholder says nothing about what it stands for. */
const key = crypto.getRandomValues(new Uint32Array(2));

/** What stands for a secret in captured text: the same secret looks the same for as long as this process lives. */
export function placeholder(secret: string): string {
  return isPlaceholder(secret) ? secret : `${REDACTED}${keyedTag(secret)}`;
}

/** Whether this was hidden before, by us: with a tag or without. */
export function isPlaceholder(text: string): boolean {
  return text.startsWith(REDACTED) && /^(?:[0-9a-z]{4})?$/.test(text.slice(REDACTED.length));
}

const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));

/** Four signs of HalfSipHash-2-4 (Aumasson and Bernstein, 2012), with a key of 64 bits. */
function keyedTag(text: string): string {
  const bytes = encoder.encode(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 1) / 4) * 4));
  bytes.forEach((byte, index) => padded.setUint8(index, byte));
  padded.setUint8(padded.byteLength - 1, bytes.length & 0xff);
  const [k0 = 0, k1 = 0] = key;
  let [v0, v1, v2, v3] = [k0, k1, 0x6c796765 ^ k0, 0x74656462 ^ k1];
  const round = () => {
    v0 = (v0 + v1) | 0;
    v1 = rotate(v1, 5) ^ v0;
    v0 = rotate(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotate(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotate(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotate(v1, 13) ^ v2;
    v2 = rotate(v2, 16);
  };
  for (let offset = 0; offset < padded.byteLength; offset += 4) {
    const word = padded.getUint32(offset, true);
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  v2 ^= 0xff;
  for (let index = 0; index < 4; index += 1) round();
  return ((v1 ^ v3) >>> 0).toString(36).padStart(7, '0').slice(-4);
}
