import { message } from '#/lib/domain/text.ts';
import type { Instance, ProbeResult } from '#/lib/domain/workload.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';
import { inTrouble } from '../failing.ts';
import type { Observations } from '../observations.ts';

/** A process that lives but does not pass its probes. */
export const probes: Detector = {
  modes: ['probe.readiness', 'probe.liveness'],
  detect(observations) {
    if (!observations.instances || inTrouble(observations) === false) return SILENT;
    const { evidence, value } = observations.instances;
    const killed = value.find((instance) => instance.last_exit?.reason === 'LivenessProbe');
    if (killed) return claiming(claim(observations, 'liveness', killed, killed.liveness, evidence));
    const waiting = value.find(
      (instance) => !instance.ready && (instance.state === 'running' || instance.state === 'starting') && instance.readiness?.ok === false,
    );
    const late = value.find((instance) => instance.last_exit?.reason === 'StartDeadline');
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
        title: message(`report.action.${kind}.title`),
        detail: message(`report.action.${kind}.detail`, values),
        would_help: null,
      },
    ],
    data: { path: probe?.path ?? null, port: probe?.port ?? null, status: probe?.status ?? null, error: probe?.error ?? null },
  };
}

function failingSince(instance: Instance, probe: ProbeResult | null): number | null {
  const at = instance.last_exit?.at ?? instance.started_at ?? probe?.at;
  return at ? Date.parse(at) : null;
}
