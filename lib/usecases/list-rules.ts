import { asc, eq } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AlertRule } from '#/lib/contract/rules.ts';
import { alertRules } from '#/lib/db/schema.ts';
import { ensureRules } from './ensure-rules.ts';
import { presentRule } from './present-rule.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

/** The rules that a service is watched by, with what each says now. */
export async function listRules(ctx: Context, input: ServiceName): Promise<AlertRule[]> {
  authorize(ctx.actor, 'read');
  const service = await resolveService(ctx, input);
  await ensureRules(ctx.db);
  const rows = await ctx.db.select().from(alertRules).where(eq(alertRules.serviceId, service.id)).orderBy(asc(alertRules.name));
  return rows.map(presentRule);
}
