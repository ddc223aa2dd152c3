import type { StoredReport } from '#/lib/domain/diagnosis.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { stopOf } from './calls.ts';
import type { Claim } from './claim.ts';
import { inTrouble, sameSetting } from './failing.ts';
import { namedIn } from './names.ts';
import { periodsOf } from './periods.ts';
import type { ChangeFacts, Observations } from './observations.ts';

export type Considered = StoredReport['changes_considered'][number];

/** A change that holds the mechanism: which of its fields, and how it brought the failure about. */
export type Culprit = { change: ChangeFacts; paths: string[]; how: Message };

/** The fields that hold the mechanism. `guessed`: it could have brought the failure about, but nothing in it is named by it. */
type Guilt = { paths: string[]; how: Message; guessed?: true };

/** The coarsest step of a signal, in ms. */
const STEP = 60_000;
/** A service that goes wrong within this time, in ms, after a change of its own went wrong with it. */
const SOON = 180_000;

/** What ran healthy for so long, in ms, and failed then did not come with the version that ran. */
const SERVED_LONG = 15 * 60_000;

/** What is held against one change, or why it is let go. */
type Judgement = { guilty: Guilt } | { innocent: Message };

/**
 * Holds every change in the window against the mechanism of the claim. A change is suspected for what is
 * in it, never for coming last; each other one is let go with the reason that clears it.
 */
export function considerChanges(
  observations: Observations,
  claim: Claim | null,
  onset: number | null,
): { considered: Considered[]; culprit: Culprit | null; undecided: ChangeFacts[] } {
  const newestFirst = observations.changes.toSorted((a, b) => b.at - a.at);
  const judged = newestFirst.map((change) => ({ change, judgement: judge(observations, change, claim, onset) }));
  // Of several changes to the same key the newest before the onset is the one in force; the release gives way to it.
  const guilty = judged.flatMap(({ change, judgement }) => ('guilty' in judgement ? [{ change, ...judgement.guilty }] : []));
  const named = guilty.filter((item) => !item.guessed);
  const rivals = named.length === 0 ? rivalsAmong(guilty) : [];
  const undecided = rivals.length > 1 ? rivals.map((item) => item.change) : [];
  const culprit =
    undecided.length > 0
      ? null
      : (named.find((item) => item.paths.some((path) => /^(?:config|flags)\./.test(path))) ?? named[0] ?? guilty[0] ?? null);
  const considered = judged.map(({ change, judgement }) => {
    const overruled = 'guilty' in judgement && culprit !== null && change !== culprit.change;
    const suspected = 'guilty' in judgement && !overruled;
    if ('innocent' in judgement) return entry(change, false, judgement.innocent);
    if (overruled) return entry(change, false, whyOverruled(judgement.guilty.paths, culprit, change));
    const open = undecided.includes(change);
    return entry(change, suspected && (culprit !== null || open), open ? message('report.change.undecided') : judgement.guilty.how);
  });
  const suspectedFirst = considered.toSorted((a, b) => Number(b.verdict === 'suspected') - Number(a.verdict === 'suspected'));
  return { considered: suspectedFirst, culprit, undecided };
}

/** Changes among which nothing that was observed decides; of two that brought the same version the newer stands for both. */
function rivalsAmong(guilty: (Guilt & { change: ChangeFacts })[]): (Guilt & { change: ChangeFacts })[] {
  const kinds = new Map<string, Guilt & { change: ChangeFacts }>();
  for (const item of guilty) {
    const kind = versionBrought(item.change) ?? item.paths.toSorted().join(' ');
    if (!kinds.has(kind)) kinds.set(kind, item);
  }
  return [...kinds.values()];
}

function judge(observations: Observations, change: ChangeFacts, claim: Claim | null, onset: number | null): Judgement {
  const { deployment, previous, service, peers } = observations;
  if (onset !== null && change.at > latest(observations, claim, onset)) return { innocent: message('report.change.after_onset') };
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
  const until = onset === null ? null : latest(observations, claim, onset);
  const guilt = mechanismIn(observations, change, claim, { ofThis, until });
  const provenHarmless =
    !ofThis &&
    at.name === service.name &&
    at.namespace === service.namespace &&
    claim.mechanism?.kind !== 'callee' &&
    previous !== null &&
    (previous.value.finishedAt ?? previous.value.createdAt) >= change.at;
  if (provenHarmless) {
    const { version } = previous.value;
    const brought = versionBrought(change);
    const undone = brought !== null && brought !== version;
    return { innocent: message(undone ? 'report.change.undone' : 'report.change.ran_healthy', { version }) };
  }
  if (claim.before && change.at > claim.before.at) return { innocent: message('report.change.failed_before') };
  const served = guilt && onset !== null ? servedLong(observations, claim, guilt, onset) : null;
  if (served !== null) return { innocent: message('report.change.ran_healthy', { version: served }) };
  if (guilt) return { guilty: guilt };
  return { innocent: whyNot(change, claim) };
}

/** The version, when the deployment that is held to account had ended healthy and served so for long before the failure: a leak alone takes its time. */
function servedLong({ deployment, service }: Observations, claim: Claim, guilt: Guilt, onset: number): string | null {
  const facts = deployment?.value;
  // A key or a flag that the failure names is another matter: what it governs may be reached late.
  const carried = guilt.paths.includes('version') || guilt.how.key === 'report.change.carried_config';
  const own = claim.service.name === service.name && claim.service.namespace === service.namespace;
  if (!own || facts?.status !== 'healthy' || facts.finishedAt === null || !carried) return null;
  if (guilt.guessed || claim.mode === 'container.oom_killed' || claim.mode === 'container.memory_leak') return null;
  return onset - facts.finishedAt > SERVED_LONG ? facts.version : null;
}

/** The last moment at which a change can have brought it about: signals are measured in steps, which begin before what they show. */
function latest({ deployment }: Observations, claim: Claim | null, onset: number): number {
  const measured = !deployment || deployment.value.status === 'healthy';
  return measured ? Math.max(onset, Math.min(onset + STEP, claim?.at ?? onset + STEP)) : onset;
}

/** What in the change explains the claim: its diff names the key, it carried the version, it stopped the callee. */
function mechanismIn(
  observations: Observations,
  change: ChangeFacts,
  claim: Claim,
  { ofThis, until }: { ofThis: boolean; until: number | null },
): Guilt | null {
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
      // A stop that was undone again before the failure keeps nobody from answering.
      const newest = stopOf(observations, mechanism.service, until)?.id === change.id;
      const stops = change.changes.filter(
        (item) => (item.path === 'stopped' && item.after === true) || (item.path === 'replicas' && item.after === 0),
      );
      if (stops.length > 0 && newest)
        return { paths: stops.map((item) => item.path), how: message('report.change.stopped_callee', { service: mechanism.service.name }) };
      const carried = change.changes.map((item) => item.path).filter((path) => path === 'version' || /^(?:config|flags)\./.test(path));
      const soon = typeof mechanism.since === 'number' && mechanism.since >= change.at && mechanism.since - change.at <= SOON;
      return soon && carried.length > 0
        ? { paths: carried, how: message('report.change.callee_since', { service: mechanism.service.name }), guessed: true }
        : null;
    }
    case 'flag': {
      const touched = change.changes.filter((item) => sameSetting(item.path, `flags.${mechanism.flag}`));
      const [first] = touched;
      return first
        ? {
            paths: touched.map((item) => item.path),
            how: message('report.change.set_flag', { flag: mechanism.flag, value: shown(first.after) }),
          }
        : null;
    }
    case 'exception': {
      const settings = change.changes.map((item) => item.path).filter((path) => /^(?:config|flags)\./.test(path));
      const spoken = settings.filter((path) => namedIn(mechanism.text, bare([path])));
      if (spoken.length > 0) return { paths: spoken, how: message('report.change.named', { keys: bare(spoken) }) };
      const brought = versionBrought(change);
      if (brought !== null && brought === mechanism.version)
        return { paths: ['version'], how: message('report.change.threw', { version: brought }), guessed: true };
      // New instances with another configuration are a comparison with the old ones; a live flag without its name in the error is none.
      const keys = settings.filter((path) => path.startsWith('config.'));
      return ofThis && keys.length > 0 && brought === null && change.at >= periodsOf(observations).failing.start
        ? { paths: keys, how: message('report.change.carried_config', { keys: bare(keys) }), guessed: true }
        : null;
    }
    case undefined:
      return null;
  }
}

/** A flag's or key's value as a person reads it. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
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
  if (claim.mechanism?.kind === 'exception' && keys.length > 0) return message('report.change.unnamed', { keys: bare(keys) });
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
