import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { evidenceNumbers, orderEvidence, renumbered } from '#/lib/domain/evidence-order.ts';
import { message, type Language } from '#/lib/domain/text.ts';
import { renderMessage } from '#/lib/i18n/render.ts';
import { renderReport } from './render-report.ts';
import { veilFor } from './veil.ts';
import { resolveDiagnosis } from './visible-diagnosis.ts';

/** The report of one diagnosis as Markdown, to be pasted into a ticket. */
export async function reportMarkdown(ctx: Context, input: { id: string; language?: Language | undefined }): Promise<string> {
  authorize(ctx.actor, 'read');
  const row = await resolveDiagnosis(ctx, input.id);
  const language = input.language ?? ctx.language;
  const say = (key: string, values: Record<string, string | number> = {}) =>
    renderMessage(message(`report.markdown.${key}`, values), language);
  const question = `# ${renderMessage(row.question, language)}\n`;
  if (!row.report) return `${question}\n${say('unfinished', { status: row.status })}\n`;
  return `${question}\n${reportSections(renderReport(row.report, language, await veilFor(ctx)), say).join('\n\n')}\n`;
}

type Say = (key: string, values?: Record<string, string | number>) => string;

/** A report in Markdown; evidence is numbered as on its page, and the text cites these numbers. */
export function reportSections(report: Report, say: Say): string[] {
  const numbers = evidenceNumbers(report);
  const cite = (text: string) => renumbered(text, numbers);
  const { shown, rest } = orderEvidence(report);
  const verdict = say(`verdict.${report.verdict ?? 'none'}`);
  const sure = report.verdict ? ` (${say('confidence', { percent: Math.round(report.confidence * 100) })})` : '';
  const cause = report.root_cause;
  const by = (ids: readonly string[]) => ids.flatMap((id) => (numbers.has(id) ? [`[${numbers.get(id)}]`] : [])).join('');
  return [
    `**${verdict}${sure}: ${report.summary}**`,
    ...(report.onset ? [`${say('since', { at: report.onset.at })}. ${report.onset.basis}`] : []),
    ...(cause ? [`## ${say('cause')}\n\n${cite(cause.explanation)}\n\n${place(cause)}`] : [cite(report.answer)]),
    ...section(say('affected'), report.blast_radius, (item) => `- ${item.service}: ${item.signal} (${say('since', { at: item.since })})`),
    ...section(say('actions'), report.recommended_actions, (item) => `- **${item.title}** ${cite(item.detail)}${command(item.command)}`),
    ...section(
      say('evidence'),
      [...shown, ...rest],
      (item) => `${numbers.get(item.id)}. ${item.query}${item.excerpt === '' ? '' : `\n\n${quote(item.excerpt)}`}`,
    ),
    ...section(
      say('changes'),
      report.changes_considered,
      (item) => `- ${item.at} ${item.summary} (${item.author}): ${say(item.verdict)}. ${cite(item.reason)}`,
    ),
    ...section(
      say('hypotheses'),
      report.hypotheses.filter((item) => item.status !== 'supported'),
      (item) => `- ${item.title}: ${say(item.status)}. ${cite(item.reason)} ${by(item.evidence_ids)}`,
    ),
    ...section(
      say('timeline'),
      report.timeline,
      (item) => `- ${item.at} ${item.text}${item.evidence_id ? ` ${by([item.evidence_id])}` : ''}`,
    ),
    ...section(say('gaps'), report.gaps, (item) => `- ${item.source}: ${item.reason}`),
  ];
}

/** Where the fault sits, in words that other systems key on. */
function place({ service, object, mode }: NonNullable<Report['root_cause']>): string {
  return [service, object, mode].flatMap((part) => (part ? [`\`${part}\``] : [])).join(' · ');
}

function command(text: string | undefined): string {
  return text === undefined ? '' : `\n\n${quote(text)}`;
}

function section<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  return items.length > 0 ? [`## ${title}\n\n${items.map(line).join('\n')}`] : [];
}

/** A fence that is longer than any within, so that captured text cannot end it. */
function quote(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}\n${text}\n${fence}\n`;
}
