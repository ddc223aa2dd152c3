import { randomUUIDv7 } from 'node:crypto';
import { authorize } from '#/lib/auth/policy.ts';
import { mintToken } from '#/lib/auth/secrets.ts';
import type { Context } from '#/lib/context.ts';
import { tokenCreateSchema, type TokenCreate, type TokenCreated } from '#/lib/contract/tokens.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { apiTokens } from '#/lib/db/schema.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message } from '#/lib/domain/text.ts';
import { requireGrantable } from './grantable.ts';
import { parseInput } from './parse-input.ts';
import { presentToken } from './present-token.ts';

/** Where the audit log keeps what concerns the control plane itself. */
export const OWN_NAMESPACE = 'control-plane';

/** Makes an API token; its text is in this answer and nowhere else. 400 for a moment of expiry that has passed, 403 for scopes or teams that the maker does not have. */
export async function createToken(ctx: Context, input: TokenCreate): Promise<TokenCreated> {
  authorize(ctx.actor, 'admin');
  const given = parseInput(tokenCreateSchema, input);
  const expiresAt = given.expires_at ? new Date(given.expires_at) : null;
  if (expiresAt && expiresAt <= ctx.now()) {
    throw new AppError('invalid_input', 'expires_at has already passed.', {
      errors: [{ path: 'expires_at', message: 'has already passed' }],
    });
  }
  const speaksForOthers = given.speaks_for_others ?? false;
  const teams = given.teams?.includes('*') ? ['*'] : [...new Set(given.teams)];
  requireGrantable(ctx.actor, { scopes: given.scopes, teams, speaksForOthers });
  const { token, prefix, hash } = mintToken();
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(apiTokens)
      .values({
        id: randomUUIDv7(),
        name: given.name,
        prefix,
        hash,
        scopes: [...new Set(given.scopes)],
        teams,
        speaksForOthers,
        createdBy: ctx.actor.name,
        expiresAt,
      })
      .returning();
    if (!row) throw new Error('The token was not stored.');
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: message('audit.token_created', { name: row.name, scopes: row.scopes.join(', ') }),
      changes: [{ path: `tokens.cp_${prefix}`, before: null, after: { name: row.name, scopes: row.scopes, teams } }],
    });
    return { ...presentToken(row), token };
  });
}
