import { and, asc, eq, gt } from 'drizzle-orm';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { deployments, localWorkloads, services } from '#/lib/db/schema.ts';
import { isSealed, UnreadableSecret } from '#/lib/db/vault.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { rotateChannelSecrets } from './rotate-channel-secrets.ts';
import type { ServiceRow } from './resolve-service.ts';

const BATCH = 200;
type Config = Record<string, string>;
export type Rotation = { services: number; values: number; unreadable: string[] };

/**
 * Encrypts every stored secret of services and notification channels under the current key, also what was stored in the open before
 * there was one. One transaction for at most 200 deployments of one service, each with its audit entry;
 * called again after an interruption it goes on with what is left. `unreadable` are those whose key is lost.
 */
export async function rotateSecrets(ctx: Context): Promise<Rotation> {
  authorize(ctx.actor, 'admin');
  const { current } = ctx.vault;
  if (!current)
    throw new AppError('unavailable', 'ENCRYPTION_KEY is not set: set it to the new key, and ENCRYPTION_KEY_PREVIOUS to the old one.');
  const rotation: Rotation = { services: 0, values: 0, unreadable: [] };
  const lost = new Set<string>();
  for (let after = ''; ;) {
    const [service] = await ctx.db
      .select({ id: services.id })
      .from(services)
      .where(gt(services.id, after))
      .orderBy(asc(services.id))
      .limit(1);
    if (!service) break;
    after = service.id;
    const values = await rotateService(ctx, service.id, current, lost);
    rotation.values += values;
    if (values > 0) rotation.services += 1;
  }
  const channels = await rotateChannelSecrets(ctx);
  return { ...rotation, values: rotation.values + channels.values, unreadable: [...lost, ...channels.unreadable].sort() };
}

async function rotateService(ctx: Context, serviceId: string, current: string, lost: Set<string>): Promise<number> {
  let values = 0;
  for (let after = -1; ;) {
    const batch = await ctx.db.transaction(async (tx) => {
      // Whoever changes the service waits here and then builds upon what is renewed.
      const [service] = await tx.select().from(services).where(eq(services.id, serviceId)).for('update');
      if (!service) return { last: null, renewed: 0 };
      const renewing = renewer(ctx, service, lost);
      const last = await renewDeployments(tx, service, after, renewing.state);
      if (after < 0) await renewService(tx, service, renewing.state);
      if (renewing.count() > 0) {
        await appendAudit(tx, {
          cluster: service.cluster,
          namespace: service.namespace,
          eventType: 'SECRET_ROTATION',
          serviceId: service.id,
          service: service.name,
          actor: ctx.actor,
          summary: message('audit.secrets_reencrypted', { service: service.name, count: renewing.count(), key: current }),
        });
      }
      return { last, renewed: renewing.count() };
    });
    values += batch.renewed;
    if (batch.last === null) return values;
    after = batch.last;
  }
}

/** Renews the secrets of one stored configuration, null when there is nothing to renew, and counts them. */
function renewer(ctx: Context, service: ServiceRow, lost: Set<string>) {
  const owner = serviceKey(service);
  let count = 0;
  const value = (key: string, stored: string): string => {
    try {
      return ctx.vault.seal(owner, key, ctx.vault.open(owner, key, stored));
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      lost.add(`${owner} ${key}`);
      return stored;
    }
  };
  return {
    count: () => count,
    state: (config: Config, secretKeys: readonly string[]): Config | null => {
      const secret = new Set([...secretKeys, ...service.secretKeys]);
      const renewed = Object.entries(config).map(
        ([key, stored]) => [key, secret.has(key) || isSealed(stored) ? value(key, stored) : stored] as const,
      );
      const changed = renewed.filter(([key, stored]) => stored !== config[key]).length;
      count += changed;
      return changed > 0 ? Object.fromEntries(renewed) : null;
    },
  };
}

type Renew = ReturnType<typeof renewer>['state'];

async function renewDeployments(tx: Transaction, service: ServiceRow, after: number, renew: Renew): Promise<number | null> {
  const rows = await tx
    .select({ id: deployments.id, generation: deployments.generation, snapshot: deployments.snapshot })
    .from(deployments)
    .where(and(eq(deployments.serviceId, service.id), gt(deployments.generation, after)))
    .orderBy(asc(deployments.generation))
    .limit(BATCH);
  for (const { id, snapshot } of rows) {
    const config = renew(snapshot.config, snapshot.secretKeys);
    if (config)
      await tx
        .update(deployments)
        .set({ snapshot: { ...snapshot, config } })
        .where(eq(deployments.id, id));
  }
  return rows.length < BATCH ? null : (rows.at(-1)?.generation ?? null);
}

async function renewService(tx: Transaction, service: ServiceRow, renew: Renew): Promise<void> {
  const config = renew(service.config, service.secretKeys);
  if (config) await tx.update(services).set({ config }).where(eq(services.id, service.id));
  const place = and(
    eq(localWorkloads.cluster, service.cluster),
    eq(localWorkloads.namespace, service.namespace),
    eq(localWorkloads.name, service.name),
  );
  const [workload] = await tx.select().from(localWorkloads).where(place).for('update');
  if (!workload) return;
  const wanted = renew(workload.config, service.secretKeys);
  const serving = workload.serving && renew(workload.serving.config, service.secretKeys);
  if (!wanted && !serving) return;
  await tx
    .update(localWorkloads)
    .set({ ...(wanted && { config: wanted }), ...(serving && workload.serving && { serving: { ...workload.serving, config: serving } }) })
    .where(place);
}
