import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { getTrace } from '#/lib/usecases/get-trace.ts';
import { searchTraces as tracesOf } from '#/lib/usecases/search-traces.ts';
import { timeRange } from '#/lib/diagnosis/evidence.ts';
import { defineTool } from '../tool.ts';
import { msOf, refOf, serviceInput, windowInput } from './inputs.ts';

/** More spans than a card can show. */
const MAX_SPANS = 200;

/** Failed requests, end to end. */
export const searchTraces = defineTool({
  description: 'Finds traces with errors that touch a service in a time range and reads the newest one span by span.',
  input: serviceInput.extend(windowInput.shape),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const service = refOf(input);
    const { traces } = await tracesOf(ctx, { service, query: { start: input.start, end: input.end, errors: 'true', limit: 20 } });
    const [newest] = traces;
    const found = newest ? (await getTrace(ctx, { service, traceId: newest.trace_id })).spans : [];
    const spans = found.slice(0, MAX_SPANS);
    const failed = spans.filter((span) => span.status === 'ERROR');
    return {
      status: newest ? 'success' : 'no_data',
      summary: message('report.tool.traces', { count: traces.length }),
      evidence: newest
        ? [
            {
              kind: 'trace',
              tool: 'search-traces',
              query: `failed traces of ${serviceKey(service)}`,
              time_range: timeRange(msOf(input)),
              excerpt: `${newest.service} ${newest.root}: ${String(failed.length)}/${String(spans.length)} ERROR`,
              data: { service: serviceKey(service), trace_id: newest.trace_id, spans, marked: failed.map((span) => span.span_id) },
            },
          ]
        : [],
      data: ([evidence]) => (evidence && newest ? { evidence, value: { trace_id: newest.trace_id, spans } } : null),
    };
  },
});
