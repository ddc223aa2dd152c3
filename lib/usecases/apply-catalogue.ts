import { and, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { catalogueSchema, type CatalogueEntry, type CatalogueResult } from '#/lib/contract/catalogue.ts';
import { appendAudit, type NewAuditEntry } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { DEFAULT_CLUSTER, serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { insertDeployment } from './begin-deployment.ts';
import { checkedConfig } from './checked-config.ts';
import { removeService } from './delete-service.ts';
import { parseInput } from './parse-input.ts';
import type { ServiceRow } from './resolve-service.ts';
import { writeService } from './write-service.ts';

const inputSchema = catalogueSchema.extend({ dryRun: z.boolean().optional(), prune: z.boolean().optional() });
type Outcome = CatalogueResult['services'][number];
/** What is left to be done when every row is written: the chains' ends are locked last. */
type Rest = { entries: NewAuditEntry[]; first: { service: ServiceRow; entry: CatalogueEntry }[] };

class DryRun extends Error {}

/**
 * Makes the registered services what a catalogue says, all in one transaction: new ones are registered,
 * with their first deployment if it names one, and descriptions changed. `prune` removes the services of
 * the catalogue's namespaces that it does not name; `dryRun` does everything and takes it back.
 */
export async function applyCatalogue(ctx: Context, input: z.input<typeof inputSchema>): Promise<CatalogueResult> {
  authorize(ctx.actor, 'admin');
  const { services: entries, dryRun = false, prune = false } = parseInput(inputSchema, input);
  const sorted = entries.map((entry) => ({ ref: refOf(entry), entry })).sort((a, b) => (serviceKey(a.ref) < serviceKey(b.ref) ? -1 : 1));
  refuseTwice(sorted.map(({ ref }) => serviceKey(ref)));
  const outcomes: Outcome[] = [];
  await ctx.db
    .transaction(async (tx) => {
      const rest: Rest = { entries: [], first: [] };
      for (const one of sorted) outcomes.push(await writeOne(ctx, tx, one, rest));
      if (prune)
        outcomes.push(
          ...(await removeOthers(
            ctx,
            tx,
            sorted.map(({ ref }) => ref),
            rest,
          )),
        );
      await finish(ctx, tx, rest);
      if (dryRun) throw new DryRun();
    })
    .catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error;
    });
  return { dry_run: dryRun, services: outcomes };
}

const refOf = ({ cluster, namespace, name }: CatalogueEntry): ServiceRef => ({ cluster: cluster ?? DEFAULT_CLUSTER, namespace, name });

function refuseTwice(keys: string[]): void {
  const twice = keys.find((key, index) => keys[index - 1] === key);
  if (!twice) return;
  const text = `${twice} is named twice. Leave one of the two out.`;
  throw new AppError('invalid_input', text, { errors: [{ path: 'services', message: text }] });
}

async function writeOne(ctx: Context, tx: Transaction, one: { ref: ServiceRef; entry: CatalogueEntry }, rest: Rest): Promise<Outcome> {
  const { first_deployment: first, ...put } = one.entry;
  const written = await writeService(ctx, tx, one.ref, put);
  if (written.entry) rest.entries.push(written.entry);
  const begins = written.created && first !== undefined;
  if (begins) rest.first.push({ service: written.service, entry: one.entry });
  return {
    service: serviceKey(one.ref),
    action: written.created ? 'created' : written.changes.length > 0 ? 'changed' : 'unchanged',
    changes: [...written.changes, ...(begins ? [{ path: 'version', before: null, after: first.version }] : [])],
  };
}

async function removeOthers(ctx: Context, tx: Transaction, kept: ServiceRef[], rest: Rest): Promise<Outcome[]> {
  const places = new Set(kept.map(({ cluster, namespace }) => `${cluster}/${namespace}`));
  const named = new Set(kept.map(serviceKey));
  const rows = await tx
    .select()
    .from(services)
    .where(
      and(isNull(services.deletedAt), visibleTo(ctx.actor), inArray(services.namespace, [...new Set(kept.map((ref) => ref.namespace))])),
    )
    .orderBy(services.cluster, services.namespace, services.name);
  const others = rows.filter((row) => places.has(`${row.cluster}/${row.namespace}`) && !named.has(serviceKey(row)));
  for (const row of others) rest.entries.push(await removeService(ctx, tx, row));
  return others.map((row) => ({ service: serviceKey(row), action: 'removed', changes: [] }));
}

async function finish(ctx: Context, tx: Transaction, { entries, first }: Rest): Promise<void> {
  for (const entry of entries) await appendAudit(tx, entry);
  for (const { service, entry } of first) {
    if (!entry.first_deployment) continue;
    const { version, replicas, config, secret_keys, flags } = entry.first_deployment;
    const begin = { config: {}, secretKeys: [], flags, replicas, stopped: false };
    await insertDeployment(ctx, tx, service, {
      kind: 'release',
      eventType: 'DEPLOYMENT',
      summary: message('audit.first_deployment', { service: service.name, version }),
      version,
      state: checkedConfig(begin, { set: config, secret_keys }, `${serviceKey(service)} first_deployment`),
    });
  }
}
