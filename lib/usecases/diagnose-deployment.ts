import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { diagnoseDeploymentSchema } from '#/lib/contract/diagnoses.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { storable } from '#/lib/domain/storable.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { oneOf } from './one-of.ts';
import { parseInput } from './parse-input.ts';
import { queueDiagnosis } from './queue-diagnosis.ts';
import { resolveDeployment } from './resolve-deployment.ts';

/**
 * Asks why a deployment is as it is. That of a failed one exists once and is joined, unless it ended
 * without a report; about any other a question of its own is queued.
 */
export async function diagnoseDeployment(
  ctx: Context,
  input: z.input<typeof diagnoseDeploymentSchema>,
): Promise<{ id: string; conversationId: string; created: boolean; language: Language }> {
  authorize(ctx.actor, 'execute');
  const body = storable(parseInput(diagnoseDeploymentSchema, input));
  const inside = body.context ?? {};
  const said = (field: 'deployment_id' | 'service_name' | 'service' | 'namespace' | 'image_tag') =>
    oneOf({ [field]: body[field], [`context.${field}`]: inside[field] }, field, `context.${field}`);
  const { deployment, service } = await resolveDeployment(ctx, said('deployment_id') ?? '');
  const named = oneOf({ service_name: said('service_name'), service: said('service') }, 'service_name', 'service');
  differs('service_name', named?.split('/').at(-1), service.name);
  differs('namespace', said('namespace'), service.namespace);
  differs('image_tag', said('image_tag'), deployment.version);
  const language = inside.language ?? body.language ?? ctx.language;
  const failed = deployment.status === 'failed' || deployment.status === 'rolled_back';
  const queued = await ctx.db.transaction((tx) =>
    queueDiagnosis(tx, {
      requestId: ctx.requestId,
      trigger: failed ? 'deployment' : 'question',
      actor: ctx.actor,
      serviceId: service.id,
      deploymentId: deployment.id,
      subject: {
        cluster: service.cluster,
        namespace: service.namespace,
        service: service.name,
        deployment_id: deployment.id,
        version: deployment.version,
      },
      question: message(failed ? `reason.why_failed_${deployment.kind}` : 'report.question.deployment', {
        service: service.name,
        version: deployment.version,
      }),
      context: { ...body, ...inside, context: undefined },
      language,
    }),
  );
  return { ...queued, language };
}

function differs(path: string, given: string | undefined, real: string): void {
  if (given === undefined || given === real || (path === 'image_tag' && given.endsWith(`:${real}`))) return;
  throw new AppError('bad_request', `The request contradicts itself: the deployment has ${path} "${real}", not "${given}".`, {
    errors: [{ path, message: `is "${real}"` }],
  });
}
