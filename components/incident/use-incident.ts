'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { IncidentDetail } from '#/lib/contract/incidents.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';

/** One incident with all that its page shows. */
export function useIncident(id: number) {
  return useAnswer<IncidentDetail>(urls.incident(id));
}

/** Puts an incident, as an act has answered it, in the place of what was known of it. */
export function useKeepIncident(): (incident: IncidentDetail) => void {
  const client = useQueryClient();
  return (incident) => client.setQueryData([urls.incident(incident.id)], incident);
}
