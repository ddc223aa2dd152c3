import type { Context } from '#/lib/context.ts';
import type { Me } from '#/lib/contract/sessions.ts';
import { users } from '#/lib/db/schema.ts';
import { eq } from 'drizzle-orm';

/** Who the caller is. Needs no scope: whoever is somebody may know it. */
export async function getMe(ctx: Context): Promise<Me> {
  const { actor } = ctx;
  const [person] =
    actor.kind === 'user' ? await ctx.db.select({ name: users.name, email: users.email }).from(users).where(eq(users.id, actor.id)) : [];
  return {
    kind: actor.kind,
    name: person?.name ?? actor.name,
    email: person?.email ?? null,
    role: actor.role,
    scopes: [...actor.scopes],
    teams: actor.teams === '*' ? ['*'] : [...actor.teams],
  };
}
