import { z } from 'zod';
import { field, objectEvidence, type EvidenceDraft } from '#/lib/diagnosis/evidence.ts';
import type { DeploymentFacts, Observed } from '#/lib/diagnosis/observations.ts';
import { serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { deploymentFacts } from '#/lib/usecases/deployment-facts.ts';
import { defineTool } from '../tool.ts';

/** One deployment, what it changed, and the state that a rollback would restore. */
export const getDeployment = defineTool({
  description:
    'Reads one deployment: version, status, names of its configuration, its instances when it ended, and the last healthy one before it.',
  input: z.object({ id: z.string() }),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const facts = await deploymentFacts(ctx, input);
    const { service, deployment, previous } = facts;
    return {
      status: 'success',
      summary: message('report.tool.deployment', { service: service.name, version: deployment.version, status: deployment.status }),
      evidence: [describe(service, deployment), ...(previous ? [describe(service, previous)] : [])],
      data: ([own = '', before = '']) => ({
        ...facts,
        deployment: { evidence: own, value: deployment } satisfies Observed<DeploymentFacts>,
        previous: previous ? { evidence: before, value: previous } : null,
      }),
    };
  },
});

function describe(service: ServiceRef, facts: DeploymentFacts): EvidenceDraft {
  return objectEvidence({
    kind: 'object',
    tool: 'get-deployment',
    service: serviceKey(service),
    object: `deployment ${facts.id}`,
    query: `deployment ${facts.id}`,
    fields: [
      field('version', facts.version, true),
      field('status', facts.status, true),
      field('kind', facts.kind),
      field('previous_version', facts.previousVersion),
      field('config', facts.configKeys.join(', ')),
      ...facts.configChanges.map((change) => field(change.path, change.after === null ? '—' : JSON.stringify(change.after))),
    ],
  });
}
