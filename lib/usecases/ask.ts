import { and, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { executeSchema, type ExecuteContext } from '#/lib/contract/diagnoses.ts';
import { diagnoses, services } from '#/lib/db/schema.ts';
import { languageOf, understand } from '#/lib/diagnosis/understand.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { redactTexts } from '#/lib/domain/redact.ts';
import { storable } from '#/lib/domain/storable.ts';
import { literal, type Language } from '#/lib/domain/text.ts';
import { oneOf } from './one-of.ts';
import { parseInput } from './parse-input.ts';
import { queueDiagnosis } from './queue-diagnosis.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import { resolveService } from './resolve-service.ts';
import { visibleDiagnoses } from './visible-diagnosis.ts';
import { visibleServices } from './visible-services.ts';

type Found = { id: string | null; cluster: string | null; namespace: string | null; name: string | null; version: string | null };
const NOWHERE: Found = { id: null, cluster: null, namespace: null, name: null, version: null };

/** Takes a question and queues the work on it, so that it outlives the process that took it; answers in the language it is to be answered in. */
export async function ask(
  ctx: Context,
  input: z.input<typeof executeSchema>,
): Promise<{ id: string; conversationId: string; language: Language }> {
  authorize(ctx.actor, 'execute');
  const { user_query: question, context = {}, conversation_id, session_id } = storable(parseInput(executeSchema, input));
  const name = oneOf(context, 'service_name', 'service');
  oneOf(context, 'trigger_source', 'source');
  const language = context.language ?? languageOf(question) ?? ctx.language;
  const earlier = await conversationOf(ctx, conversation_id, session_id);
  const found = await subjectOf(ctx, context, name, question, earlier.serviceId);
  const queued = await ctx.db.transaction((tx) =>
    queueDiagnosis(tx, {
      requestId: ctx.requestId,
      trigger: 'question',
      actor: ctx.actor,
      serviceId: found.id,
      deploymentId: context.deployment_id ?? null,
      subject: {
        cluster: found.cluster,
        namespace: found.namespace,
        service: found.name,
        deployment_id: context.deployment_id ?? null,
        version: context.image_tag ?? found.version,
      },
      question: literal(redactTexts(question)),
      context,
      language,
      conversationId: earlier.id,
    }),
  );
  return { ...queued, language };
}

/** What it is about: the deployment, the service that was given, the one the question names, or the conversation's. */
async function subjectOf(
  ctx: Context,
  context: ExecuteContext,
  name: string | undefined,
  question: string,
  earlier: string | null,
): Promise<Found> {
  if (context.deployment_id !== undefined) {
    const { deployment, service } = await resolveDeployment(ctx, context.deployment_id);
    const given = name?.split('/').at(-1);
    if (given !== undefined && given !== service.name) {
      throw contradiction('service_name', `the deployment "${deployment.id}" is one of "${service.name}", not of "${given}"`);
    }
    return { ...service, version: deployment.version };
  }
  if (name !== undefined) {
    const [own, inNamespace] = name.split('/').toReversed();
    const wanted = { name: own ?? name, namespace: context.namespace ?? inNamespace ?? null, cluster: context.cluster ?? null };
    const service = await resolveService(ctx, wanted).catch((error: unknown) => {
      // A name that is not registered is answered with the names that are; an ambiguous one is refused.
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    });
    return service ? { ...service, version: null } : { ...NOWHERE, ...wanted };
  }
  const known = await visibleServices(ctx);
  const named = understand(question, known, ctx.now().getTime()).service;
  const service = known.find((item) => item === named) ?? known.find((item) => item.id === earlier);
  return service ? { ...service, version: null } : { ...NOWHERE, cluster: context.cluster ?? null, namespace: context.namespace ?? null };
}

/** The conversation that is gone on with, and the service it was about last. A session's id stands for its conversation. */
async function conversationOf(
  ctx: Context,
  conversation: string | undefined,
  session: string | undefined,
): Promise<{ id: string | undefined; serviceId: string | null }> {
  const seen = (condition: ReturnType<typeof eq>) =>
    ctx.db
      .select({ conversationId: diagnoses.conversationId, serviceId: diagnoses.serviceId })
      .from(diagnoses)
      .leftJoin(services, eq(services.id, diagnoses.serviceId))
      .where(and(condition, visibleDiagnoses(ctx.actor)))
      .orderBy(desc(diagnoses.requestedAt))
      .limit(1);
  const [ofSession] = session ? await seen(eq(diagnoses.id, session)) : [];
  if (conversation && ofSession && ofSession.conversationId !== conversation) {
    throw contradiction('session_id', `the session "${session ?? ''}" belongs to another conversation than "${conversation}"`);
  }
  const id = conversation ?? ofSession?.conversationId ?? session;
  const [latest] = id ? await seen(eq(diagnoses.conversationId, id)) : [];
  return { id, serviceId: latest?.serviceId ?? null };
}

function contradiction(path: string, text: string): AppError {
  return new AppError('bad_request', `The request contradicts itself: ${text}.`, { errors: [{ path, message: text }] });
}
