import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { createDeployment } from './create-deployment.ts';
import { listAuditHeads } from './list-audit-heads.ts';
import { queryAuditLogs } from './query-audit-logs.ts';
import { testWorld, type World } from './testing/world.ts';

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await testDatabase();
  world = testWorld(base.db);
});
afterAll(() => base.close());

test('the head of a chain is its newest entry, shown to who sees every team', async () => {
  const service = await world.service();
  await createDeployment(world.as('operator', ['payments']), { service, version: '2.0.0' });
  const admin = world.as('admin');
  const now = Date.now();
  const { items } = await queryAuditLogs(admin, {
    start_time: new Date(now - 3_600_000).toISOString(),
    end_time: new Date(now + 3_600_000).toISOString(),
  });
  const heads = await listAuditHeads(admin);
  const newest = items[0];
  expect(heads.find((head) => head.namespace === newest?.namespace)).toMatchObject({ hash: newest?.hash, newest_at: newest?.recorded_at });
});

test('who sees only some teams is not told how long the chains are', async () => {
  await expect(listAuditHeads(world.as('operator', ['payments']))).rejects.toMatchObject({ code: 'forbidden' });
});
