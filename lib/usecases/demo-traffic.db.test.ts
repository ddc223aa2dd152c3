import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntries } from '#/lib/db/schema.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import type { DemoTraffic } from '#/lib/ports.ts';
import { getDemoTraffic } from './get-demo-traffic.ts';
import { setDemoTraffic } from './set-demo-traffic.ts';
import { testWorld, type World } from './testing/world.ts';

let database: TestDatabase;
let world: World;
let kept: Awaited<ReturnType<DemoTraffic['read']>> = null;

beforeAll(async () => {
  database = await testDatabase();
  world = testWorld(database.db);
});
afterAll(() => database.close());

const inDemo = (role: 'viewer' | 'operator') => {
  const ctx = world.as(role);
  const demoTraffic: DemoTraffic = { read: async () => kept, write: async (state) => void (kept = state) };
  return { ...ctx, ports: { ...ctx.ports, demoTraffic } };
};

test('more traffic ends by itself, and its entry in the audit log names no service', async () => {
  const set = await setDemoTraffic(inDemo('operator'), { multiplier: 20, seconds: 60 });
  expect(set.multiplier).toBe(20);
  expect(await getDemoTraffic(inDemo('viewer'))).toEqual(set);
  const [entry] = await database.db.select().from(auditEntries).orderBy(desc(auditEntries.recordedAt)).limit(1);
  expect(entry).toMatchObject({ eventType: 'OTHER', service: null, author: 'operator@test' });
  expect(entry?.summary).toMatch(/20/);

  world.pass(61);
  expect(await getDemoTraffic(inDemo('viewer'))).toEqual({ multiplier: 1, until: null });
});

test('the usual traffic is the usual at once', async () => {
  await setDemoTraffic(inDemo('operator'), { multiplier: 5 });
  expect(await setDemoTraffic(inDemo('operator'), { multiplier: 1 })).toEqual({ multiplier: 1, until: null });
  expect(kept).toBeNull();
});

test('a viewer may not, a number out of bounds is named, and without a demo there is no traffic', async () => {
  await expect(setDemoTraffic(inDemo('viewer'), { multiplier: 2 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(setDemoTraffic(inDemo('operator'), { multiplier: 101 })).rejects.toMatchObject({ errors: [{ path: 'multiplier' }] });
  await expect(setDemoTraffic(inDemo('operator'), { multiplier: 2, seconds: 901 })).rejects.toMatchObject({
    errors: [{ path: 'seconds' }],
  });
  await expect(setDemoTraffic(world.as('operator'), { multiplier: 2 })).rejects.toMatchObject({ code: 'not_found' });
  await expect(getDemoTraffic(world.as('viewer'))).rejects.toMatchObject({ code: 'not_found' });
});
