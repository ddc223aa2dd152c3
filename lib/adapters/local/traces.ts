import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Database } from '#/lib/db/client.ts';
import { localSpans } from '#/lib/db/schema.ts';
import { NAMESPACE_ATTRIBUTE } from '#/lib/domain/span-origin.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import type { Traces } from '#/lib/ports.ts';

const MAX_SPANS = 5000;
const SOURCE = 'local/traces';

type Row = typeof localSpans.$inferSelect;

function toSpan(row: Row): Span {
  return {
    trace_id: row.traceId,
    span_id: row.spanId,
    parent_id: row.parentId,
    service: row.service,
    name: row.name,
    kind: row.kind,
    start: row.start.toISOString(),
    duration_ms: row.durationMs,
    status: row.status,
    attributes: row.attributes,
  };
}

/** Traces that the agent has received; services are named as they name themselves, their namespace is an attribute. */
export function createTraces(db: Database): Traces {
  const spansOf = (ids: string[]) =>
    db
      .select()
      .from(localSpans)
      .where(inArray(localSpans.traceId, ids))
      .orderBy(asc(localSpans.start), asc(localSpans.spanId))
      .limit(MAX_SPANS);

  return {
    async search({ service, window, onlyErrors, minDurationMs, limit }, signal) {
      signal.throwIfAborted();
      const newest = await db
        .select({ id: localSpans.traceId })
        .from(localSpans)
        .where(
          and(
            eq(localSpans.service, service.name),
            eq(sql`${localSpans.attributes} ->> ${NAMESPACE_ATTRIBUTE}`, service.namespace),
            gte(localSpans.start, new Date(window.start)),
            lt(localSpans.start, new Date(window.end)),
            minDurationMs === undefined ? undefined : gte(localSpans.durationMs, minDurationMs),
            onlyErrors
              ? sql`exists (select 1 from ${localSpans} failed where failed.trace_id = ${localSpans.traceId} and failed.status = 'ERROR')`
              : undefined,
          ),
        )
        .groupBy(localSpans.traceId)
        .orderBy(desc(sql`max(${localSpans.start})`))
        .limit(limit);
      signal.throwIfAborted();
      if (newest.length === 0) return { traces: [], source: SOURCE };
      const spans = new Map<string, Span[]>(newest.map(({ id }) => [id, []]));
      for (const row of await spansOf(newest.map(({ id }) => id))) spans.get(row.traceId)?.push(toSpan(row));
      return { traces: [...spans].map(([trace_id, list]) => ({ trace_id, spans: list })), source: SOURCE };
    },

    async get(traceId, signal) {
      signal.throwIfAborted();
      return { spans: (await spansOf([traceId])).map(toSpan), source: SOURCE };
    },
  };
}
