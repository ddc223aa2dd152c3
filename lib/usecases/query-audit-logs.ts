import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { AuditRecord } from '#/lib/contract/audit-logs.ts';
import { givenInstant } from '#/lib/contract/instant.ts';
import { pageQuery, type Page } from '#/lib/contract/paging.ts';
import { eventTypeSchema } from '#/lib/domain/change.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { cutPage } from './page.ts';
import { parseInput } from './parse-input.ts';
import { presentAuditRecord } from './present-audit-record.ts';
import { selectAuditEntries } from './select-audit-entries.ts';

const MAX_RANGE_MS = 90 * 24 * 3_600_000;
const instant = (name: string) => givenInstant(`give ${name} as RFC 3339, e.g. 2026-01-31T12:00:00.000Z`);

/** Query of `GET /api/v1/audit-logs`. Both names of the service are taken; times are required. */
export const auditQuerySchema = z
  .object({
    service: nameSchema.optional(),
    service_name: nameSchema.optional(),
    namespace: nameSchema.optional(),
    cluster: nameSchema.optional(),
    start_time: instant('start_time'),
    end_time: instant('end_time'),
    event_type: eventTypeSchema.optional(),
    author: z.string().max(200).optional(),
    ...pageQuery,
  })
  .superRefine((query, check) => {
    const refuse = (path: string, text: string) => check.addIssue({ code: 'custom', path: [path], message: text });
    const range = Date.parse(query.end_time) - Date.parse(query.start_time);
    if (range <= 0) refuse('end_time', 'must be later than start_time');
    if (range > MAX_RANGE_MS) refuse('start_time', 'must be at most 90 days before end_time');
    if (query.service && query.service_name && query.service !== query.service_name)
      refuse('service_name', 'differs from service; give one of them');
  });

/** What has changed in a time range, newest first; of services that the actor may see, and of what belongs to none. */
export async function queryAuditLogs(ctx: Context, input: z.input<typeof auditQuerySchema>): Promise<Page<AuditRecord>> {
  authorize(ctx.actor, 'audit:read');
  const query = parseInput(auditQuerySchema, input);
  const rows = await selectAuditEntries(ctx, {
    service: query.service ?? query.service_name,
    namespace: query.namespace,
    cluster: query.cluster,
    eventType: query.event_type,
    author: query.author,
    start: new Date(query.start_time),
    end: new Date(query.end_time),
    cursor: query.cursor,
    limit: query.limit + 1,
  });
  return cutPage(
    rows,
    query.limit,
    (row) => [row.timestamp, row.id],
    (row) => presentAuditRecord(row, ctx.language),
  );
}
