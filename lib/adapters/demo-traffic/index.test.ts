import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDemoTraffic } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'traffic-'));
const path = join(folder, 'traffic.json');
afterAll(() => rmSync(folder, { recursive: true }));

test('what was written is read again, and nothing once it is taken back', async () => {
  const traffic = createDemoTraffic(path);
  expect(await traffic.read()).toBeNull();
  const state = { multiplier: 20, until: new Date('2026-11-22T12:00:00.000Z') };
  await traffic.write(state);
  expect(await traffic.read()).toEqual(state);
  await traffic.write(null);
  expect(await traffic.read()).toBeNull();
  await traffic.write(null);
});

test('a multiplier that somebody wrote by hand has no end', async () => {
  writeFileSync(path, '{"multiplier": 3}');
  expect(await createDemoTraffic(path).read()).toEqual({ multiplier: 3, until: null });
});

test('a file that cannot be understood is an error, not the usual traffic', async () => {
  writeFileSync(path, '{"multiplier": "many"}');
  await expect(createDemoTraffic(path).read()).rejects.toThrow();
});
