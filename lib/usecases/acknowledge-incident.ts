import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { acknowledgeSchema, type IncidentDetail } from '#/lib/contract/incidents.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message } from '#/lib/domain/text.ts';
import { changeIncident, refuseResolved } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { parseInput } from './parse-input.ts';

/** Somebody has seen it and is at it; doing so again changes nothing. */
export async function acknowledgeIncident(
  ctx: Context,
  { id, ...input }: { id: number } & z.input<typeof acknowledgeSchema>,
): Promise<IncidentDetail> {
  authorize(ctx.actor, 'incidents:write');
  const { note } = parseInput(acknowledgeSchema, input);
  await changeIncident(ctx, id, (row) => {
    refuseResolved(row);
    if (row.acknowledgedAt !== null) return null;
    return {
      set: {
        status: row.status === 'stale' ? 'stale' : 'acknowledged',
        acknowledgedBy: ctx.actor.name,
        assignee: row.assignee ?? ctx.actor.name,
      },
      kind: 'acknowledged',
      text: note ? message('incident.event.acknowledged_note', { note: redact(note, 4_000) }) : message('incident.event.acknowledged'),
      tell: true,
      also: async (tx) => void (await tx.execute(sql`update incidents set acknowledged_at = clock_timestamp() where id = ${id}`)),
    };
  });
  return getIncident(ctx, { id });
}
