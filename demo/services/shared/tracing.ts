import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const EXPORT_DELAY_MS = 500;
const EXPORT_TIMEOUT_MS = 2_000;
const FLUSH_MS = 1_000;

export type Identity = { service: string; version: string; instance: string };

/**
 * Exports spans as OTLP/HTTP JSON to `<endpoint>/v1/traces`. A collector that does not answer costs spans, never requests.
 * @returns sends what is left, waiting one second at most
 */
export function startTracing(endpoint: URL, identity: Identity): () => Promise<void> {
  const url = `${endpoint.href.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': identity.service,
      'service.version': identity.version,
      'service.instance.id': identity.instance,
    }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, {
        scheduledDelayMillis: EXPORT_DELAY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
        maxQueueSize: 1_024,
        maxExportBatchSize: 256,
      }),
    ],
  });
  provider.register();
  return async () => {
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_MS).unref());
    await Promise.race([provider.shutdown().catch(() => undefined), deadline]);
  };
}
