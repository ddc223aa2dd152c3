import type { ExecuteContext } from '#/lib/contract/diagnoses.ts';
import { ranges, rangeOf } from '#/components/data/time-range.ts';

export type PageSubject = { service: { namespace: string; name: string } | null; deploymentId: string | null };

/** What a page is about, as its address says: a service, a deployment, or nothing in particular. */
export function subjectOf(path: string): PageSubject {
  const [, area, first, second] = path.split('/').map(decode);
  if (area === 'services' && first && second) return { service: { namespace: first, name: second }, deploymentId: null };
  return { service: null, deploymentId: area === 'deployments' && first ? first : null };
}

/** An address may hold a stray per cent sign; what cannot be decoded is nothing we know. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** What is said beside a question put on a page; on a service's page the time range of its charts as well. `now` in unix ms. */
export function contextOf(subject: PageSubject, range: string | null, now: number): ExecuteContext {
  if (subject.deploymentId) return { deployment_id: subject.deploymentId };
  if (!subject.service) return {};
  const start = now - ranges[rangeOf(range)].ms;
  return {
    service: subject.service.name,
    namespace: subject.service.namespace,
    time_range: { start: new Date(start).toISOString(), end: new Date(now).toISOString() },
  };
}
