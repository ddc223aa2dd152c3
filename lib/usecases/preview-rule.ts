import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { rulePreviewSchema, type RulePreview } from '#/lib/contract/rules.ts';
import { wouldHaveFired } from '#/lib/domain/alert-rule.ts';
import { signalUnits } from '#/lib/domain/words.ts';
import { parseInput } from './parse-input.ts';
import { reading } from './reading.ts';
import { resolveService, type ServiceName } from './resolve-service.ts';

const DAY = 86_400_000;
const STEP = 60;
/** A page draws no more than these. */
const POINTS_SHOWN = 480;

/** When a rule would have fired over the past day, from one-minute values. */
export async function previewRule(
  ctx: Context,
  input: { service: ServiceName; rule: z.input<typeof rulePreviewSchema> },
): Promise<RulePreview> {
  authorize(ctx.actor, 'telemetry:read');
  const { for_seconds: forSeconds, ...given } = parseInput(rulePreviewSchema, input.rule);
  const row = await resolveService(ctx, input.service);
  const end = ctx.now().getTime();
  const window = { start: end - DAY, end };
  const service = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  const answer = await reading('metrics', ctx.signal, (signal) =>
    ctx.ports.metrics.range({ service, signal: given.signal, window, step: STEP }, signal),
  );
  const points = answer.series[0]?.points ?? [];
  const fired = wouldHaveFired({ ...given, forSeconds, severity: 'info' }, points);
  const every = Math.max(1, Math.ceil(points.length / POINTS_SHOWN));
  return {
    start: new Date(window.start).toISOString(),
    end: new Date(window.end).toISOString(),
    fired: fired.map((item) => ({
      start: new Date(item.start).toISOString(),
      end: item.end === null ? null : new Date(item.end).toISOString(),
    })),
    points: points.filter((_point, index) => index % every === 0),
    unit: signalUnits[given.signal],
    source: answer.source,
  };
}
