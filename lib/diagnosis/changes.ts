import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import type { Claim } from './claim.ts';
import { inTrouble, sameSetting } from './failing.ts';
import type { ChangeFacts, Observations } from './observations.ts';

export type Considered = StoredReport['changes_considered'][number];

/** A change that holds the mechanism: which of its fields, and how it brought the failure about. */
export type Culprit = { change: ChangeFacts; paths: string[]; how: Message };

/** What is held against one change, or why it is let go. */
type Judgement = { guilty: { paths: string[]; how: Message } } | { innocent: Message };

/**
 * Holds every change in the window against the mechanism of the claim. A change is suspected for what is
 * in it, never for coming last; each other one is let go with the reason that clears it.
 */
export function considerChanges(
  observations: Observations,
  claim: Claim | null,
  onset: number | null,
): { considered: Considered[]; culprit: Culprit | null } {
  const newestFirst = observations.changes.toSorted((a, b) => b.at - a.at);
  const judged = newestFirst.map((change) => ({ change, judgement: judge(observations, change, claim, onset) }));
  // Of several changes to the same key the newest before the onset is the one in force; the release gives way to it.
  const guilty = judged.flatMap(({ change, judgement }) => ('guilty' in judgement ? [{ change, ...judgement.guilty }] : []));
  const culprit = guilty.find((item) => item.paths.some((path) => path.startsWith('config.'))) ?? guilty[0] ?? null;
  const considered = judged.map(({ change, judgement }) => {
    const overruled = 'guilty' in judgement && culprit !== null && change !== culprit.change;
    const suspected = 'guilty' in judgement && !overruled;
    const reason =
      'innocent' in judgement
        ? judgement.innocent
        : overruled
          ? whyOverruled(judgement.guilty.paths, culprit, change)
          : judgement.guilty.how;
    return entry(change, suspected, reason);
  });
  return { considered: considered.toSorted((a, b) => Number(b.verdict === 'suspected') - Number(a.verdict === 'suspected')), culprit };
}

function judge(observations: Observations, change: ChangeFacts, claim: Claim | null, onset: number | null): Judgement {
  const { deployment, previous, service, peers } = observations;
  if (onset !== null && change.at > onset) return { innocent: message('report.change.after_onset') };
  if (!claim) return { innocent: message(inTrouble(observations) === false ? 'report.change.nothing_wrong' : 'report.change.no_claim') };

  const at = claim.service;
  const here = change.service === at.name && change.namespace === at.namespace && change.cluster === at.cluster;
  if (!here) {
    const own = change.service === service.name && change.namespace === service.namespace;
    const peer = peers.find((item) => item.value.service.name === change.service && item.value.service.namespace === change.namespace);
    const name = change.service ?? change.namespace;
    if (own) return { innocent: message('report.change.fault_elsewhere', { service: at.name }) };
    if (peer?.value.relation === 'caller') return { innocent: message('report.change.caller', { service: name }) };
    if (peer) return { innocent: message('report.change.callee_well', { service: name }) };
    return { innocent: message('report.change.cannot_reach', { service: name }) };
  }
  const ofThis = deployment !== null && change.deploymentId === deployment.value.id;
  const guilt = mechanismIn(observations, change, claim, ofThis);
  const provenHarmless =
    !ofThis &&
    claim.mechanism?.kind !== 'callee' &&
    previous !== null &&
    (previous.value.finishedAt ?? previous.value.createdAt) >= change.at;
  if (provenHarmless) {
    const { version } = previous.value;
    const brought = versionBrought(change);
    const undone = brought !== null && brought !== version;
    return { innocent: message(undone ? 'report.change.undone' : 'report.change.ran_healthy', { version }) };
  }
  if (guilt) return { guilty: guilt };
  return { innocent: whyNot(change, claim) };
}

/** What in the change explains the claim: its diff names the key, it carried the version, it stopped the callee. */
function mechanismIn(
  observations: Observations,
  change: ChangeFacts,
  claim: Claim,
  ofThis: boolean,
): { paths: string[]; how: Message } | null {
  const { mechanism } = claim;
  const deployment = observations.deployment?.value ?? null;
  const version = deployment?.version ?? '';
  // What brought the version is to blame for it, also when a later change without a version of its own failed with it.
  const release =
    (ofThis && deployment !== null && (deployment.kind === 'release' || deployment.kind === 'rollback')) ||
    (deployment !== null && versionBrought(change) === version);
  switch (mechanism?.kind) {
    case 'config_key': {
      const { key, wanted } = mechanism;
      const touched = change.changes.filter((item) => sameSetting(item.path, `config.${key}`));
      const removed = touched.filter((item) => item.after === null);
      const set = touched.filter((item) => item.after !== null);
      if (wanted === 'present' && removed.length > 0)
        return { paths: removed.map((item) => item.path), how: message('report.change.removed_key', { key }) };
      if (wanted === 'different' && set.length > 0)
        return { paths: set.map((item) => item.path), how: message('report.change.set_key', { key }) };
      if (!release || touched.length > 0) return null;
      const how =
        wanted === 'present'
          ? message('report.change.version_needs_key', { key, version })
          : message('report.change.version_refuses_key', { key, version });
      return { paths: ['version'], how };
    }
    case 'version': {
      if (release) return { paths: ['version'], how: message('report.change.carried_version', { version }) };
      const paths = change.changes.map((item) => item.path).filter((path) => path.startsWith('config.') || path.startsWith('flags.'));
      const unproven = deployment !== null && (deployment.previousVersion ?? version) !== version;
      return ofThis && paths.length > 0 && !unproven
        ? { paths, how: message('report.change.carried_config', { keys: bare(paths) }) }
        : null;
    }
    case 'callee': {
      const stops = change.changes.filter(
        (item) => (item.path === 'stopped' && item.after === true) || (item.path === 'replicas' && item.after === 0),
      );
      if (stops.length > 0)
        return { paths: stops.map((item) => item.path), how: message('report.change.stopped_callee', { service: mechanism.service.name }) };
      return null;
    }
    case undefined:
      return null;
  }
}

function versionBrought(change: ChangeFacts): string | null {
  const after = change.changes.find((item) => item.path === 'version')?.after;
  return typeof after === 'string' ? after : null;
}

/** Two changes that brought the same version differ only in which came last. */
function whyOverruled(paths: string[], culprit: Culprit, change: ChangeFacts): Message {
  const version = versionBrought(change);
  return paths.includes('version') && culprit.paths.includes('version') && version !== null
    ? message('report.change.asked_again', { version })
    : message('report.change.overruled');
}

function whyNot(change: ChangeFacts, claim: Claim): Message {
  const keys = change.changes.map((item) => item.path).filter((path) => path.startsWith('config.') || path.startsWith('flags.'));
  if (claim.mechanism?.kind === 'config_key' && keys.length > 0)
    return message('report.change.other_keys', { keys: bare(keys), key: claim.mechanism.key });
  if (change.eventType === 'RESTART' || change.eventType === 'SCALE') return message('report.change.no_new_code');
  return message('report.change.no_mechanism');
}

function bare(paths: string[]): string {
  return paths.map((path) => path.replace(/^(?:config|flags)\./, '')).join(', ');
}

function entry(change: ChangeFacts, suspected: boolean, reason: Message): Considered {
  return {
    change_id: change.id,
    at: new Date(change.at).toISOString(),
    event_type: change.eventType,
    service: change.service,
    author: change.author,
    summary: change.summary,
    verdict: suspected ? 'suspected' : 'rejected',
    reason,
  };
}
