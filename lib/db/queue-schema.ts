import { PgBoss } from 'pg-boss';
import { jobNames, QUEUE_SCHEMA, queueOptions } from '#/lib/jobs/catalog.ts';

/**
 * Makes or migrates the queue's tables and its queues, so that the application never needs the
 * right to do so. The options of a queue that exists are brought up to date.
 */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    max: 2,
    connectionTimeoutMillis: 10_000,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  // Without a listener an error event would end the process; what matters is thrown by the calls.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const name of jobNames) {
      await boss.createQueue(name, queueOptions[name]);
      await boss.updateQueue(name, queueOptions[name]);
    }
  } finally {
    await boss.stop({ graceful: false, timeout: 5_000 });
  }
}
