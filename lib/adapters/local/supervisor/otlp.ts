import { z } from 'zod';
import { NAMESPACE_ATTRIBUTE } from '#/lib/domain/span-origin.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import type { SpanRow } from './store.ts';

const MAX_ATTRIBUTES = 64;
const MAX_TEXT = 1024;
const MAX_NAME = 300;

type AnyValue = {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string | number;
  doubleValue?: number | string;
  arrayValue?: unknown;
  kvlistValue?: unknown;
  bytesValue?: string;
};
const anyValueSchema: z.ZodType<AnyValue> = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  arrayValue: z.unknown().optional(),
  kvlistValue: z.unknown().optional(),
  bytesValue: z.string().optional(),
});
const attributesSchema = z.array(z.object({ key: z.string(), value: anyValueSchema.nullish() })).default([]);
/** Unix nanoseconds: a decimal string, or a number that has lost its last digits. */
const nanosSchema = z.union([z.string().regex(/^\d{1,19}$/), z.number().nonnegative().max(8e18).transform(Math.trunc)]).transform(BigInt);

const spanSchema = z.object({
  traceId: z.string().regex(/^[0-9a-fA-F]{32}$/),
  spanId: z.string().regex(/^[0-9a-fA-F]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^([0-9a-fA-F]{16})?$/)
    .nullish(),
  name: z.string().default(''),
  kind: z.union([z.number(), z.string()]).default(0),
  startTimeUnixNano: nanosSchema,
  endTimeUnixNano: nanosSchema,
  attributes: attributesSchema,
  status: z.object({ code: z.union([z.number(), z.string()]).default(0), message: z.string().optional() }).nullish(),
});

/** `ExportTraceServiceRequest` as OTLP/HTTP JSON; what we do not keep is ignored. */
const exportSchema = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes: attributesSchema }).nullish(),
        scopeSpans: z.array(z.object({ spans: z.array(spanSchema).default([]) })).default([]),
      }),
    )
    .default([]),
});

const kinds: Span['kind'][] = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'];
const statuses: Span['status'][] = ['UNSET', 'OK', 'ERROR'];

function toKind(kind: number | string): Span['kind'] {
  if (typeof kind === 'number') return kinds[kind] ?? 'internal';
  return kinds.find((known) => kind === `SPAN_KIND_${known.toUpperCase()}`) ?? 'internal';
}

function toStatus(code: number | string): Span['status'] {
  if (typeof code === 'number') return statuses[code] ?? 'UNSET';
  return statuses.find((known) => code === `STATUS_CODE_${known}`) ?? 'UNSET';
}

const clean = (text: string, length: number) => text.slice(0, length).replaceAll('\0', '\uFFFD').toWellFormed();

function toValue(value: AnyValue | null | undefined): string | number | boolean | null {
  if (!value) return null;
  if (value.stringValue !== undefined) return clean(value.stringValue, MAX_TEXT);
  if (value.boolValue !== undefined) return value.boolValue;
  const number = value.intValue ?? value.doubleValue;
  if (number !== undefined) return Number.isFinite(Number(number)) ? Number(number) : String(number);
  const rest = value.arrayValue ?? value.kvlistValue ?? value.bytesValue;
  return rest === undefined ? null : clean(JSON.stringify(rest), MAX_TEXT);
}

function toAttributes(list: z.infer<typeof attributesSchema>): Span['attributes'] {
  const kept = list.slice(0, MAX_ATTRIBUTES).flatMap(({ key, value }) => {
    const plain = toValue(value);
    return plain === null ? [] : [[clean(key, MAX_NAME), plain] as const];
  });
  return Object.fromEntries(kept);
}

const toMs = (nanos: bigint) => Number(nanos / 1000n) / 1000;

/** Where the senders of traces belong. */
export type Senders = {
  /** Of instances of this platform, whatever they say of themselves, and of whoever says nothing. */
  namespace: string;
  isOwn: (instance: string) => boolean;
};

/** The spans of an export request. Throws a ZodError that names the place when it is not one. */
export function decodeTraces(body: unknown, senders: Senders): SpanRow[] {
  return exportSchema.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const own = toAttributes(resource?.attributes ?? []);
    const service = String(own['service.name'] ?? 'unknown_service');
    const claimed = senders.isOwn(String(own['service.instance.id'])) ? undefined : own['service.namespace'];
    const namespace = String(claimed ?? senders.namespace);
    // Which copy and version it was is worth keeping on every span; the rest of the resource is not.
    const origin = Object.fromEntries(
      ['service.version', 'service.instance.id'].flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]]])),
    );
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => {
        const message = span.status?.message;
        return {
          trace_id: span.traceId.toLowerCase(),
          span_id: span.spanId.toLowerCase(),
          parent_id: span.parentSpanId ? span.parentSpanId.toLowerCase() : null,
          service: clean(service, MAX_NAME),
          name: clean(span.name, MAX_NAME),
          kind: toKind(span.kind),
          start: new Date(toMs(span.startTimeUnixNano)),
          duration_ms: Math.max(0, toMs(span.endTimeUnixNano - span.startTimeUnixNano)),
          status: toStatus(span.status?.code ?? 0),
          attributes: {
            ...origin,
            ...toAttributes(span.attributes),
            [NAMESPACE_ATTRIBUTE]: namespace,
            ...(message ? { 'otel.status_description': clean(message, MAX_TEXT) } : {}),
          },
        };
      }),
    );
  });
}
