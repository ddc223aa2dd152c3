import type { Span } from './telemetry.ts';

/** OpenTelemetry's name for where the service of a span belongs; a source that knows it puts it on every span. */
export const NAMESPACE_ATTRIBUTE = 'service.namespace';

/**
 * Which service a span is of, as `namespace/name`. Sources name it either way in the span's service, or
 * by the attribute; where nothing is said, it is taken for one of `namespace`.
 */
export function spanOrigin(span: Pick<Span, 'service' | 'attributes'>, namespace: string): string {
  if (span.service.includes('/')) return span.service;
  return `${span.attributes[NAMESPACE_ATTRIBUTE] ?? namespace}/${span.service}`;
}
