import type { z } from 'zod';
import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import { demoTrafficSetSchema, type DemoTrafficState } from '#/lib/contract/demo.ts';
import { appendAudit } from '#/lib/db/audit.ts';
import { message } from '#/lib/domain/text.ts';
import { OWN_NAMESPACE } from './create-token.ts';
import { presentDemoTraffic, requireDemoTraffic } from './demo-traffic.ts';
import { parseInput } from './parse-input.ts';

/**
 * Multiplies the demo's traffic for some seconds; 1 makes it the usual at once. It ends by itself. 404 where no demo
 * runs. More traffic is no change of a service, so the entry of the audit log names none.
 */
export async function setDemoTraffic(ctx: Context, input: z.input<typeof demoTrafficSetSchema>): Promise<DemoTrafficState> {
  authorize(ctx.actor, 'deployments:write');
  const traffic = requireDemoTraffic(ctx);
  const { multiplier, seconds } = parseInput(demoTrafficSetSchema, input);
  const now = ctx.now();
  const state = multiplier === 1 ? null : { multiplier, until: new Date(now.getTime() + seconds * 1000) };
  await ctx.db.transaction(async (tx) => {
    await appendAudit(tx, {
      namespace: OWN_NAMESPACE,
      eventType: 'OTHER',
      actor: ctx.actor,
      summary: state ? message('audit.demo_traffic', { multiplier, seconds }) : message('audit.demo_traffic_usual'),
    });
    // Within the transaction: an entry is never kept for traffic that could not be written down.
    await traffic.write(state);
  });
  return presentDemoTraffic(state, now);
}
