import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { memberPatchSchema, type Member, type MemberPatch } from '#/lib/contract/members.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { lockMembers } from '#/lib/db/members.ts';
import { users } from '#/lib/db/schema.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';
import { requireGrantable } from './grantable.ts';
import { parseInput } from './parse-input.ts';
import { memberChanges, presentMember, type MemberRow } from './present-member.ts';

/**
 * Changes a member's role or teams, or disables and enables them; their open sessions have it from the
 * next request on. 409 for what would leave no administrator, 403 for more than the caller has.
 */
export async function updateMember(ctx: Context, { id, ...input }: MemberPatch & { id: string }): Promise<Member> {
  authorize(ctx.actor, 'admin');
  const wanted = parseInput(memberPatchSchema, input);
  return ctx.db.transaction(async (tx) => {
    await lockMembers(tx);
    const [before] = await tx.select().from(users).where(eq(users.id, id));
    if (!before) throw notFound('member', id);
    const teams = wanted.teams && [...new Set(wanted.teams)];
    requireGrantable(ctx.actor, grantedBy(before, { ...wanted, teams }));
    const staysAdmin = (wanted.role ?? before.role) === 'admin' && !(wanted.disabled ?? before.disabledAt !== null);
    if (isAdmin(before) && !staysAdmin) await requireAnotherAdmin(tx, before);
    const disabledAt = wanted.disabled === undefined ? before.disabledAt : wanted.disabled ? (before.disabledAt ?? sql`now()`) : null;
    const [after] = await tx
      .update(users)
      .set({ role: wanted.role ?? before.role, teams: teams ?? before.teams, disabledAt })
      .where(eq(users.id, id))
      .returning();
    if (!after) throw notFound('member', id);
    const changes = memberChanges(before, after);
    if (changes.length > 0) {
      await appendAudit(tx, {
        namespace: OWN_NAMESPACE,
        eventType: changes.some(({ path }) => path.endsWith('.teams')) ? 'TEAM_CHANGE' : 'OTHER',
        actor: ctx.actor,
        summary: summaryOf(before, after),
        changes,
      });
    }
    return presentMember(after);
  });
}

/** What the change would give away: whoever is enabled again gets all that they had. */
function grantedBy(before: MemberRow, wanted: { role?: MemberRow['role']; teams?: string[]; disabled?: boolean }) {
  const enabled = wanted.disabled === false && before.disabledAt !== null;
  return { role: wanted.role ?? (enabled ? before.role : undefined), teams: wanted.teams ?? (enabled ? before.teams : []) };
}

function isAdmin(row: MemberRow): boolean {
  return row.role === 'admin' && row.disabledAt === null;
}

async function requireAnotherAdmin(tx: Transaction, row: MemberRow): Promise<void> {
  const others = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt), ne(users.id, row.id)))
    .limit(1);
  if (others.length > 0) return;
  throw new AppError('conflict', `${row.email} is the last administrator. Make somebody else an administrator first.`);
}

function summaryOf(before: MemberRow, after: MemberRow): Message {
  const name = after.email;
  if (!before.disabledAt && after.disabledAt) return message('audit.member_disabled', { name });
  if (before.disabledAt && !after.disabledAt) return message('audit.member_enabled', { name });
  if (before.role !== after.role) return message('audit.member_role', { name, before: before.role, after: after.role });
  return message('audit.member_teams', { name, teams: after.teams.join(', ') || '–' });
}
