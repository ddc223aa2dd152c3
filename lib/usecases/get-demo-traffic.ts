import { authorize } from '#/lib/auth/policy.ts';
import type { Context } from '#/lib/context.ts';
import type { DemoTrafficState } from '#/lib/contract/demo.ts';
import { presentDemoTraffic, requireDemoTraffic } from './demo-traffic.ts';

/** How many times its usual traffic the demo has, and until when. 404 where no demo runs. */
export async function getDemoTraffic(ctx: Context): Promise<DemoTrafficState> {
  authorize(ctx.actor, 'read');
  return presentDemoTraffic(await requireDemoTraffic(ctx).read(), ctx.now());
}
