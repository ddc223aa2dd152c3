import type { Context } from '#/lib/context.ts';
import { readLines } from '#/lib/diagnosis/log-lines.ts';
import { newTemplates } from '#/lib/diagnosis/template-changes.ts';
import { severityOf } from '#/lib/diagnosis/templates.ts';
import type { Stretch } from '#/lib/domain/baseline.ts';
import type { NewError } from '#/lib/domain/comparison.ts';
import { redact } from '#/lib/domain/redact.ts';
import type { Window } from '#/lib/ports.ts';
import type { DeploymentRow } from './present-deployment.ts';
import type { ServiceRow } from './resolve-service.ts';

const DEADLINE_MS = 3_000;
const MOST_LINES = 500;
/** Errors and exceptions. */
const SEVERE = 4;

/** Error-level log templates since a deployment's watch began that the undisturbed time before it did not have; none when a log was not read whole. */
export async function newErrorsOf(
  ctx: Context,
  input: { service: ServiceRow; deployment: DeploymentRow; stretches: readonly Stretch[]; before: Window; after: Window },
): Promise<NewError[]> {
  const { service, deployment, stretches, before, after } = input;
  const ref = { cluster: service.cluster, namespace: service.namespace, name: service.name };
  const deadline = AbortSignal.any([ctx.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const read = (window: Window, version?: string) =>
    ctx.ports.logs.search({ service: ref, window, level: 'error', version, limit: MOST_LINES }, deadline);
  const answers = await Promise.all([read(before), read(after, deployment.version)]).catch(() => null);
  const [old, now] = answers ?? [];
  // Of a cut log nobody can say what was never in it.
  if (!old || !now || old.truncated) return [];
  const within = stretches.length > 0 ? old.lines.filter(({ at }) => inside(Date.parse(at), stretches)) : [];
  const oldestFirst = (lines: typeof within) => readLines(lines.toReversed());
  return newTemplates(oldestFirst(within), oldestFirst(now.lines), { before, after }).flatMap(({ template, kind }) =>
    kind === 'new' && severityOf(template) >= SEVERE
      ? [{ text: redact(template.pattern), count: template.count, since: template.first }]
      : [],
  );
}

function inside(at: number, stretches: readonly Stretch[]): boolean {
  return stretches.some(({ start, end }) => at >= start && at < end);
}
