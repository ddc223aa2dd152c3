import { expect, test } from 'vitest';
import { redact } from './redact.ts';
import { heldOut } from './testing/secrets/held-out.ts';
import { tuned } from './testing/secrets/tuned.ts';
import type { LookAlike, Planted } from './testing/secrets/sample.ts';

const LONGEST = 16_000;

/** A secret is out when neither it nor a third of it can be read. */
function remains(text: string, secret: string): boolean {
  const piece = Math.max(6, Math.ceil(secret.length / 3));
  for (let from = 0; from + piece <= secret.length; from += 1) if (text.includes(secret.slice(from, from + piece))) return true;
  return text.includes(secret);
}

function score({ planted, lookAlikes }: { planted: Planted[]; lookAlikes: LookAlike[] }) {
  const missed = planted.filter(({ text, secret }) => remains(redact(text, LONGEST), secret));
  const wronged = lookAlikes.filter(({ text }) => redact(text, LONGEST) !== text);
  const found = planted.length - missed.length;
  return {
    recall: found / planted.length,
    precision: found / (found + wronged.length),
    lines: [
      ...missed.map((one) => `missed   ${JSON.stringify(one.text.slice(0, 240))}`),
      ...wronged.map(
        (one) => `wronged  ${JSON.stringify(one.text.slice(0, 160))} → ${JSON.stringify(redact(one.text, LONGEST).slice(0, 160))}`,
      ),
    ],
  };
}

test.each([
  ['the half it was tuned on', tuned],
  ['the half it was not tuned on', heldOut],
])('planted secrets are taken out and look-alikes stay: %s', (name, corpus) => {
  const given = corpus();
  const { recall, precision, lines } = score(given);
  const said = `${name}: ${given.planted.length} secrets, ${given.lookAlikes.length} look-alikes, recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}`;
  console.log([said, ...lines].join('\n'));
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(precision).toBeGreaterThanOrEqual(0.95);
});

test('both halves together are as large as promised and share no text', () => {
  const halves = [tuned(), heldOut()];
  const secrets = halves.flatMap((half) => half.planted.map((one) => one.text));
  const others = halves.flatMap((half) => half.lookAlikes.map((one) => one.text));
  expect([new Set(secrets).size, new Set(others).size].every((count) => count >= 300)).toBe(true);
  expect(secrets.length + others.length).toBe(new Set([...secrets, ...others]).size);
});

test('what stands around a secret stays readable', () => {
  const lost = tuned().planted.filter(({ text, keeps }) => keeps !== undefined && !redact(text, LONGEST).includes(keeps));
  expect(lost).toEqual([]);
});
