import type { Span } from '#/lib/domain/telemetry.ts';
import { T0 } from './scene.ts';

type Given = { failed?: boolean; attributes?: Span['attributes']; calls?: Planned[] };
/** A span with those below it, before it has ids. */
export type Planned = Given & { service: string | null; name: string; kind: Span['kind'] };

/** The server's side of a request. */
export function requestOf(service: string, name: string, given: Given = {}): Planned {
  return { ...given, service, name, kind: 'server' };
}

/** The client's side of a call to `peer`; below it stands the peer's request, if it answered. */
export function call(peer: string, given: Given = {}): Planned {
  return { ...given, attributes: { 'peer.service': peer, ...given.attributes }, service: null, name: 'GET', kind: 'client' };
}

let traces = 0;

/** A trace of `production` that begins with `root`. */
export function trace(root: Planned): { trace_id: string; spans: Span[] } {
  traces += 1;
  const trace_id = `t${traces}`;
  const spans: Span[] = [];
  const add = (planned: Planned, parent: Span | null): void => {
    const span: Span = {
      trace_id,
      span_id: `${trace_id}-${spans.length}`,
      parent_id: parent?.span_id ?? null,
      service: planned.service ?? parent?.service ?? '',
      name: planned.name,
      kind: planned.kind,
      start: new Date(T0 + 20_000 + spans.length).toISOString(),
      duration_ms: 10,
      status: planned.failed ? 'ERROR' : 'UNSET',
      attributes: { 'service.namespace': 'production', ...planned.attributes },
    };
    spans.push(span);
    for (const below of planned.calls ?? []) add(below, span);
  };
  add(root, null);
  return { trace_id, spans };
}
