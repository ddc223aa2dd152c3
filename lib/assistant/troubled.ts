import { diagnose } from '#/lib/diagnosis/diagnose.ts';
import { noneTroubled, troubledAnswer, type Looked } from '#/lib/diagnosis/troubled-answer.ts';
import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import type { Window } from '#/lib/ports.ts';
import { troubledServices, type Troubled } from '#/lib/usecases/troubled-services.ts';
import type { Desk } from './call-tool.ts';
import { gather, type Step } from './gather.ts';

/** How many services one question looks into; the others are named only. */
const LOOKED_INTO = 3;

type Question = { services: readonly ServiceRef[]; range: Window | null };
type Weigh = (desk: Desk, service: ServiceRef, range: Window | null, step: Step) => Promise<StoredReport>;

/**
 * A question that names no service is about those that are not well: the worst is investigated in
 * full by `investigate`, the next ones more quietly, and all are named.
 */
export async function troubledReport(desk: Desk, { services, range }: Question, step: Step, investigate: Weigh): Promise<StoredReport> {
  const troubled = await troubledServices(desk.ctx);
  const [worst, ...others] = troubled;
  if (!worst) return noneTroubled(services.map(serviceKey));
  const first = { service: worst, report: await investigate(desk, worst, range, step) };
  const quiet = others.slice(0, LOOKED_INTO - 1);
  const rest = quiet.length > 0 ? await step('look-at-others', () => lookAt(desk, quiet, range)) : [];
  return troubledAnswer({ first, rest, unseen: others.slice(quiet.length).map((item) => item.name), evidence: desk.book.items() });
}

/** One after the other, each with its own gaps: what one could not read takes nothing from the next. */
async function lookAt(desk: Desk, services: readonly Troubled[], range: Window | null): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const service of services) {
    const own = { ...desk, gaps: [] };
    const observations = await gather(own, { service, deploymentId: null, range }, (_, work) => work());
    desk.calls = own.calls;
    const known = desk.book.items().length;
    looked.push({ service, report: diagnose(observations, desk.book).report });
    for (const data of desk.book.items().slice(known)) desk.emit({ event: 'evidence', data });
  }
  return looked;
}
