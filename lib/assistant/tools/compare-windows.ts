import { z } from 'zod';
import { timeRange, type EvidenceDraft } from '#/lib/diagnosis/evidence.ts';
import type { Observed } from '#/lib/diagnosis/observations.ts';
import type { Comparison, Sample } from '#/lib/domain/comparison.ts';
import { message } from '#/lib/domain/text.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import type { BehaviourComparison } from '#/lib/usecases/compare-behaviour.ts';
import { compareDeployment } from '#/lib/usecases/compare-deployment.ts';
import { defineTool } from '../tool.ts';

/** What a deployment did to errors and latency, beside the time before it. */
export const compareWindows = defineTool({
  description:
    'Compares errors, p95 latency and error logs of a deployment with the newest undisturbed time before it, and says whether it is worse.',
  input: z.object({ id: z.string() }),
  deadlineMs: 3_000,
  async run(ctx, input) {
    const found = await compareDeployment(ctx, input);
    const drafts = found ? evidenceOf(found.service, found.compared) : [];
    const verdict = found?.compared.comparison.verdict ?? 'not_compared';
    return {
      status: drafts.length > 0 ? 'success' : 'no_data',
      summary: message(`report.tool.compare.${verdict}`),
      evidence: drafts,
      data: ([evidence]): Observed<Comparison> | null => (found && evidence ? { evidence, value: found.compared.comparison } : null),
    };
  },
});

/** Both series of the signal that got worse, that first, else of errors and latency. */
function evidenceOf(service: string, compared: BehaviourComparison): EvidenceDraft[] {
  const { comparison } = compared;
  const latency = comparison.verdict === 'worse' && comparison.what === 'latency';
  const [errors, p95] = [draft(service, compared, 'error_rate'), draft(service, compared, 'latency_p95')];
  if (comparison.verdict === 'worse') return latency ? [p95] : [errors];
  return [errors, p95];
}

function draft(
  service: string,
  { comparison, before, window, after }: BehaviourComparison,
  signal: 'error_rate' | 'latency_p95',
): EvidenceDraft {
  const value = ({ requests, errors, p95 }: Sample) => (signal === 'latency_p95' ? p95 : requests === 0 ? null : errors / requests);
  const points = (samples: Sample[]) => samples.map((sample): [number, number | null] => [sample.at, value(sample)]);
  const worse = comparison.verdict === 'worse' ? comparison : null;
  return {
    kind: 'metric',
    tool: 'compare-windows',
    query: `${signal} of ${service}${worse?.route ? ` ${worse.route}` : ''}, before and after`,
    time_range: timeRange({ start: before.window.start, end: window.end }),
    excerpt: excerptOf(comparison, signal),
    data: {
      service,
      signal,
      unit: signalUnits[signal],
      series: [
        { labels: { window: 'before', version: before.version }, points: points(before.behaviour.samples) },
        { labels: { window: 'after' }, points: points(after.samples) },
      ],
      onset: worse?.since ?? null,
    },
  };
}

function excerptOf(comparison: Comparison, signal: 'error_rate' | 'latency_p95'): string {
  const { requests } = comparison;
  const counted = `${String(requests.before)} → ${String(requests.after)} requests`;
  const percent = (share: number) => `${String(Math.round(share * 1000) / 10)} %`;
  if (comparison.verdict === 'worse' && comparison.what === 'latency')
    return `p95: ${String(Math.round(comparison.before * 1000))} ms → ${String(Math.round(comparison.after * 1000))} ms, ${counted}`;
  if (comparison.verdict === 'worse' && comparison.what === 'errors')
    return `errors: ${percent(comparison.before)} → ${percent(comparison.after)}, ${counted}`;
  if (comparison.verdict === 'no_worse' && signal === 'error_rate')
    return `errors: ${percent(comparison.errors.before)} → ${percent(comparison.errors.after)}, ${counted}`;
  return counted;
}
