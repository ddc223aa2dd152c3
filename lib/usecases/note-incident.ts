import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { noteSchema, type IncidentDetail } from '#/lib/contract/incidents.ts';
import { redact } from '#/lib/domain/redact.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message } from '#/lib/domain/text.ts';
import { changeIncident } from './change-incident.ts';
import { getIncident } from './get-incident.ts';
import { parseInput } from './parse-input.ts';

/** Adds a note to its timeline, also when it is resolved; a secret in it is not kept. */
export async function noteIncident(ctx: Context, { id, ...input }: { id: number } & z.input<typeof noteSchema>): Promise<IncidentDetail> {
  authorize(ctx.actor, 'incidents:write');
  const { text } = storable(parseInput(noteSchema, input));
  const note = message('incident.event.note', { text: redact(text, 4_000) });
  await changeIncident(ctx, id, () => ({ set: {}, kind: 'note', text: note, tell: false }));
  return getIncident(ctx, { id });
}
