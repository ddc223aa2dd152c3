import { lt, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { idempotencyKeys } from '#/lib/db/schema.ts';

/** Forgets the first answers of mutating calls that are older than 24 h, by the database's clock. Answers how many. */
export async function purgeExpired(ctx: Context): Promise<{ keys: number }> {
  authorize(ctx.actor, 'admin');
  const gone = await ctx.db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`))
    .returning({ key: idempotencyKeys.key });
  return { keys: gone.length };
}
