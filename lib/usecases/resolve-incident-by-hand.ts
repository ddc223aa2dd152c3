import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { resolveSchema, type IncidentDetail } from '#/lib/contract/incidents.ts';
import { redact } from '#/lib/domain/redact.ts';
import { message } from '#/lib/domain/text.ts';
import { changeIncident } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { parseInput } from './parse-input.ts';

/**
 * Ends an incident and its alerts as far as we are concerned. What still fires opens a new one when its sender
 * repeats it: nobody can resolve a fault by a button.
 */
export async function resolveIncidentByHand(
  ctx: Context,
  { id, ...input }: { id: number } & z.input<typeof resolveSchema>,
): Promise<IncidentDetail> {
  authorize(ctx.actor, 'incidents:write');
  const { note } = parseInput(resolveSchema, input);
  await changeIncident(ctx, id, (row) => {
    if (row.status === 'resolved') return null;
    return {
      set: { status: 'resolved', resolvedBy: ctx.actor.name, openAlerts: 0 },
      kind: 'resolved',
      text: note ? message('incident.event.resolved_note', { note: redact(note, 4_000) }) : message('incident.event.resolved'),
      tell: true,
      async also(tx) {
        await tx.execute(sql`update incidents set resolved_at = clock_timestamp() where id = ${id}`);
        await tx.execute(sql`
          update alert_states set episode_id = null where episode_id in (select id from alert_episodes where incident_id = ${id} and status <> 'resolved')`);
        await tx.execute(sql`
          update alert_episodes set status = 'resolved', closed_at = clock_timestamp() where incident_id = ${id} and status <> 'resolved'`);
      },
    };
  });
  return getIncident(ctx, { id });
}
