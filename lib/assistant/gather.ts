import { nothingObserved, type DeploymentFacts, type Observations, type Observed } from '#/lib/diagnosis/observations.ts';
import type { ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import type { Window } from '#/lib/ports.ts';
import { callTool, record, type Desk } from './call-tool.ts';
import { calleesToFollow, followCallee, readLogs, readTraces } from './gather-logs.ts';
import { followSurge, readMetrics, readPeerMetrics } from './gather-metrics.ts';
import { instanceEvidence } from './tools/list-instances.ts';

const HOUR = 3_600_000;
/** How far back a change may lie that is still considered. */
const CHANGES_BEFORE = 24 * HOUR;
/** Telemetry before the change, to compare with. */
const BEFORE = 15 * 60_000;

export type Target = { service: ServiceRef; deploymentId: string | null; range: Window | null };

/** Runs one step of the plan and tells when it begins and ends. */
export type Step = <T>(id: string, work: () => Promise<T>) => Promise<T>;

/**
 * Asks every source about one subject: changes first, then state and telemetry side by side. What
 * could not be asked is a gap in the observations.
 */
export async function gather(desk: Desk, target: Target, step: Step): Promise<Observations> {
  const now = desk.ctx.now().getTime();
  const { cluster, namespace, name } = target.service;
  const input = { cluster, namespace, service: name };
  const observed = nothingObserved(target.service, now, target.range ?? { start: now - HOUR, end: now });
  observed.alerted = desk.alerted;
  let seen: { instances: Instance[]; others: Instance[] } | null = null;
  let external = false;

  await step('check-recent-changes', async () => {
    const [state, given] = await Promise.all([
      callTool(desk, 'get-service', input),
      target.deploymentId ? callTool(desk, 'get-deployment', { id: target.deploymentId }) : null,
    ]);
    const deployment =
      given ?? (!target.deploymentId && state?.newest ? await callTool(desk, 'get-deployment', { id: state.newest.id }) : null);
    observed.health = state?.health ?? null;
    external = state?.platform === 'external';
    if (deployment) {
      observed.deployment = deployment.deployment;
      observed.previous = deployment.previous;
      observed.restores = deployment.restores;
      if (deployment.deployment.value.status === 'failed' || target.deploymentId) seen = deployment;
      if (!target.range) observed.window = windowAround(deployment.deployment.value, now);
    }
    const start = iso(observed.window.start - CHANGES_BEFORE);
    observed.changes = (await callTool(desk, 'query-audit-logs', { ...input, start, end: iso(observed.window.end) })) ?? [];
  });

  const window = { start: iso(observed.window.start), end: iso(observed.window.end) };
  await Promise.all([
    step('read-state', async () => {
      const [live, peers] = await Promise.all([
        callTool(desk, 'list-instances', input),
        callTool(desk, 'get-service-graph', { ...input, ...window }),
      ]);
      observed.peers = peers ?? [];
      placeInstances(desk, observed, seen, live);
    }),
    step('read-telemetry', async () => {
      await Promise.all([
        readLogs(desk, observed, seen?.others.map((item) => item.id) ?? []),
        readTraces(desk, observed),
        readMetrics(desk, observed),
      ]);
    }),
  ]);
  await readPeerMetrics(desk, observed);
  await followSurge(desk, observed);
  const callees = await calleesToFollow(desk, observed);
  if (callees.length > 0)
    await step('follow-callee', async () => void (await Promise.all(callees.map((callee) => followCallee(desk, observed, callee)))));
  if (external) tellWhatIsOutOfSight(desk, observed);
  observed.gaps = desk.gaps;
  return observed;
}

/** On a platform that only reports, instances cannot be looked at: where nothing else speaks for the service, that is missing. */
function tellWhatIsOutOfSight(desk: Desk, { deployment, health, instances, logs }: Observations): void {
  const told = deployment?.value.status !== 'failed' && health !== null && health.value.health !== 'unknown';
  const unseen = [...(instances || told ? [] : (['instances'] as const)), ...(logs.length > 0 || told ? [] : (['logs'] as const))];
  for (const source of unseen) {
    if (!desk.gaps.some((gap) => gap.source === source)) desk.gaps.push({ source, reason: message('report.gap.external') });
  }
}

/** The instances of the failing attempt as they were when it failed; of a service as they are now. */
function placeInstances(
  desk: Desk,
  observed: Observations,
  seen: { instances: Instance[]; others: Instance[] } | null,
  live: Instance[] | null,
): void {
  const id = observed.deployment?.value.id;
  const own = seen?.instances.length ? seen.instances : (live?.filter((item) => id === undefined || item.deployment_id === id) ?? []);
  const current = own.length > 0 || seen ? own : (live ?? []);
  const others = (seen?.others.length ? seen.others : live)?.filter((item) => !current.some((one) => one.id === item.id)) ?? [];
  const keep = (instances: Instance[]): Observed<Instance[]> | null =>
    instances.length > 0 ? { evidence: record(desk, instanceEvidence(observed.service, instances)), value: instances } : null;
  observed.instances = keep(current);
  observed.others = keep(others);
  // What was kept with the deployment stands in for a platform that cannot be asked now.
  if (observed.instances) desk.gaps = desk.gaps.filter((gap) => gap.source !== 'instances');
}

function windowAround(facts: DeploymentFacts, now: number): Window {
  if (facts.status === 'healthy') return { start: now - HOUR, end: now };
  const end = facts.finishedAt === null ? now : Math.min(now, facts.finishedAt + 60_000);
  return { start: (facts.startedAt ?? facts.createdAt) - BEFORE, end };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Titles of the steps, as the live view shows them. */
export function stepTitle(id: string) {
  return message(`report.step.${id.replaceAll('-', '_')}`);
}
