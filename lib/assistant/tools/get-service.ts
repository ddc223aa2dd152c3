import { field, objectEvidence } from '#/lib/diagnosis/evidence.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { getService as serviceOf } from '#/lib/usecases/get-service.ts';
import { newestDeployment } from '#/lib/usecases/deployment-facts.ts';
import { defineTool } from '../tool.ts';
import { refOf, serviceInput } from './inputs.ts';

/** How a service is, as last judged. */
export const getService = defineTool({
  description:
    'Reads a service: its health and since when, the version that serves, its instances wanted and ready, its newest deployment.',
  input: serviceInput,
  deadlineMs: 2_000,
  async run(ctx, input) {
    const ref = refOf(input);
    const [service, newest] = await Promise.all([serviceOf(ctx, ref), newestDeployment(ctx, ref)]);
    const { health, health_since: since, version, stopped, replicas, platform } = service;
    const facts = { health, since: since ? Date.parse(since) : null, version, stopped, ready: replicas.ready, desired: replicas.desired };
    return {
      status: 'success',
      summary: message('report.tool.service', { service: ref.name, health }),
      evidence: [
        objectEvidence({
          kind: 'status',
          tool: 'get-service',
          service: serviceKey(ref),
          object: serviceKey(ref),
          query: `health of ${serviceKey(ref)}`,
          fields: [
            field('health', health, true),
            field('since', since),
            field('version', version, true),
            field('ready', `${replicas.ready ?? '?'}/${replicas.desired}`, true),
            field('stopped', stopped),
          ],
        }),
      ],
      data: ([evidence = '']) => ({ health: { evidence, value: facts }, newest, platform }),
    };
  },
});
