import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

type ProcessMetrics = { registry: Registry; requests: Histogram<'method' | 'route' | 'status'> };

const slot: { controlPlaneMetrics?: ProcessMetrics } = globalThis as { controlPlaneMetrics?: ProcessMetrics };

/** The metrics of this process; on `globalThis`, because Next bundles every route apart. */
export function processMetrics(): ProcessMetrics {
  if (slot.controlPlaneMetrics) return slot.controlPlaneMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to the first byte of an answer, by route.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  slot.controlPlaneMetrics = { registry, requests };
  return slot.controlPlaneMetrics;
}

/** A path with its parameters' values put back to their names, so that a metric has one series a route. */
export function routePattern(path: string, params: Record<string, string | string[] | undefined>): string {
  const names = new Map(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[value, `[${name}]`] as const] : [])),
  );
  const rest = Object.entries(params).find(([, value]) => Array.isArray(value));
  const segments = path.split('/').map((segment) => {
    const plain = decoded(segment);
    return names.get(plain) ?? names.get(segment) ?? segment;
  });
  if (!rest) return segments.join('/');
  const length = Array.isArray(rest[1]) ? rest[1].length : 0;
  return [...segments.slice(0, segments.length - length), `[...${rest[0]}]`].join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
