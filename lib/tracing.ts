import { context, propagation, SpanStatusCode, trace, type Attributes, type Span, type SpanKind } from '@opentelemetry/api';

const EXPORT_MS = 5_000;
const STOP_MS = 2_000;

/** W3C Trace Context as it travels in headers and job payloads. */
export type Carrier = { traceparent?: string; tracestate?: string };
type Options = { kind?: SpanKind; attributes?: Attributes; /** Continued where no span is active yet. */ from?: Carrier | undefined };

const slot = globalThis as { controlPlaneTracing?: () => Promise<void> };

/**
 * Sends this process's own spans by OTLP/HTTP to `<endpoint>/v1/traces`, in batches and never in the way of
 * what is traced: a receiver that is away costs spans. Headers come from OTEL_EXPORTER_OTLP_HEADERS.
 * Until it is called nothing is recorded and `traced` costs a function call.
 */
export async function startTracing(endpoint: string | undefined, service: string): Promise<void> {
  if (!endpoint || slot.controlPlaneTracing) return;
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: EXPORT_MS });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, { maxQueueSize: 2_048, scheduledDelayMillis: 1_000, exportTimeoutMillis: EXPORT_MS }),
    ],
  });
  provider.register();
  slot.controlPlaneTracing = async () => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
    await Promise.race([provider.shutdown().catch(() => undefined), late]);
  };
}

/** Sends what is left, for at most 2 s; harmless when nothing was started. */
export async function stopTracing(): Promise<void> {
  const stop = slot.controlPlaneTracing;
  delete slot.controlPlaneTracing;
  await stop?.();
}

/** Runs `work` in a span of this name; what it throws is noted there by its kind and thrown on. */
export function traced<T>(name: string, options: Options, work: (span: Span) => Promise<T>): Promise<T> {
  const { kind, attributes, from } = options;
  const active = context.active();
  const parent = from && !trace.getSpan(active) ? propagation.extract(active, from) : active;
  const given = { ...(kind !== undefined && { kind }), ...(attributes && { attributes }) };
  return trace.getTracer('control-plane').startActiveSpan(name, given, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // Its text may hold what was asked; the log has it, redacted.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The active span as it is handed to another process; empty when nothing is traced. */
export function traceCarrier(): Carrier {
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}
