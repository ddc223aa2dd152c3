import { randomUUIDv7 } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { lockMembers } from '#/lib/db/members.ts';
import { users } from '#/lib/db/schema.ts';
import { roles, type Role } from '#/lib/domain/actor.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';
import { memberChanges, type MemberRow } from './present-member.ts';

/** Who has signed in at the issuer, as its claims say. */
export type SignedIn = {
  issuer: string;
  subject: string;
  /** In lower case; null when the claims hold none. */
  email: string | null;
  /** Whether the issuer says that the address is theirs. */
  emailVerified: boolean;
  name: string | null;
  /** The role of the claims; null when they hold none of ours. */
  role: Role | null;
  teams: string[];
};

export type Refusal = 'no_role' | 'disabled' | 'no_email' | 'email_taken';

/**
 * Lets in whoever has signed in at the issuer: makes their row or brings it in step with the claims.
 * A row that another way of signing in has made becomes theirs only when the issuer has verified the
 * address, and keeps its own higher role until the claims give it too.
 */
export async function admitMember(ctx: Context, given: SignedIn): Promise<{ id: string } | { refusal: Refusal }> {
  authorize(ctx.actor, 'admin');
  return ctx.db.transaction(async (tx) => {
    await lockMembers(tx);
    const [known] = await tx
      .select()
      .from(users)
      .where(and(eq(users.issuer, given.issuer), eq(users.subject, given.subject)));
    const namesake = given.email === null ? undefined : (await tx.select().from(users).where(eq(users.email, given.email)))[0];
    const row = known ?? namesake;
    if (row?.disabledAt) return { refusal: 'disabled' };
    if (!known && namesake && (namesake.issuer !== null || !given.emailVerified)) return { refusal: 'email_taken' };
    const keepsOwn = row !== undefined && !row.rightsFromIssuer && rank(given.role) < rank(row.role);
    if (!given.role && !keepsOwn) return { refusal: 'no_role' };
    const rights = keepsOwn
      ? { role: row.role, teams: row.teams, rightsFromIssuer: false }
      : { role: given.role ?? 'viewer', teams: given.teams, rightsFromIssuer: true };
    const email = known && namesake && namesake.id !== known.id ? known.email : (given.email ?? row?.email);
    if (!email) return { refusal: 'no_email' };
    const fields = { issuer: given.issuer, subject: given.subject, email, name: given.name ?? row?.name ?? email, passwordHash: null };
    return { id: await store(ctx, tx, row, { ...fields, ...rights }) };
  });
}

type Fields = Pick<MemberRow, 'issuer' | 'subject' | 'email' | 'name' | 'passwordHash' | 'role' | 'teams' | 'rightsFromIssuer'>;

async function store(ctx: Context, tx: Transaction, before: MemberRow | undefined, fields: Fields): Promise<string> {
  const id = before?.id ?? randomUUIDv7();
  const [after] = before
    ? await tx.update(users).set(fields).where(eq(users.id, id)).returning()
    : await tx
        .insert(users)
        .values({ id, ...fields })
        .returning();
  if (!after) throw new Error('The member was not stored.');
  const changes = memberChanges(before, after);
  if (changes.length > 0) {
    const host = new URL(fields.issuer ?? '').host;
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: before && changes.some(({ path }) => path.endsWith('.teams')) ? 'TEAM_CHANGE' : 'OTHER',
      actor: ctx.actor,
      summary: before
        ? message('audit.member_synced', { name: after.email, issuer: host, role: after.role })
        : message('audit.member_joined', { name: after.email, issuer: host, role: after.role }),
      changes,
    });
  }
  return id;
}

function rank(role: Role | null): number {
  return role === null ? -1 : roles.indexOf(role);
}
