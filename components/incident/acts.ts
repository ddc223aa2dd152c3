import type { z } from 'zod';
import type { executeAcceptedSchema } from '#/lib/contract/diagnoses.ts';
import type { IncidentDetail, Silence, silenceCreateSchema } from '#/lib/contract/incidents.ts';
import { send, sendOnly } from '#/components/data/api.ts';
import { urls } from '#/components/data/urls.ts';

const to = (id: number, verb: string, body?: Record<string, unknown>) => send<IncidentDetail>('POST', `${urls.incident(id)}/${verb}`, body);

/** What a person can do about an incident; each answers it as it is then and throws ProblemError. */
export const incidentActs = {
  acknowledge: (id: number) => to(id, 'acknowledge'),
  assign: (id: number, assignee: string | null) => to(id, 'assign', { assignee }),
  note: (id: number, text: string) => to(id, 'notes', { text }),
  resolve: (id: number) => to(id, 'resolve'),
  reopen: (id: number) => to(id, 'reopen'),
};

/** Asks for a diagnosis of an incident, or joins the one at work. Throws ProblemError. */
export function diagnoseIncident(id: number): Promise<z.infer<typeof executeAcceptedSchema>> {
  return send<z.infer<typeof executeAcceptedSchema>>('POST', '/diagnostics/alerts', { incident_ids: [id] });
}

/** Keeps matching alerts quiet for a time. Throws ProblemError. */
export function createSilence(body: z.input<typeof silenceCreateSchema>): Promise<Silence> {
  return send<Silence>('POST', urls.silences, body);
}

/** Ends a silence now. Throws ProblemError. */
export function endSilence(id: string): Promise<void> {
  return sendOnly('DELETE', `${urls.silences}/${encodeURIComponent(id)}`);
}
