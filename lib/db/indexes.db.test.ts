import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from './testing/database.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

/** How PostgreSQL would read it when it is to avoid sorting and reading whole tables. */
async function planOf(query: string): Promise<string> {
  return base.db.transaction(async (tx) => {
    for (const setting of ['enable_seqscan', 'enable_sort', 'enable_bitmapscan']) await tx.execute(sql.raw(`set local ${setting} = off`));
    const rows = await tx.execute<{ 'QUERY PLAN': string }>(sql.raw(`explain ${query}`));
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

// A list is paged newest first; sorting all of a long history for each page would make it slow.
test.each([
  ['the deployments', 'select * from deployments order by created_at desc, id desc limit 100'],
  ["a service's deployments", "select * from deployments where service_id = 'x' order by created_at desc, id desc limit 100"],
  ["a service's newest deployment", "select * from deployments where service_id = 'x' order by generation desc limit 1"],
  ['the diagnoses', 'select * from diagnoses order by requested_at desc, id desc limit 100'],
  ["a conversation's latest diagnosis", "select * from diagnoses where conversation_id = 'x' order by requested_at desc limit 1"],
  ["a deployment's latest diagnosis", "select * from diagnoses where deployment_id = 'x' order by requested_at desc limit 1"],
  ['the audit log', 'select * from audit_entries order by "timestamp" desc, id desc limit 100'],
  ["a service's latest change", 'select * from audit_entries where service_id = \'x\' order by "timestamp" desc, id desc limit 1'],
  ["a service's log", "select * from local_logs where service = 'x' order by at desc limit 300"],
  ["a service's spans", "select * from local_spans where service = 'x' order by start desc limit 50"],
])('%s are read from an index in their order', async (_what, query) => {
  const plan = await planOf(query);
  expect(plan).toContain('Index');
  expect(plan).not.toMatch(/(?<!Incremental )Sort {2}\(/);
});
