import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { openPools } from './pool.ts';

/** Upper bounds in seconds: close together where these services live, up to their longest timeout. */
const BUCKETS = [0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type HttpMetrics = {
  /** @param seconds from the first byte read to the last one written */
  observe(request: { method: string; route: string; status_code: number }, seconds: number): void;
  /** Prometheus text format. */
  expose(): Promise<{ contentType: string; text: string }>;
};

/** A registry of its own with the process's default metrics, its connection pools and the duration of HTTP requests. */
export function createMetrics(): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests in seconds.',
    labelNames: ['method', 'route', 'status_code'],
    buckets: BUCKETS,
    registers: [registry],
  });
  exposePools(registry);
  return {
    observe: (request, seconds) => duration.observe(request, seconds),
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** The pools by OpenTelemetry's conventions for database clients, as they stand when they are asked for. */
function exposePools(registry: Registry): void {
  const registers = [registry];
  const pool = 'db_client_connection_pool_name';
  new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections of the pool, by state.',
    labelNames: [pool, 'state'],
    registers,
    collect() {
      for (const { name, size, used } of openPools()) {
        this.set({ [pool]: name, state: 'used' }, used);
        this.set({ [pool]: name, state: 'idle' }, size - used);
      }
    },
  });
  new Gauge({
    name: 'db_client_connection_max',
    help: 'Connections that the pool may open.',
    labelNames: [pool],
    registers,
    collect() {
      for (const { name, size } of openPools()) this.set({ [pool]: name }, size);
    },
  });
  new Gauge({
    name: 'db_client_connection_pending_requests',
    help: 'Requests that wait for a connection of the pool.',
    labelNames: [pool],
    registers,
    collect() {
      for (const { name, pending } of openPools()) this.set({ [pool]: name }, pending);
    },
  });
}
