import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Member } from '#/lib/contract/members.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { users } from '#/lib/db/schema.ts';
import { cutPage, olderThan } from './page.ts';
import { parseInput } from './parse-input.ts';
import { presentMember } from './present-member.ts';

/** Query of `GET /api/v1/members`. */
export const memberListSchema = z.object(pageQuery);

/** Everybody who may sign in or could once, newest first. */
export async function listMembers(ctx: Context, input: z.input<typeof memberListSchema> = {}): Promise<Page<Member>> {
  authorize(ctx.actor, 'admin');
  const { limit, cursor } = parseInput(memberListSchema, input);
  const rows = await ctx.db
    .select()
    .from(users)
    .where(olderThan(cursor, users.createdAt, users.id))
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit + 1);
  return cutPage(rows, limit, (row) => [row.createdAt, row.id], presentMember);
}
