import { and, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { auditRecordsCreateSchema, type auditRecordCreateSchema, type auditRecordsCreatedSchema } from '#/lib/contract/audit-logs.ts';
import { appendAudit, OWN_SOURCE } from '#/lib/db/audit.ts';
import type { Transaction } from '#/lib/db/client.ts';
import { services } from '#/lib/db/schema.ts';
import { seesTeam } from '#/lib/db/visible.ts';
import { hideEvidentSecrets } from '#/lib/domain/desired-state.ts';
import { AppError, notFound } from '#/lib/domain/errors.ts';
import { redact } from '#/lib/domain/redact.ts';
import { DEFAULT_CLUSTER, serviceKey } from '#/lib/domain/service.ts';
import { parseInput } from './parse-input.ts';
import type { ServiceRow } from './resolve-service.ts';

type Reported = z.output<typeof auditRecordCreateSchema>;
type Created = z.output<typeof auditRecordsCreatedSchema>;
type Placed = { index: number; record: Reported; cluster: string; namespace: string; service: string | null; serviceId: string | null };

/**
 * Takes what CI, GitOps or a flag service report as changed; all of it or nothing, answered in the
 * same order. A repeated `external_id` answers the entry there is. Only a caller that speaks for
 * others may name another author; a service of another team is unknown to the caller (404).
 */
export async function appendAuditLogs(ctx: Context, input: z.input<typeof auditRecordsCreateSchema>): Promise<Created> {
  authorize(ctx.actor, 'changes:write');
  const parsed = parseInput(auditRecordsCreateSchema, input);
  const records = Array.isArray(parsed) ? parsed : [parsed];
  records.forEach((record, index) => check(ctx, record, index));
  return ctx.db.transaction(async (tx) => {
    const known = await namedServices(tx, records);
    const placed = records.map((record, index) => place(ctx, known, record, index));
    // Chains are locked in one order everywhere, so that two callers cannot wait for each other.
    const ordered = placed.toSorted((a, b) => compare(`${a.cluster}/${a.namespace}`, `${b.cluster}/${b.namespace}`) || a.index - b.index);
    const answers: Created = [];
    for (const { index, record, ...where } of ordered) {
      const { id, created } = await appendAudit(tx, {
        ...where,
        timestamp: record.timestamp ? new Date(record.timestamp) : undefined,
        eventType: record.event_type,
        actor: ctx.actor,
        author: record.author,
        source: record.source ?? ctx.actor.name,
        summary: redact(record.summary),
        changes: hideEvidentSecrets(record.changes ?? []),
        deploymentId: record.deployment_id,
        commitSha: record.commit_sha,
        url: record.url && redact(record.url),
        externalId: record.external_id,
      });
      answers[index] = { id, external_id: record.external_id ?? null, created };
    }
    return answers;
  });
}

function check(ctx: Context, record: Reported, index: number): void {
  const refuse = (path: string, text: string) =>
    new AppError('invalid_input', `${index}.${path}: ${text}`, { errors: [{ path: `${index}.${path}`, message: text }] });
  if (record.service && record.service_name && record.service !== record.service_name)
    throw refuse('service_name', 'differs from service; give one of them.');
  if (record.source === OWN_SOURCE) throw refuse('source', `"${OWN_SOURCE}" is kept for the Control Plane's own entries.`);
  if (record.timestamp && Date.parse(record.timestamp) > ctx.now().getTime() + 300_000) throw refuse('timestamp', 'lies in the future.');
  if (record.author && record.author !== ctx.actor.name && !ctx.actor.speaksForOthers) {
    throw new AppError(
      'forbidden',
      `"${ctx.actor.name}" may not report changes as "${record.author}". Leave the author out, or use a token that speaks for others.`,
    );
  }
}

async function namedServices(tx: Transaction, records: Reported[]): Promise<ServiceRow[]> {
  const names = [...new Set(records.flatMap((record) => record.service ?? record.service_name ?? []))];
  return names.length === 0
    ? []
    : tx
        .select()
        .from(services)
        .where(and(inArray(services.name, names), isNull(services.deletedAt)));
}

function place(ctx: Context, known: ServiceRow[], record: Reported, index: number): Placed {
  const name = record.service ?? record.service_name ?? null;
  const cluster = record.cluster ?? DEFAULT_CLUSTER;
  const meant = known.filter(
    (row) => row.name === name && row.cluster === cluster && (!record.namespace || row.namespace === record.namespace),
  );
  const visible = meant.filter((row) => seesTeam(ctx.actor, row.team));
  if (name !== null && meant.length > 0 && visible.length === 0) throw notFound('service', name);
  if (visible.length > 1) {
    const candidates = visible.map((row) => serviceKey(row));
    throw new AppError(
      'ambiguous_service',
      `Several services are called "${name}": say which namespace. Candidates: ${candidates.join(', ')}.`,
      { details: { candidates } },
    );
  }
  const [service] = visible;
  return {
    index,
    record,
    cluster,
    namespace: service?.namespace ?? record.namespace ?? 'default',
    service: name,
    serviceId: service?.id ?? null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
