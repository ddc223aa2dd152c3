import type { Logger } from 'pino';
import { createBatch } from './batch.ts';
import type { Instance } from './instance.ts';
import type { LogRow, SampleRow, SpanRow, Store } from './store.ts';

/** Characters of lines, counting some for what surrounds each. */
const MAX_LINE_CHARACTERS = 12_000_000;
const LINE_OVERHEAD = 200;
const MAX_SAMPLES = 20_000;
const MAX_SPANS = 10_000;

/** Everything the agent has observed on its way to the database, bounded while that is away. */
export function createTelemetry(store: Store, log: Logger) {
  const onProblem = (what: string) => (problem: { error: unknown; waiting: number }) =>
    log.warn({ error: problem.error, waiting: problem.waiting }, `${what} could not be stored`);
  const lines: ReturnType<typeof createBatch<LogRow>> = createBatch<LogRow>({
    write: store.writeLogs,
    capacity: MAX_LINE_CHARACTERS,
    weigh: ({ line }) => line.length + LINE_OVERHEAD,
    onProblem: onProblem('log lines'),
    onLost: (count) => log.error({ count }, 'log lines were lost because the database was away too long'),
  });
  const samples = createBatch<SampleRow>({ write: store.writeSamples, capacity: MAX_SAMPLES, onProblem: onProblem('samples') });
  const spans = createBatch<SpanRow>({ write: store.writeSpans, capacity: MAX_SPANS, onProblem: onProblem('spans') });
  return {
    pushLine: lines.push,
    pushSample: samples.push,
    /** False when there is no room; then none of them was taken. */
    takeSpans(rows: SpanRow[]): boolean {
      if (spans.size() + rows.length > MAX_SPANS) return false;
      for (const row of rows) spans.push(row);
      return true;
    },
    /** Resolves when every line and sample taken until now is stored. */
    flushObserved: async () => void (await Promise.all([lines.flush(), samples.flush()])),
    /** The memory of an instance at the moment it was found over its limit, which no later round can see. */
    peak(service: string, instance: Instance, bytes: number): void {
      const limit = instance.spec.memoryLimitBytes ?? bytes;
      const at = new Date();
      for (const version of ['', instance.spec.version]) {
        samples.push({ service, signal: 'memory', version, instance: '', route: '', at, value: bytes });
        samples.push({ service, signal: 'saturation', version, instance: '', route: '', at, value: bytes / limit });
      }
    },
    async stop(): Promise<void> {
      await Promise.allSettled([lines.flush(), samples.flush(), spans.flush()]);
      for (const batch of [lines, samples, spans]) batch.stop();
    },
  };
}
