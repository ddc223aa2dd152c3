import type { IncidentDetail, Silence } from '#/lib/contract/incidents.ts';

/** What a silence of an incident begins with: its service, or, when its alerts name none, what its first alert is called. */
export function prefilledMatchers(incident: Pick<IncidentDetail, 'service' | 'namespace' | 'alerts'>): Silence['matchers'] {
  const { service, namespace, alerts } = incident;
  const is = (name: string, value: string) => ({ name, operator: '=' as const, value });
  if (service) return [is('service', service), ...(namespace ? [is('namespace', namespace)] : [])];
  const [first] = alerts;
  return first ? [is('alertname', first.labels.alertname ?? first.name)] : [];
}
