import { sql } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import type { Readiness } from '#/lib/contract/readiness.ts';
import { within } from '#/lib/deadline.ts';
import { schemaState } from '#/lib/db/schema-state.ts';
import { jobNames, QUEUE_SCHEMA } from '#/lib/jobs/catalog.ts';

const ANSWER_MS = 3_000;

/** Whether this process can do its work; says what is missing, never an address or a credential. */
export async function checkReadiness(ctx: Context): Promise<Readiness> {
  try {
    const missing = await within(ctx.signal, ANSWER_MS, () => missingParts(ctx));
    return { status: missing.length === 0 ? 'ready' : 'unavailable', missing };
  } catch (error) {
    ctx.log.warn({ err: error }, 'the database does not answer');
    return { status: 'unavailable', missing: [{ part: 'database', reason: 'The database does not answer.' }] };
  }
}

async function missingParts(ctx: Context): Promise<Readiness['missing']> {
  const missing: Readiness['missing'] = [];
  const state = await schemaState(ctx.db);
  if (state === 'behind') missing.push({ part: 'migrations', reason: 'The database is behind this version. Run "npm run db:migrate".' });
  if (state === 'ahead') missing.push({ part: 'migrations', reason: 'A newer version has migrated the database. Run that version.' });
  if (!(await hasQueues(ctx))) missing.push({ part: 'queue', reason: 'The job queue is not set up. Run "npm run db:migrate".' });
  return missing;
}

async function hasQueues(ctx: Context): Promise<boolean> {
  const [table] = await ctx.db.execute<{ there: boolean }>(sql`select to_regclass(${`${QUEUE_SCHEMA}.queue`}) is not null as there`);
  if (table?.there !== true) return false;
  const queues = await ctx.db.execute<{ name: string }>(sql`select name from ${sql.identifier(QUEUE_SCHEMA)}.queue`);
  const names = new Set(queues.map((queue) => queue.name));
  return jobNames.every((name) => names.has(name));
}
