import { randomUUIDv7 } from 'node:crypto';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import { hashPassword } from '#/lib/auth/secrets.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { lockMembers } from '#/lib/db/members.ts';
import { users } from '#/lib/db/schema.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';
import { demoUsers } from './ensure-demo.ts';
import { memberChanges } from './present-member.ts';

/**
 * Makes this address an administrator while there is none, with a password for those who have no
 * issuer; true when it did. Where an administrator exists nothing happens, so it may be called at every start.
 */
export async function ensureFirstAdmin(ctx: Context, given: { email: string; password?: string | undefined }): Promise<boolean> {
  authorize(ctx.actor, 'admin');
  const email = given.email.trim().toLowerCase();
  const passwordHash = given.password === undefined ? null : await hashPassword(given.password);
  return ctx.db.transaction(async (tx) => {
    await lockMembers(tx);
    const admins = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, 'admin'), isNull(users.disabledAt)))
      .limit(1);
    if (admins.length > 0) return false;
    const [before] = await tx.select().from(users).where(eq(users.email, email));
    const fields = { role: 'admin', rightsFromIssuer: false, disabledAt: null, ...(before?.issuer ? {} : { passwordHash }) } as const;
    const [after] = before
      ? await tx.update(users).set(fields).where(eq(users.id, before.id)).returning()
      : await tx
          .insert(users)
          .values({ id: randomUUIDv7(), email, name: email, ...fields })
          .returning();
    if (!after) throw new Error('The first administrator was not stored.');
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.first_admin', { name: email }),
      changes: memberChanges(before, after),
    });
    return true;
  });
}

/** Disables the people of the demo, whose passwords everybody knows, where a database has once served it. */
export async function disableDemoUsers(ctx: Context): Promise<void> {
  authorize(ctx.actor, 'admin');
  await ctx.db.transaction(async (tx) => {
    await lockMembers(tx);
    const emails = demoUsers.map((user) => user.email);
    const disabled = await tx
      .update(users)
      .set({ disabledAt: sql`now()` })
      .where(and(inArray(users.email, emails), isNull(users.disabledAt)))
      .returning({ email: users.email });
    if (disabled.length === 0) return;
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.demo_disabled', { names: disabled.map((user) => user.email).join(', ') }),
      changes: disabled.map(({ email }) => ({ path: `members.${email}.disabled`, before: false, after: true })),
    });
  });
}
