import { eq } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { deployments, services } from '#/lib/db/schema.ts';
import { notFound } from '#/lib/domain/errors.ts';
import type { ChangeNotice } from '#/lib/domain/notification.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';

/** What there is to say of a deployment that has ended, in a channel's language. */
export async function readChangeNotice(
  ctx: Context,
  given: { deploymentId: string; language: Language; publicUrl: string },
): Promise<ChangeNotice> {
  const [found] = await ctx.db
    .select({ deployment: deployments, service: services })
    .from(deployments)
    .innerJoin(services, eq(services.id, deployments.serviceId))
    .where(eq(deployments.id, given.deploymentId));
  if (!found) throw notFound('deployment', given.deploymentId);
  const { deployment, service } = found;
  const { kind, status, version } = deployment;
  const ended = status === 'failed' ? 'audit.ended_failed' : 'audit.ended_healthy';
  return {
    summary: renderMessage(message(ended, { kind, service: service.name, version }), given.language),
    source: service.name,
    at: (deployment.finishedAt ?? deployment.createdAt).toISOString(),
    details: { service: serviceKey(service), version, kind, status, author: deployment.author },
    link: `${given.publicUrl.replace(/\/$/, '')}/deployments/${deployment.id}`,
    linkText: renderMessage(message('incident.label.deployment'), given.language),
  };
}
