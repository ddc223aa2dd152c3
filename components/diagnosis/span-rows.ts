import type { Span } from '#/lib/domain/telemetry.ts';

export type SpanRow = { span: Span; depth: number; /** 0..1 within the trace. */ left: number; width: number };

/** The spans of one trace as an indented list in order of time; a span whose parent is missing stands at the root. */
export function spanRows(spans: readonly Span[]): SpanRow[] {
  const starts = spans.map((span) => Date.parse(span.start));
  const first = Math.min(...starts);
  const length = Math.max(...spans.map((span) => Date.parse(span.start) + span.duration_ms)) - first || 1;
  const known = new Set(spans.map((span) => span.span_id));
  const children = new Map<string | null, Span[]>();
  for (const span of [...spans].sort((a, b) => a.start.localeCompare(b.start))) {
    const parent = span.parent_id !== null && known.has(span.parent_id) && span.parent_id !== span.span_id ? span.parent_id : null;
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const rows: SpanRow[] = [];
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number) => {
    for (const span of children.get(parent) ?? []) {
      if (seen.has(span.span_id)) continue;
      seen.add(span.span_id);
      rows.push({ span, depth, left: (Date.parse(span.start) - first) / length, width: span.duration_ms / length });
      walk(span.span_id, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}
