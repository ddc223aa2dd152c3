import type { Observations } from '#/lib/diagnosis/observations.ts';
import type { Signal } from '#/lib/domain/telemetry.ts';
import { callTool, type Desk } from './call-tool.ts';

/** What every investigation looks at. */
const SIGNALS = ['error_rate', 'memory'] as const satisfies readonly Signal[];

/** Reads the golden signals of the service over the window. */
export async function readMetrics(desk: Desk, observed: Observations): Promise<void> {
  const { cluster, namespace, name } = observed.service;
  const window = { start: new Date(observed.window.start).toISOString(), end: new Date(observed.window.end).toISOString() };
  const answers = await Promise.all(
    SIGNALS.map((signal) => callTool(desk, 'query-metrics', { cluster, namespace, service: name, ...window, signal })),
  );
  observed.metrics = answers.filter((item) => item !== null);
}
