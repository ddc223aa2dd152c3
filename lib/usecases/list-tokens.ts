import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import type { Token } from '#/lib/contract/tokens.ts';
import { apiTokens } from '#/lib/db/schema.ts';
import { cutPage, olderThan } from './page.ts';
import { parseInput } from './parse-input.ts';
import { presentToken } from './present-token.ts';

/** Query of `GET /api/v1/tokens`. */
export const tokenListSchema = z.object(pageQuery);

/** All API tokens, newest first, the revoked and expired ones too. */
export async function listTokens(ctx: Context, input: z.input<typeof tokenListSchema> = {}): Promise<Page<Token>> {
  authorize(ctx.actor, 'admin');
  const { limit, cursor } = parseInput(tokenListSchema, input);
  const rows = await ctx.db
    .select()
    .from(apiTokens)
    .where(olderThan(cursor, apiTokens.createdAt, apiTokens.id))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(limit + 1);
  return cutPage(rows, limit, (row) => [row.createdAt, row.id], presentToken);
}
