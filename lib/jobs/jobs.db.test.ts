import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { testWorld } from '#/lib/usecases/testing/world.ts';
import { enqueue } from './queue.ts';
import { startWorkers } from './workers.ts';

let base: TestDatabase;
const seen: { name: string; id: string; at: number }[] = [];
const stop = new AbortController();
let workers: { stop(): Promise<void> };
let failures = 1;

beforeAll(async () => {
  base = await testDatabase();
  const { system } = testWorld(base.db);
  workers = await startWorkers({
    url: base.url,
    log: pino({ level: 'silent' }),
    signal: stop.signal,
    context: (given) => ({ ...system, ...given }),
    handlers: {
      rollout: async (_, { deploymentId }) => {
        seen.push({ name: 'rollout', id: deploymentId, at: Date.now() });
        if (deploymentId === 'stumbles' && failures-- > 0) throw new Error('the first try fails');
      },
      diagnose: async (_, { diagnosisId }) => seen.push({ name: 'diagnose', id: diagnosisId, at: Date.now() }),
      deliver: async () => undefined,
      'call-receiver': async () => undefined,
    },
  });
});
afterAll(async () => {
  stop.abort();
  await workers.stop();
  await base.close();
});

async function until(condition: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !condition() && Date.now() < end;) await sleep(20);
}
const times = (id: string) => seen.filter((job) => job.id === id).length;

test('a job is worked on as soon as its transaction commits', async () => {
  await base.db.transaction(async (tx) => {
    await enqueue(tx, 'rollout', { deploymentId: 'd1' });
    await enqueue(tx, 'diagnose', { diagnosisId: 'x1' });
    await sleep(300);
    expect(times('d1')).toBe(0);
  });
  await until(() => times('d1') + times('x1') === 2, 2_000);
  expect([times('d1'), times('x1')]).toEqual([1, 1]);
});

test('a backlog is worked off at once and not one job of each worker at a time', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `backlog-${index}`);
  await base.db.transaction(async (tx) => {
    for (const deploymentId of ids) await enqueue(tx, 'rollout', { deploymentId });
  });
  await until(() => ids.every((id) => times(id) === 1), 25_000);
  expect(ids.filter((id) => times(id) !== 1)).toEqual([]);
});

test('a job of a transaction that is rolled back never existed', async () => {
  await base.db
    .transaction(async (tx) => {
      await enqueue(tx, 'rollout', { deploymentId: 'undone' });
      tx.rollback();
    })
    .catch(() => undefined);
  await sleep(800);
  expect(times('undone')).toBe(0);
});

test('a job whose handler throws is tried again', async () => {
  await base.db.transaction(async (tx) => void (await enqueue(tx, 'rollout', { deploymentId: 'stumbles' })));
  await until(() => times('stumbles') === 2, 12_000);
  expect(times('stumbles')).toBe(2);
});

test('a payload that the catalogue does not know is refused before it is stored', async () => {
  await expect(base.db.transaction((tx) => enqueue(tx, 'rollout', { deploymentId: '' }))).rejects.toThrow();
});
