import { and, eq, ne } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { resolveSchema, type IncidentDetail } from '#/lib/contract/incidents.ts';
import { incidents } from '#/lib/db/schema.ts';
import { isUniqueViolation } from '#/lib/db/unique-violation.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message } from '#/lib/domain/text.ts';
import { changeIncident } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { parseInput } from './parse-input.ts';
import { resolveIncident, type IncidentRow } from './resolve-incident.ts';

/** Opens a resolved incident again; 409 naming the other one when a newer one of the same service is open. */
export async function reopenIncident(
  ctx: Context,
  { id, ...input }: { id: number } & z.input<typeof resolveSchema>,
): Promise<IncidentDetail> {
  authorize(ctx.actor, 'incidents:write');
  const { note } = parseInput(resolveSchema, input);
  const { incident } = await resolveIncident(ctx, id);
  await refuseWhileOther(ctx, incident);
  const change = changeIncident(ctx, id, (row) => {
    if (row.status !== 'resolved') return null;
    return {
      set: { status: row.acknowledgedAt ? 'acknowledged' : 'firing', resolvedAt: null, resolvedBy: null },
      kind: 'reopened',
      text: note ? message('incident.event.reopened_note', { note: redact(note, 4_000) }) : message('incident.event.reopened'),
      tell: true,
    };
  });
  await change.catch(async (error: unknown) => {
    // One was opened in between: only one of a service is open at a time, by the database's word.
    if (isUniqueViolation(error)) await refuseWhileOther(ctx, incident);
    throw error;
  });
  return getIncident(ctx, { id });
}

async function refuseWhileOther(ctx: Context, { id, groupingKey }: IncidentRow): Promise<void> {
  const [other] = await ctx.db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.groupingKey, groupingKey), ne(incidents.status, 'resolved'), ne(incidents.id, id)));
  if (!other) return;
  throw new AppError('conflict', `Incident ${other.id} of the same service is open: go on there.`, { details: { incident_id: other.id } });
}
