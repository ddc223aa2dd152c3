import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSealed, openVault, UnreadableSecret } from './vault.ts';

const shop = 'production/shop';
const other = 'production/other';
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('hex')];

test('a sealed value holds nothing of the secret and opens again', () => {
  const vault = openVault({ current: first });
  const stored = vault.seal(shop, 'PASSWORD', 'hunter2 ✓');
  expect(stored).toMatch(/^enc:v1:[0-9a-f]{8}:[\w-]{16}:[\w-]+$/);
  expect(isSealed(stored)).toBe(true);
  expect(stored).not.toContain(Buffer.from('hunter2').toString('base64url'));
  expect(vault.open(shop, 'PASSWORD', stored)).toBe('hunter2 ✓');
  expect(vault.open(shop, 'PASSWORD', vault.seal(shop, 'PASSWORD', ''))).toBe('');
});

test('the same secret of the same owner is stored alike, and nothing else is', () => {
  const vault = openVault({ current: first });
  const stored = vault.seal(shop, 'PASSWORD', 'hunter2');
  expect(vault.seal(shop, 'PASSWORD', 'hunter2')).toBe(stored);
  expect(vault.seal(shop, 'PASSWORD', stored)).toBe(stored);
  const others = [vault.seal(other, 'PASSWORD', 'hunter2'), vault.seal(shop, 'TOKEN', 'hunter2'), vault.seal(shop, 'PASSWORD', 'hunter3')];
  expect(new Set([stored, ...others].map((value) => value.split(':')[3])).size).toBe(4);
});

test('a value that was moved to another owner or setting, or altered, is not opened', () => {
  const vault = openVault({ current: first });
  const stored = vault.seal(shop, 'PASSWORD', 'hunter2');
  expect(() => vault.open(other, 'PASSWORD', stored)).toThrow(UnreadableSecret);
  expect(() => vault.open(shop, 'TOKEN', stored)).toThrow('The secret TOKEN of production/shop cannot be read: it was altered');
  const flipped = `${stored.slice(0, -1)}${stored.endsWith('A') ? 'Q' : 'A'}`;
  expect(() => vault.open(shop, 'PASSWORD', flipped)).toThrow(UnreadableSecret);
  expect(() => vault.open(shop, 'PASSWORD', 'enc:v1:nonsense')).toThrow('it is damaged');
});

test('an older key still opens, renewing moves to the current one, and a lost key is named', () => {
  const old = openVault({ current: first });
  const stored = old.seal(shop, 'PASSWORD', 'hunter2');
  const both = openVault({ current: second, previous: ` ${first}, ` });
  expect(both.open(shop, 'PASSWORD', stored)).toBe('hunter2');
  const renewed = both.renew(shop, 'PASSWORD', stored);
  expect(renewed).toBe(both.seal(shop, 'PASSWORD', 'hunter2'));
  const without = openVault({ current: second });
  expect(without.open(shop, 'PASSWORD', renewed)).toBe('hunter2');
  expect(without.renew(shop, 'PASSWORD', stored)).toBe(stored);
  expect(() => without.open(shop, 'PASSWORD', stored)).toThrow(
    `The secret PASSWORD of production/shop cannot be read: it is encrypted under the key ${old.current}, which is neither ENCRYPTION_KEY`,
  );
});

test('without a key nothing is sealed, and the error names the variable', () => {
  const vault = openVault({});
  expect(() => vault.seal(shop, 'PASSWORD', 'hunter2')).toThrow('ENCRYPTION_KEY is not set, so the secret PASSWORD of production/shop');
  expect(vault.open(shop, 'PLAIN', 'as it was')).toBe('as it was');
});

test.each(['short', 'z'.repeat(64), `${first}!`, randomBytes(31).toString('base64')])('%s is no key', (text) => {
  expect(() => openVault({ current: text })).toThrow('ENCRYPTION_KEY must be 32 random bytes in base64 or hex');
  expect(() => openVault({ previous: text })).toThrow('ENCRYPTION_KEY_PREVIOUS must be');
});
