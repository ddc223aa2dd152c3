import { z } from 'zod';
import { auditRecordsCreatedSchema, auditRecordsCreateSchema, auditRecordSchema } from '#/lib/contract/audit-logs.ts';
import { otherMethods } from '#/lib/http/other-methods.ts';
import { json, list } from '#/lib/http/respond.ts';
import { route } from '#/lib/http/route.ts';
import { appendAuditLogs } from '#/lib/usecases/append-audit-logs.ts';
import { auditQuerySchema, queryAuditLogs } from '#/lib/usecases/query-audit-logs.ts';

export const GET = route(
  { scope: 'audit:read', query: auditQuerySchema, summary: 'What has changed, newest first', answers: { 200: z.array(auditRecordSchema) } },
  async ({ ctx, query, request }) => list(request, await queryAuditLogs(ctx, query)),
);

export const POST = route(
  {
    scope: 'changes:write',
    body: auditRecordsCreateSchema,
    idempotent: true,
    maxBytes: 5_000_000,
    summary: 'Report changes made elsewhere',
    answers: { 201: auditRecordsCreatedSchema },
  },
  async ({ ctx, body }) => json(await appendAuditLogs(ctx, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
