import { field, objectEvidence, type EvidenceDraft } from '#/lib/diagnosis/evidence.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import type { Instance } from '#/lib/domain/workload.ts';
import { listInstances as instancesOf } from '#/lib/usecases/list-instances.ts';
import { defineTool } from '../tool.ts';
import { refOf, serviceInput } from './inputs.ts';

/** What runs of a service now. */
export const listInstances = defineTool({
  description: 'Lists the instances of a service with their state, restarts, last exit and probe results.',
  input: serviceInput,
  deadlineMs: 2_000,
  async run(ctx, input) {
    const service = refOf(input);
    const instances = await instancesOf(ctx, service);
    return {
      status: instances.length > 0 ? 'success' : 'no_data',
      summary: message('report.tool.instances', { count: instances.length, ready: instances.filter((item) => item.ready).length }),
      evidence: [],
      data: () => instances,
    };
  },
});

/** The state of a set of instances of one version; the worst one's fields are marked. */
export function instanceEvidence(service: ServiceRef, instances: Instance[]): EvidenceDraft {
  const worst = instances.toSorted((a, b) => Number(a.ready) - Number(b.ready) || b.restarts - a.restarts)[0];
  const fields = instances.flatMap((instance) => {
    const mark = instance === worst;
    const { last_exit: exit, readiness, liveness } = instance;
    return [
      // Begins the fields of each: what follows is of this instance.
      field('instance', instance.id),
      field('state', instance.state, mark),
      field('ready', instance.ready),
      field('version', instance.version),
      field('restarts', instance.restarts, mark && instance.restarts > 0),
      ...(exit
        ? [
            field('last exit code', exit.code, mark),
            field('last exit reason', exit.reason),
            field('lived ms', exit.ran_ms),
            field('last exit at', exit.at),
          ]
        : []),
      ...(readiness ? [field(`readiness ${readiness.path}`, readiness.status ?? readiness.error ?? 'ok', mark && !readiness.ok)] : []),
      ...(liveness ? [field(`liveness ${liveness.path}`, liveness.status ?? liveness.error ?? 'ok', mark && !liveness.ok)] : []),
      ...(instance.command ? [field('command', instance.command)] : []),
    ];
  });
  const version = worst?.version ?? '';
  return objectEvidence({
    kind: 'status',
    tool: 'list-instances',
    service: serviceKey(service),
    object: `${service.name} ${version}`,
    query: `instances of ${serviceKey(service)} ${version}`,
    fields,
  });
}
