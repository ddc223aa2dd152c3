import { timeRange } from '#/lib/diagnosis/evidence.ts';
import type { Observed } from '#/lib/diagnosis/observations.ts';
import { blameTraces } from '#/lib/diagnosis/propagation.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { Span } from '#/lib/domain/telemetry.ts';
import { message } from '#/lib/domain/text.ts';
import { getTrace } from '#/lib/usecases/get-trace.ts';
import { searchTraces as tracesOf } from '#/lib/usecases/search-traces.ts';
import { defineTool } from '../tool.ts';
import { msOf, refOf, serviceInput, windowInput } from './inputs.ts';

/** More spans than a card can show. */
const MAX_SPANS = 200;
/** Failing traces that are looked for, and of those how many are read span by span. */
const SEARCHED = 50;
const READ = 10;

type Trace = { trace_id: string; spans: Span[] };

/** Failed requests, end to end: several of them, as one piece of evidence with the trace that shows it best. */
export const searchTraces = defineTool({
  description: 'Finds traces with errors that touch a service in a time range, reads several span by span and shows where they break.',
  input: serviceInput.extend(windowInput.shape),
  deadlineMs: 3_000,
  async run(ctx, input) {
    const service = refOf(input);
    const { traces } = await tracesOf(ctx, { service, query: { start: input.start, end: input.end, errors: 'true', limit: SEARCHED } });
    const read = await Promise.all(
      spread(traces, READ).map(async ({ trace_id }): Promise<Trace> => {
        const { spans } = await getTrace(ctx, { service, traceId: trace_id });
        return { trace_id, spans: spans.slice(0, MAX_SPANS) };
      }),
    );
    const [blame] = blameTraces(read, service.namespace);
    const exemplar = read.find((trace) => trace.trace_id === blame?.exemplar.trace_id) ?? read[0];
    return {
      status: exemplar ? 'success' : 'no_data',
      summary: message('report.tool.traces', { count: traces.length }),
      evidence: exemplar
        ? [
            {
              kind: 'trace',
              tool: 'search-traces',
              query: `failed traces of ${serviceKey(service)}`,
              time_range: timeRange(msOf(input)),
              excerpt: excerptOf(blame, exemplar, read.length),
              data: { service: serviceKey(service), trace_id: exemplar.trace_id, spans: exemplar.spans, marked: markedIn(exemplar, blame) },
            },
          ]
        : [],
      data: ([evidence]) => (evidence ? read.map((value): Observed<Trace> => ({ evidence, value })) : []),
    };
  },
});

/** Some of many, over their whole time: the newest alone may all be of one kind. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_none, index) => items[Math.floor((index * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}

type Blame = ReturnType<typeof blameTraces>[number];

function excerptOf(blame: Blame | undefined, exemplar: Trace, read: number): string {
  const failed = exemplar.spans.filter((span) => span.status === 'ERROR').length;
  if (!blame) return `${String(failed)}/${String(exemplar.spans.length)} ERROR`;
  const { kind, caller, service, operation, error, count } = blame;
  const said = error.type ?? (error.status === null ? '' : String(error.status));
  const place = kind === 'unanswered' ? `${caller ?? ''} → ${service}` : `${service} ${operation}`;
  return `${[place, said].filter((word) => word !== '').join(' ')} (${count}/${read} failed traces)`;
}

/** The span to blame first, then those that fail with it. */
function markedIn({ spans }: Trace, blame: Blame | undefined): string[] {
  const failed = spans.filter((span) => span.status === 'ERROR').map((span) => span.span_id);
  return [...new Set([...(blame ? [blame.exemplar.span_id] : []), ...failed])];
}
