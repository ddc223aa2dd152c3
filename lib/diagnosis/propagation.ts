import { spanOrigin } from '#/lib/domain/span-origin.ts';
import type { Span } from '#/lib/domain/telemetry.ts';

/** Where the failing requests break: the deepest failing span that most of them have in common. */
export type Blame = {
  /** `namespace/name` as the spans say it; of a call that nobody answered, the service that was called. */
  service: string;
  /** The operation that fails; of an unanswered call, the call. */
  operation: string;
  /** `failed`: it answered for itself, with an error. `unanswered`: it was called, and its side of the call is missing. */
  kind: 'failed' | 'unanswered';
  /** Who called it, `namespace/name`; null when the request began there. */
  caller: string | null;
  /** Where it was called at, as far as the caller's span says. */
  address: { host: string | null; port: number | null };
  /** In how many of the failing traces it is the deepest failing span, and their share, 0..1. */
  count: number;
  share: number;
  /** What the span says of its error. */
  error: { type: string | null; status: number | null; text: string | null };
  /** A trace and a span in it that show it. */
  exemplar: { trace_id: string; span_id: string };
  /** 0..1: less where spans of the traces are missing. */
  certainty: number;
};

export type TraceOf = { trace_id: string; spans: readonly Span[] };

/** What a trace with missing spans is worth: the one at fault may be among those missing. */
const INCOMPLETE = 0.7;

type Found = Omit<Blame, 'count' | 'share'> & { depth: number };

/**
 * Follows errors along the spans of failing traces to the deepest span that fails (a caller that fails because
 * its callee did is a symptom) and answers the places found, the commonest first. A client span without the
 * server's side points to the service that it called.
 */
export function blameTraces(traces: readonly TraceOf[], namespace: string): Blame[] {
  const found = traces.flatMap((trace) => deepest(trace, namespace) ?? []);
  const groups = Map.groupBy(found, (item) => `${item.kind} ${item.service} ${item.operation}`);
  return [...groups.values()]
    .flatMap((items) => {
      const best = items.toSorted((a, b) => b.certainty - a.certainty)[0];
      if (!best) return [];
      const { depth, ...blame } = best;
      const certainty = items.reduce((sum, item) => sum + item.certainty, 0) / items.length;
      return [{ depth, blame: { ...blame, certainty, count: items.length, share: items.length / found.length } }];
    })
    .toSorted((a, b) => b.blame.count - a.blame.count || b.depth - a.depth)
    .map(({ blame }) => blame);
}

function deepest({ trace_id, spans }: TraceOf, namespace: string): Found | null {
  const byId = new Map(spans.map((span) => [span.span_id, span]));
  const children = Map.groupBy(spans, (span) => span.parent_id);
  const failing = spans.filter((span) => span.status === 'ERROR');
  const leaves = failing.filter((span) => !children.get(span.span_id)?.some((child) => child.status === 'ERROR'));
  const [leaf] = leaves
    .map((span) => ({ span, depth: depthOf(span, byId) }))
    .toSorted((a, b) => b.depth - a.depth || Date.parse(a.span.start) - Date.parse(b.span.start));
  if (!leaf) return null;
  const { span, depth } = leaf;
  const gone = spans.some(
    (item) => item.parent_id !== null && item.parent_id !== '' && !byId.has(item.parent_id) && item.kind !== 'server',
  );
  const roots = spans.filter((item) => item.parent_id === null || !byId.has(item.parent_id));
  const certainty = gone || roots.length > 1 ? INCOMPLETE : 1;
  const origin = spanOrigin(span, namespace);
  const shared = {
    operation: span.name,
    address: addressOf(span),
    error: errorOf(span),
    exemplar: { trace_id, span_id: span.span_id },
    depth,
  };
  const called = peerOf(span, namespace);
  const answered = children.get(span.span_id)?.some((child) => child.kind === 'server' || child.kind === 'consumer') ?? false;
  if (span.kind !== 'client' && span.kind !== 'producer')
    return { ...shared, service: origin, kind: 'failed', caller: callerOf(span, byId, namespace), certainty };
  if (answered || called === null)
    return { ...shared, service: answered ? (called ?? origin) : origin, kind: 'failed', caller: answered ? origin : null, certainty };
  // A status is an answer: the callee's own spans are only missing.
  const status = shared.error.status;
  return status !== null && status >= 400
    ? { ...shared, service: called, kind: 'failed', caller: origin, certainty: certainty * INCOMPLETE }
    : { ...shared, service: called, kind: 'unanswered', caller: origin, certainty };
}

function depthOf(span: Span, byId: Map<string, Span>): number {
  let depth = 0;
  let current = span.parent_id === null ? undefined : byId.get(span.parent_id);
  // A trace that names itself as its own parent ends the climb.
  while (current && depth < byId.size) {
    depth += 1;
    current = current.parent_id === null ? undefined : byId.get(current.parent_id);
  }
  return depth;
}

function callerOf(span: Span, byId: Map<string, Span>, namespace: string): string | null {
  const origin = spanOrigin(span, namespace);
  let current = span.parent_id === null ? undefined : byId.get(span.parent_id);
  for (let step = 0; current && step < byId.size; step += 1) {
    if (spanOrigin(current, namespace) !== origin) return spanOrigin(current, namespace);
    current = current.parent_id === null ? undefined : byId.get(current.parent_id);
  }
  return null;
}

function attribute(span: Span, ...names: string[]): string | null {
  for (const name of names) {
    const value = span.attributes[name];
    if (value !== undefined && value !== '') return String(value);
  }
  return null;
}

/** Whom a client span called, by the conventions of OpenTelemetry, new and old; null when it says nothing. */
function peerOf(span: Span, namespace: string): string | null {
  const name = attribute(span, 'peer.service', 'server.address', 'net.peer.name', 'rpc.service', 'db.system', 'messaging.system');
  if (name === null) return null;
  if (name.includes('/')) return name;
  // `ledger.payments.svc.cluster.local` says name and namespace; an address says neither.
  const [label = name, place] = /^[\d.:[\]]+$/.test(name) ? [name] : name.split('.');
  const elsewhere = place !== undefined && name.split('.').includes('svc') ? place : namespace;
  return `${elsewhere}/${label}`;
}

function addressOf(span: Span): Blame['address'] {
  const url = attribute(span, 'url.full', 'http.url');
  const parsed = url === null ? null : URL.parse(url);
  const port = attribute(span, 'server.port', 'net.peer.port') ?? parsed?.port ?? '';
  return { host: attribute(span, 'server.address', 'net.peer.name') ?? parsed?.hostname ?? null, port: port === '' ? null : Number(port) };
}

function errorOf(span: Span): Blame['error'] {
  const status = attribute(span, 'http.response.status_code', 'http.status_code');
  return {
    type: attribute(span, 'exception.type', 'error.type'),
    status: status === null ? null : Number(status),
    text: attribute(span, 'exception.message', 'error.message', 'otel.status_description', 'status.message'),
  };
}
