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
    const name = (text: string) => (instances.length > 1 ? `${instance.id} ${text}` : text);
    const { last_exit: exit, readiness, liveness } = instance;
    return [
      field(name('state'), instance.state, mark),
      field(name('ready'), instance.ready),
      field(name('version'), instance.version),
      field(name('restarts'), instance.restarts, mark && instance.restarts > 0),
      ...(exit
        ? [
            field(name('last exit code'), exit.code, mark),
            field(name('last exit reason'), exit.reason),
            field(name('lived ms'), exit.ran_ms),
            field(name('last exit at'), exit.at),
          ]
        : []),
      ...(readiness
        ? [field(name(`readiness ${readiness.path}`), readiness.status ?? readiness.error ?? 'ok', mark && !readiness.ok)]
        : []),
      ...(liveness ? [field(name(`liveness ${liveness.path}`), liveness.status ?? liveness.error ?? 'ok', mark && !liveness.ok)] : []),
      ...(instance.command ? [field(name('command'), instance.command)] : []),
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
