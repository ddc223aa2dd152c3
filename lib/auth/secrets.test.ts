import { expect, test } from 'vitest';
import { hashPassword, hashToken, mintToken, sameDigest, tokenPrefix, verifyPassword } from './secrets.ts';

test('a token is found by its prefix and recognised by its hash', () => {
  const { token, prefix, hash } = mintToken();
  expect(token).toMatch(/^cp_[a-z0-9]{8}_[\w-]{43}$/);
  expect(tokenPrefix(token)).toBe(prefix);
  expect(sameDigest(hashToken(token), hash)).toBe(true);
  expect(sameDigest(hashToken(`${token}x`), hash)).toBe(false);
});

test.each(['', 'cp_', 'cp_short_x', 'ghp_abcdefgh_x', `cp_abcdefgh_${'a'.repeat(44)}`])('%j has not the form of a token', (text) => {
  expect(tokenPrefix(text)).toBeNull();
});

test('empty digests are not the same', () => {
  expect(sameDigest('', '')).toBe(false);
});

test('a password is verified by its own hash only', async () => {
  const stored = await hashPassword('correct horse');
  expect(await verifyPassword('correct horse', stored)).toBe(true);
  expect(await verifyPassword('correct horsE', stored)).toBe(false);
  expect(stored).not.toBe(await hashPassword('correct horse'));
});

test('nobody has a password, and finding that out runs the same slow hash', async () => {
  expect(await verifyPassword('', null)).toBe(false);
  const stored = await hashPassword('x');
  const cpu = async (of: string | null) => {
    const before = process.cpuUsage();
    await verifyPassword('wrong', of);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  expect(await cpu(null)).toBeGreaterThan((await cpu(stored)) / 4);
});
