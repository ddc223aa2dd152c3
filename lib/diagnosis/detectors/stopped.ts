import { message } from '#/lib/domain/text.ts';
import { stopOf } from '../calls.ts';
import { claiming, SILENT, type Detector } from '../claim.ts';

/** A service that does not run because it is asked to have no instances. */
export const stopped: Detector = {
  modes: ['rollout.scaled_to_zero'],
  detect(observations) {
    const { service, health, instances, deployment } = observations;
    if (!health || (!health.value.stopped && health.value.desired > 0)) return SILENT;
    if (deployment?.value.status === 'failed' || instances?.value.some((instance) => instance.ready)) return SILENT;
    const cause = stopOf(observations, service);
    return claiming({
      mode: 'rollout.scaled_to_zero',
      rank: 'mechanism',
      service,
      object: service.name,
      title: message('report.cause.stopped.title', { service: service.name }),
      detail: message('report.cause.stopped.detail', { service: service.name }),
      severity: 'warning',
      mechanism: { kind: 'callee', service },
      at: cause?.at ?? null,
      evidence: [health.evidence],
      support: [],
      // What is asked for is itself the fact; only who asked may be unknown.
      strength: 0.85,
      deciding: message('report.cause.stopped.deciding'),
      actions: [
        {
          kind: 'scale',
          title: message('report.action.start.title', { service: service.name }),
          detail: message('report.action.start.detail'),
          target: service.name,
          would_help: true,
        },
      ],
      data: { stopped: health.value.stopped, desired: health.value.desired },
    });
  },
};
