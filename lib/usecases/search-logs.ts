import { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { LogsAnswer } from '#/lib/contract/telemetry.ts';
import { redact } from '#/lib/domain/redact.ts';
import { logLevelSchema } from '#/lib/domain/telemetry.ts';
import { parseInput } from './parse-input.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';
import { rangeQuery, windowOf } from './time-range.ts';

/** More of a line than anybody reads; what is longer is cut. */
const LONGEST_SHOWN = 16_000;

/** Query of `GET …/logs`. `query` is plain text, matched without regard to case; `level` means that level and worse. */
export const logsQuerySchema = z.object({
  query: z.string().max(500).optional(),
  level: logLevelSchema.optional(),
  instance: z.string().max(200).optional(),
  version: z.string().max(128).optional(),
  ...rangeQuery,
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** A service's log lines, newest first, without the secrets that can be known. */
export async function searchLogs(
  ctx: Context,
  input: { service: ServiceName; query: z.input<typeof logsQuerySchema> },
): Promise<LogsAnswer> {
  authorize(ctx.actor, 'telemetry:read');
  const answer = await readLogs(ctx, input);
  return { ...answer, lines: answer.lines.map((line) => ({ ...line, line: redact(line.line, LONGEST_SHOWN) })) };
}

/** The same as printed, for the assistant: it must read what a secret's place would hide, and redacts whatever it quotes. */
export async function readLogs(ctx: Context, input: { service: ServiceName; query: z.input<typeof logsQuerySchema> }): Promise<LogsAnswer> {
  authorize(ctx.actor, 'telemetry:read');
  const query = parseInput(logsQuerySchema, input.query);
  const { cluster, namespace, name } = await resolveService(ctx, input.service);
  const { level, instance, version, limit } = query;
  const wanted = {
    service: { cluster, namespace, name },
    window: windowOf(ctx, query),
    contains: query.query,
    level,
    instance,
    version,
    limit,
  };
  return reading('logs', ctx.signal, (signal) => ctx.ports.logs.search(wanted, signal));
}
