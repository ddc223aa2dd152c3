import { z } from 'zod';
import { logEvidence } from '#/lib/diagnosis/evidence.ts';
import { readLines } from '#/lib/diagnosis/log-lines.ts';
import { tellingLines } from '#/lib/diagnosis/log-signatures.ts';
import type { LogFacts, Observed } from '#/lib/diagnosis/observations.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { message } from '#/lib/domain/text.ts';
import { readLogs as linesOf } from '#/lib/usecases/search-logs.ts';
import { defineTool } from '../tool.ts';
import { msOf, refOf, serviceInput, windowInput } from './inputs.ts';

/** What a service printed, with the lines marked that explain most. */
export const searchLogs = defineTool({
  description: 'Searches the log lines of a service in a time range, of one version if asked, and marks the lines that explain a failure.',
  input: serviceInput.extend(windowInput.shape).extend({
    version: z.string().optional(),
    /** Instances of other attempts, whose lines tell nothing of this one. */
    except: z.array(z.string()).max(500).default([]),
    role: z.enum(['failing', 'previous']).default('failing'),
    limit: z.number().int().max(1000).default(500),
  }),
  deadlineMs: 2_000,
  async run(ctx, input) {
    const service = refOf(input);
    const { version, role, limit, start, end, except } = input;
    const answer = await linesOf(ctx, { service, query: { start, end, version, limit } });
    // A flood must not hide the line that matters: of a cut log the errors are asked for by themselves.
    const errors = answer.truncated
      ? (await linesOf(ctx, { service, query: { start, end, version, level: 'error', limit: 200 } })).lines
      : [];
    const others = new Set(except);
    const lines = inOrder([...answer.lines, ...errors].filter((line) => !others.has(line.instance)));
    const read = readLines(lines);
    const marked = role === 'failing' ? tellingLines(read) : [];
    const told = lines.length > 0;
    const query = `logs of ${serviceKey(service)}${version ? ` version ${version}` : ''}${role === 'previous' ? ' before' : ''}`;
    return {
      status: lines.length > 0 ? 'success' : 'no_data',
      summary: message('report.tool.logs', { count: lines.length, marked: marked.length }),
      evidence: told ? [logEvidence({ service: serviceKey(service), query, lines, marked, window: msOf(input) })] : [],
      data: ([evidence]): Observed<LogFacts> | null =>
        evidence ? { evidence, value: { service: serviceKey(service), role, lines, truncated: answer.truncated } } : null,
    };
  },
});

/** Oldest first, each line once. Lines come newest first, so that those of one moment keep their order when reversed. */
function inOrder(newestFirst: LogLine[]): LogLine[] {
  const seen = new Map(newestFirst.map((line) => [`${line.at} ${line.instance} ${line.line}`, line]));
  return [...seen.values()].toReversed().toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
