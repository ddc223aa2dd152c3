import { timeRange, type EvidenceDraft } from '#/lib/diagnosis/evidence.ts';
import type { MetricFacts, Observed } from '#/lib/diagnosis/observations.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { signalSchema } from '#/lib/domain/telemetry.ts';
import { message } from '#/lib/domain/text.ts';
import { queryMetrics as seriesOf } from '#/lib/usecases/query-metrics.ts';
import { defineTool } from '../tool.ts';
import { msOf, refOf, serviceInput, windowInput } from './inputs.ts';

/** An hour in steps of 10 s: fine enough to tell within half a minute that something stays up. */
const STEPS = 360;

/** One golden signal over time. */
export const queryMetrics = defineTool({
  description: 'Reads one golden signal of a service (traffic, error_rate, latency, cpu, memory, restarts, saturation) over a time range.',
  input: serviceInput.extend(windowInput.shape).extend({ signal: signalSchema }),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const service = refOf(input);
    const { signal, start, end } = input;
    const window = msOf(input);
    const step = Math.max(5, Math.ceil((window.end - window.start) / 1000 / STEPS));
    const answer = await seriesOf(ctx, { service, query: { signal, start, end, step } });
    const values = answer.series.flatMap((series) => series.points.flatMap(([, value]) => (value === null ? [] : [value])));
    const latest = values.at(-1);
    const draft: EvidenceDraft = {
      kind: 'metric',
      tool: 'query-metrics',
      query: `${signal} of ${serviceKey(service)}`,
      time_range: timeRange(window),
      excerpt: latest === undefined ? '' : `${signal}: ${String(Math.round(latest * 1000) / 1000)} ${answer.unit}`,
      data: { service: serviceKey(service), signal, unit: answer.unit, series: answer.series, onset: null },
    };
    return {
      status: values.length > 0 ? 'success' : 'no_data',
      summary: message('report.tool.metrics', { signal, count: values.length }),
      evidence: values.length > 0 ? [draft] : [],
      data: ([evidence]): Observed<MetricFacts> | null =>
        evidence ? { evidence, value: { service: serviceKey(service), signal, unit: answer.unit, series: answer.series } } : null,
    };
  },
});
