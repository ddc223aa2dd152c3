import { message, paragraphs, sentences, type Message } from '#/lib/domain/text.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { Culprit } from './changes.ts';
import type { Claim } from './claim.ts';
import { cites, citing } from './evidence.ts';
import type { findOnset } from './onset.ts';
import type { Observations, Observed, PeerFacts } from './observations.ts';

type Onset = ReturnType<typeof findOnset>;

/** A caller's errors are measured in steps, so that their first moment may lie a little before the failure's. */
const TOLERANCE_MS = 60_000;

/** The note on a cause, paragraph by paragraph: what was seen, the change that brought it, what still works. */
export function noteOn(
  observations: Observations,
  claim: Claim,
  accused: { culprit: Culprit | null; culpritEvidence: string | null; onset: Onset },
): Message {
  const { culprit, culpritEvidence, onset } = accused;
  const seen = cites(claim.detail)
    ? claim.detail
    : message('report.note.seen', { detail: claim.detail, ref: citing(claim.evidence.slice(0, 2)) });
  const change = culprit && [
    message('report.note.change', {
      summary: culprit.change.summary,
      author: culprit.change.author,
      how: culprit.how,
      ref: citing(culpritEvidence ? [culpritEvidence] : []),
    }),
  ];
  const reach = reachOf(observations, onset);
  return paragraphs(seen, ...(change ?? []), ...(reach.length > 0 ? [sentences(...reach)] : []));
}

/** What still serves and who is hurt, from what was observed; of what was not looked at it says nothing. */
export function reachOf(observations: Observations, onset: Onset): Message[] {
  return [...serving(observations), ...callers(observations, onset)];
}

/** Which version answers while the attempt fails, or that none does. */
function serving({ service, deployment, instances, others, health }: Observations): Message[] {
  if (!deployment || deployment.value.status === 'healthy' || !instances) return [];
  const own = instances.value.filter((instance) => instance.ready);
  const kept = others?.value.filter((instance) => instance.ready) ?? [];
  const versions = [...new Set(kept.map((instance) => instance.version))];
  const [version] = versions;
  if (own.length === 0 && others && versions.length === 1 && version !== undefined) {
    const values = { service: service.name, version, count: kept.length };
    return [message('report.note.still_serves', { ...values, ref: citing([others.evidence]) })];
  }
  const stopped = health?.value.stopped === true;
  if (own.length === 0 && kept.length === 0 && !stopped && health?.value.ready === 0)
    return [message('report.note.nothing_serves', { service: service.name, ref: citing([instances.evidence, health.evidence]) })];
  return [];
}

/** How it reaches those that call the service; callers whose requests nobody measured are not spoken of as well. */
function callers({ service, peers }: Observations, onset: Onset): Message[] {
  const all = peers.filter((peer) => peer.value.relation === 'caller');
  const hurt = harmed(all, onset);
  const measured = all.filter((peer) => peer.value.errorRate !== null && peer.value.errorsSince === null);
  if (hurt.length + measured.length === 0) return [];
  const told = (key: 'callers_hurt' | 'callers_well', list: readonly Observed<PeerFacts>[]) => {
    const callers = list.map(({ value }) => nameBeside(service.namespace, value)).join(', ');
    return message(`report.note.${key}`, { callers, ref: citing(list.map((peer) => peer.evidence)) });
  };
  if (hurt.length > 0) return [told('callers_hurt', hurt)];
  return measured.length === all.length ? [told('callers_well', measured)] : [];
}

/** The callers whose requests fail since the onset; what failed earlier has another reason. */
export function harmed(peers: Observations['peers'], onset: Onset): (Observed<PeerFacts> & { since: number })[] {
  return peers.flatMap((peer) => {
    const { relation, errorRate, errorsSince: since } = peer.value;
    if (relation !== 'caller' || (errorRate ?? 0) <= 0 || since === null) return [];
    return onset !== null && since < onset.at - TOLERANCE_MS ? [] : [{ ...peer, since }];
  });
}

/** A name as people say it: with its namespace only where that is another one. */
function nameBeside(namespace: string, { service }: PeerFacts): string {
  return service.namespace === namespace ? service.name : serviceKey(service);
}
