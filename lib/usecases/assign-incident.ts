import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { assignSchema, type IncidentDetail } from '#/lib/contract/incidents.ts';
import { message } from '#/lib/domain/text.ts';
import { changeIncident, refuseResolved } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { parseInput } from './parse-input.ts';

/** Hands it to a person, or to nobody. */
export async function assignIncident(
  ctx: Context,
  { id, ...input }: { id: number } & z.input<typeof assignSchema>,
): Promise<IncidentDetail> {
  authorize(ctx.actor, 'incidents:write');
  const { assignee } = parseInput(assignSchema, input);
  await changeIncident(ctx, id, (row) => {
    refuseResolved(row);
    if (row.assignee === assignee) return null;
    const text = assignee ? message('incident.event.assigned', { assignee }) : message('incident.event.unassigned');
    return { set: { assignee }, kind: 'assigned', text, tell: false };
  });
  return getIncident(ctx, { id });
}
