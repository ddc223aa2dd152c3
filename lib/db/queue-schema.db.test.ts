import { sql } from 'drizzle-orm';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { jobNames, QUEUE_SCHEMA, queueOptions } from '#/lib/jobs/catalog.ts';
import { APP_ROLE } from './client.ts';
import { migrateQueue } from './queue-schema.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("with the application's rights alone jobs are sent, worked, supervised and maintained", async () => {
  const boss = new PgBoss({
    connectionString: database.url,
    options: `-c role=${APP_ROLE}`,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    maintenanceIntervalSeconds: 1,
  });
  const errors: unknown[] = [];
  boss.on('error', (error) => errors.push(error));
  boss.on('warning', (warning) => errors.push(warning));
  await boss.start();
  expect((await boss.getQueues()).map(({ name }) => name)).toEqual(expect.arrayContaining(jobNames));

  const worked = vi.fn();
  await boss.work('diagnose', async ([job]) => {
    worked(job?.data);
  });
  await boss.send('diagnose', { diagnosisId: 'one' });
  await vi.waitFor(() => expect(worked).toHaveBeenCalledWith({ diagnosisId: 'one' }), 5_000);
  for (const name of jobNames) await boss.supervise(name);
  await boss.stop({ timeout: 5_000 });
  expect(errors).toEqual([]);
});

test('making the queues again keeps their jobs and puts changed options back', async () => {
  await database.owner.execute(sql`insert into pgboss.job (name, data) values ('rollout', '{"deploymentId":"kept"}')`);
  await database.owner.execute(sql`update pgboss.queue set retry_limit = 99 where name = 'rollout'`);
  await migrateQueue(database.ownerUrl);
  const [queue] = await database.db.execute(sql`select retry_limit from pgboss.queue where name = 'rollout'`);
  const [job] = await database.db.execute(sql`select data from pgboss.job where name = 'rollout'`);
  expect(queue).toEqual({ retry_limit: queueOptions.rollout.retryLimit });
  expect(job).toEqual({ data: { deploymentId: 'kept' } });
});
