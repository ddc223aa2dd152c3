import { message } from '#/lib/domain/text.ts';
import type { Instance, ProbeResult } from '#/lib/domain/workload.ts';
import { claiming, SILENT, type Claim, type Detector } from '../claim.ts';
import { beginning, inTrouble, recentExit } from '../failing.ts';
import type { Observations } from '../observations.ts';

/** A process that lives but does not pass its probes. */
export const probes: Detector = {
  modes: ['probe.readiness', 'probe.liveness'],
  detect(observations) {
    if (!observations.instances || inTrouble(observations) === false) return SILENT;
    const { evidence, value } = observations.instances;
    const begun = beginning(observations);
    const killed = value.find((instance) => recentExit(instance, begun)?.reason === 'LivenessProbe');
    if (killed) return claiming(claim(observations, 'liveness', killed, killed.liveness, evidence));
    const lost = flaps(observations);
    if (lost) return claiming(lost);
    const waiting = value.find(
      (instance) => !instance.ready && (instance.state === 'running' || instance.state === 'starting') && instance.readiness?.ok === false,
    );
    const late = value.find((instance) => recentExit(instance, begun)?.reason === 'StartDeadline');
    const unready = waiting ?? late;
    return unready ? claiming(claim(observations, 'readiness', unready, unready.readiness, evidence)) : SILENT;
  },
};

function claim(
  observations: Observations,
  kind: 'readiness' | 'liveness',
  instance: Instance,
  probe: ProbeResult | null,
  evidence: string,
) {
  const answer = probe?.status ?? probe?.error ?? '—';
  const values = { path: probe?.path ?? '', port: probe?.port ?? 0, answer, streak: probe?.streak ?? 0, instance: instance.id };
  const key = `report.cause.probe_${kind}`;
  return {
    mode: `probe.${kind}`,
    rank: 'symptom' as const,
    service: observations.service,
    object: probe ? `${probe.path}` : instance.id,
    title: message(probe ? `${key}.title` : `${key}.title_bare`, values),
    detail: message(probe ? `${key}.detail` : `${key}.detail_bare`, values),
    severity: 'critical' as const,
    mechanism: { kind: 'version' as const },
    at: failingSince(instance, probe),
    evidence: [evidence],
    support: [],
    // An answer that is an address's absence says which port nobody listens on; a status says that the service itself refuses.
    strength: probe?.status === 404 ? 0.7 : 0.6,
    deciding: message(`${key}.deciding`),
    actions: [
      {
        kind: 'investigate' as const,
        title: message(`report.action.${kind}.title`, values),
        detail: message(`report.action.${kind}.detail`, values),
        would_help: null,
      },
    ],
    data: { path: probe?.path ?? null, port: probe?.port ?? null, status: probe?.status ?? null, error: probe?.error ?? null },
  };
}

/** Readiness that was lost again and again within the watch, as the watch has counted it. */
function flaps({ deployment, service, instances }: Observations): Claim | null {
  const reason = deployment?.value.reason;
  if (!deployment || !instances || reason?.key !== 'reason.watch_flapping') return null;
  const values = { count: Number(reason.values.count), seconds: Number(reason.values.after) };
  const path = instances.value.find((instance) => instance.readiness)?.readiness?.path ?? service.name;
  return {
    mode: 'probe.readiness',
    rank: 'symptom',
    service,
    object: path,
    title: message('report.cause.flapping.title', values),
    detail: message('report.cause.flapping.detail', values),
    severity: 'critical',
    mechanism: { kind: 'version' },
    at: deployment.value.watchingSince,
    evidence: [deployment.evidence],
    support: [{ source: 'instances', evidence: instances.evidence }],
    strength: 0.6,
    deciding: message('report.cause.flapping.deciding'),
    actions: [
      {
        kind: 'investigate',
        title: message('report.action.readiness.title', { path }),
        detail: message('report.action.readiness.detail', { path }),
        would_help: null,
      },
    ],
    data: { lost: values.count },
  };
}

function failingSince(instance: Instance, probe: ProbeResult | null): number | null {
  const at = instance.last_exit?.at ?? instance.started_at ?? probe?.at;
  return at ? Date.parse(at) : null;
}
