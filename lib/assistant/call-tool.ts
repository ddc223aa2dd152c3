import type { Span } from '@opentelemetry/api';
import type { z } from 'zod';
import type { Context } from '#/lib/context.ts';
import type { StoredEvent } from '#/lib/contract/events.ts';
import type { Cite, evidenceBook } from '#/lib/diagnosis/evidence.ts';
import type { Gap, Source } from '#/lib/diagnosis/observations.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { message, type Message } from '#/lib/domain/text.ts';
import { traced } from '#/lib/tracing.ts';
import { tools, type ToolData, type ToolInput, type ToolName } from './registry.ts';
import type { Tool } from './tool.ts';

/** Which kind of source each tool reads; a gap is named after it. */
const sources = {
  'query-audit-logs': 'changes',
  'get-service': 'instances',
  'get-deployment': 'deployment',
  'list-instances': 'instances',
  'compare-windows': 'metrics',
  'search-logs': 'logs',
  'query-metrics': 'metrics',
  'search-traces': 'traces',
  'get-service-graph': 'graph',
} as const satisfies Record<ToolName, Source>;

/** One investigation's desk: where events go, where evidence is numbered, and what could not be read. */
export type Desk = {
  ctx: Context;
  emit: (event: StoredEvent) => void;
  book: ReturnType<typeof evidenceBook>;
  gaps: Gap[];
  /** How many tools were called so far; numbers the calls. */
  calls: number;
  /** An alert asks. */
  alerted: boolean;
};

/**
 * Calls a tool under its deadline and tells of it: the call, its evidence, its result. Null when it
 * failed; then there is a gap, and what the tool still brings too late is dropped.
 */
export function callTool<N extends ToolName>(desk: Desk, name: N, input: ToolInput<N>): Promise<ToolData<N> | null> {
  return traced(`tool ${name}`, {}, (span) => call(desk, name, input, span));
}

async function call<N extends ToolName>(desk: Desk, name: N, input: ToolInput<N>, span: Span): Promise<ToolData<N> | null> {
  // The registry's own types tie name, input and data together; the compiler cannot follow them through the index.
  const tool = tools[name] as unknown as Tool<(typeof tools)[N]['input'], ToolData<N>>;
  desk.calls += 1;
  const callId = `c${desk.calls}`;
  const began = performance.now();
  const finish = (status: 'success' | 'no_data' | 'error', summary: Message, evidenceIds: string[]) => {
    span.setAttribute('control_plane.tool.status', status);
    desk.emit({
      event: 'tool-result',
      data: { call_id: callId, tool: name, status, summary, evidence_ids: evidenceIds, duration_ms: Math.round(performance.now() - began) },
    });
  };
  desk.emit({ event: 'tool-call', data: { call_id: callId, tool: name, input: plain(input) } });
  const late = AbortSignal.timeout(tool.deadlineMs);
  try {
    const signal = AbortSignal.any([desk.ctx.signal, late]);
    const parsed = tool.input.parse(input) as never;
    const result = await Promise.race([tool.run({ ...desk.ctx, signal }, parsed), rejection(signal)]);
    const ids = result.evidence.map((draft) => record(desk, draft));
    finish(result.status, result.summary, ids);
    return result.data(ids);
  } catch (error) {
    desk.ctx.signal.throwIfAborted();
    const reason = late.aborted ? message('report.gap.timeout', { seconds: tool.deadlineMs / 1000 }) : reasonOf(error);
    if (!late.aborted) desk.ctx.log.warn({ err: error, tool: name }, 'a tool of the assistant failed');
    // One source may be asked several times; that it is missing is said once.
    if (!desk.gaps.some((gap) => gap.source === sources[name])) desk.gaps.push({ source: sources[name], reason });
    finish('error', reason, []);
    return null;
  }
}

/** The input as JSON, without what is left undefined. */
function plain(input: unknown): z.core.util.JSONType {
  return JSON.parse(JSON.stringify(input)) as z.core.util.JSONType;
}

/** Numbers a piece of evidence and tells of it. */
export function record(desk: Desk, draft: Parameters<Cite>[0]): string {
  const id = desk.book.cite(draft);
  desk.emit({ event: 'evidence', data: { ...draft, id } });
  return id;
}

function reasonOf(error: unknown): Message {
  if (error instanceof AppError && error.code === 'forbidden') return message('report.gap.forbidden');
  if (error instanceof AppError && error.code === 'not_found') return message('report.gap.not_found');
  return message('report.gap.unavailable');
}

async function rejection(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const fail = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  if (signal.aborted) fail();
  else signal.addEventListener('abort', fail, { once: true });
  return promise;
}
