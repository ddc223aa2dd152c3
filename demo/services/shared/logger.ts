import { trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';

export type { Logger };

/** JSON lines on stdout, written synchronously so that the last words before an exit are not lost. */
export function createLogger(identity: { service: string; version: string }): Logger {
  return pino({
    base: identity,
    formatters: { level: (label) => ({ level: label }) },
    mixin() {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
  });
}
