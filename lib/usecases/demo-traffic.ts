import type { Context } from '#/lib/context.ts';
import type { DemoTrafficState } from '#/lib/contract/demo.ts';
import { AppError } from '#/lib/domain/errors.ts';
import type { DemoTraffic } from '#/lib/ports.ts';

const USUAL: DemoTrafficState = { multiplier: 1, until: null };

/** The demo's traffic generator; 404 where no demo runs. */
export function requireDemoTraffic(ctx: Context): DemoTraffic {
  if (ctx.ports.demoTraffic) return ctx.ports.demoTraffic;
  throw new AppError('not_found', 'There is no traffic to be turned up here: it is part of the demo, which "npm run demo" starts.');
}

/** What the generator does now; after its end a state is the usual one. */
export function presentDemoTraffic(state: Awaited<ReturnType<DemoTraffic['read']>>, now: Date): DemoTrafficState {
  if (!state || (state.until !== null && state.until <= now)) return USUAL;
  return { multiplier: state.multiplier, until: state.until?.toISOString() ?? null };
}
