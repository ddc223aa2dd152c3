import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendAudit } from '#/lib/db/audit.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { recentChanges } from './recent-changes.ts';
import { testDatabase, type TestDatabase } from '#/lib/db/testing/database.ts';
import { testWorld } from './testing/world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a busy namespace does not crowd out the changes of the service that is asked about', async () => {
  const append = (service: string, summary: string) =>
    database.db.transaction((tx) => appendAudit(tx, { namespace: 'busy', service, eventType: 'OTHER', actor: SYSTEM, summary }));
  await append('quiet', 'the one that matters');
  for (let index = 0; index < 120; index += 1) await append('noisy', `number ${index}`);
  const window = { start: Date.now() - 3_600_000, end: Date.now() + 60_000 };
  const { changes, truncated } = await recentChanges(testWorld(database.db).system, { namespace: 'busy', service: 'quiet', window });
  expect(truncated).toBe(true);
  expect(changes.filter((change) => change.service === 'quiet')).toHaveLength(1);
  expect(changes.map((change) => change.at)).toEqual(changes.map((change) => change.at).toSorted((a, b) => b - a));
});
