import type { Context } from '#/lib/context.ts';
import type { StoredEvent } from '#/lib/contract/events.ts';
import { diagnose } from '#/lib/diagnosis/diagnose.ts';
import { evidenceBook } from '#/lib/diagnosis/evidence.ts';
import { changesAnswer, whichService } from '#/lib/diagnosis/plain-answer.ts';
import { understand } from '#/lib/diagnosis/understand.ts';
import { timeRangeSchema, type StoredReport } from '#/lib/domain/diagnosis.ts';
import { DEFAULT_CLUSTER, serviceKey, type ServiceRef } from '#/lib/domain/service.ts';
import { literal, paragraphs, type Message } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import type { AssistantRequest, Window } from '#/lib/ports.ts';
import { visibleServices } from '#/lib/usecases/visible-services.ts';
import { callTool, type Desk } from './call-tool.ts';
import { gather, stepTitle, type Step } from './gather.ts';
import { troubledReport } from './troubled.ts';

const DAY = 86_400_000;

/** Works on one request from the first look at recent changes to the report, telling each step as it goes. */
export async function investigate(ctx: Context, request: AssistantRequest, emit: (event: StoredEvent) => void): Promise<void> {
  const desk: Desk = { ctx, emit, book: evidenceBook(), gaps: [], calls: 0, alerted: request.trigger === 'alert' };
  const step: Step = async (id, work) => {
    const tell = (status: 'started' | 'done' | 'failed') => emit({ event: 'step', data: { id, title: stepTitle(id), status } });
    const before = desk.gaps.length;
    tell('started');
    const result = await work();
    tell(desk.gaps.length > before ? 'failed' : 'done');
    return result;
  };

  const services = await visibleServices(ctx);
  const asked = understand(renderMessage(request.question, request.language), services, ctx.now().getTime());
  const range = rangeOf(request) ?? asked.range;
  const service = subjectOf(request, services) ?? (request.subject.service ? null : asked.service);

  if (asked.intent === 'changes' && request.trigger === 'question') return close(emit, await whatChanged(desk, service, range, step));
  if (!service) {
    const open = request.trigger === 'question' && !request.subject.service && services.length > 0;
    const report = open
      ? await troubledReport(desk, { services, range }, step, (...subject) => investigateOne(...subject, null))
      : whichService(services.map(serviceKey), request.subject.service);
    const skipped = { id: 'check-recent-changes', title: stepTitle('check-recent-changes'), status: 'skipped' as const };
    if (desk.calls === 0) emit({ event: 'step', data: skipped });
    return close(emit, report);
  }
  close(emit, await investigateOne(desk, service, range, step, request.subject.deployment_id));
}

/** From the first source to the report on one service; findings and hypotheses are told as they are weighed. */
async function investigateOne(
  desk: Desk,
  service: ServiceRef,
  range: Window | null,
  step: Step,
  deploymentId: string | null,
): Promise<StoredReport> {
  const { emit, book } = desk;
  const observations = await gather(desk, { service, deploymentId, range }, step);
  return step('weigh', async () => {
    const known = book.items().length;
    const { findings, hypotheses, report } = diagnose(observations, book);
    for (const data of book.items().slice(known)) emit({ event: 'evidence', data });
    for (const data of findings) emit({ event: 'finding', data });
    for (const data of hypotheses) emit({ event: 'hypothesis', data });
    return report;
  });
}

async function whatChanged(desk: Desk, service: ServiceRef | null, range: Window | null, step: Step): Promise<StoredReport> {
  const now = desk.ctx.now().getTime();
  const { start, end } = range ?? { start: now - DAY, end: now };
  return step('check-recent-changes', async () => {
    const place = service ? { cluster: service.cluster, namespace: service.namespace } : {};
    const window = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
    const changes = (await callTool(desk, 'query-audit-logs', { ...place, ...window })) ?? [];
    const own = service ? changes.filter((change) => change.service === service.name) : changes;
    return changesAnswer({ service: service?.name ?? null, changes: own, evidence: desk.book.items(), gaps: desk.gaps });
  });
}

/** The answer is told as text, paragraph by paragraph, and then stands in the report. */
function close(emit: (event: StoredEvent) => void, report: StoredReport): void {
  const parts = report.answer.key === 'paragraphs' ? Object.values(report.answer.values) : [report.answer];
  for (const part of parts) emit({ event: 'text', data: { delta: paragraphs(asMessage(part), literal('')) } });
  emit({ event: 'report', data: { report } });
}

function asMessage(part: string | number | Message): Message {
  return typeof part === 'object' ? part : literal(String(part));
}

function subjectOf({ subject }: AssistantRequest, services: readonly ServiceRef[]): ServiceRef | null {
  return (
    services.find(
      (item) =>
        item.name === subject.service &&
        (subject.namespace === null || item.namespace === subject.namespace) &&
        item.cluster === (subject.cluster ?? DEFAULT_CLUSTER),
    ) ?? null
  );
}

function rangeOf({ context }: AssistantRequest): Window | null {
  const parsed = timeRangeSchema.safeParse(context.time_range);
  if (!parsed.success) return null;
  const window = { start: Date.parse(parsed.data.start), end: Date.parse(parsed.data.end) };
  return window.start < window.end ? window : null;
}
