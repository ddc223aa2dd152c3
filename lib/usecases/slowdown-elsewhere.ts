import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#/lib/context.ts';
import { services } from '#/lib/db/schema.ts';
import { visibleTo } from '#/lib/db/visible.ts';
import type { Stretch } from '#/lib/domain/baseline.ts';
import { quantileOf } from '#/lib/domain/comparison.ts';
import type { Window } from '#/lib/ports.ts';
import { range } from './read-behaviour.ts';
import type { ServiceRow } from './resolve-service.ts';

/** How many services are looked at. */
const MOST = 5;
const LEAST_POINTS = 2;

/**
 * How much slower, at least, all services became that a change of this one cannot reach, neither what it
 * calls nor what calls it: a busy machine slows them all. 1 when none of them did, or none can be read.
 */
export async function slowdownElsewhere(
  ctx: Context,
  subject: ServiceRow,
  windows: { window: Window; before: readonly Stretch[]; after: Stretch },
): Promise<number> {
  const rows = await ctx.db
    .select()
    .from(services)
    .where(and(eq(services.cluster, subject.cluster), isNull(services.deletedAt), visibleTo(ctx.actor)));
  const out = reach(rows, subject, (a, b) => calls(a, b));
  const back = reach(rows, subject, (a, b) => calls(b, a));
  const apart = rows.filter((row) => row.platform === subject.platform && !out.has(row.id) && !back.has(row.id)).slice(0, MOST);
  const ratios = await Promise.all(apart.map((row) => ratioOf(ctx, row, windows).catch(() => null)));
  const known = ratios.filter((ratio) => ratio !== null);
  return known.length === 0 ? 1 : Math.max(1, Math.min(...known));
}

async function ratioOf(ctx: Context, row: ServiceRow, windows: Parameters<typeof slowdownElsewhere>[2]): Promise<number | null> {
  const ref = { cluster: row.cluster, namespace: row.namespace, name: row.name };
  const [series] = await range(ctx, ref, 'latency_p95', windows.window);
  const within = (stretches: readonly Stretch[]) =>
    (series?.points ?? []).flatMap(([at, value]) =>
      value !== null && stretches.some(({ start, end }) => at >= start && at < end) ? [value] : [],
    );
  const [before, after] = [within(windows.before), within([windows.after])];
  if (before.length < LEAST_POINTS || after.length < LEAST_POINTS) return null;
  const usual = quantileOf(before, 0.5);
  return usual > 0 ? quantileOf(after, 0.5) / usual : null;
}

function calls(caller: ServiceRow, callee: ServiceRow): boolean {
  const names = [`${callee.namespace}/${callee.name}`, ...(callee.namespace === caller.namespace ? [callee.name] : [])];
  return names.some((name) => caller.dependencies.includes(name));
}

/** The subject and all that can be reached from it along the arrows. */
function reach(rows: readonly ServiceRow[], subject: ServiceRow, arrow: (from: ServiceRow, to: ServiceRow) => boolean): Set<string> {
  const seen = new Set([subject.id]);
  const queue = [subject];
  for (let from = queue.shift(); from; from = queue.shift()) {
    for (const to of rows) {
      if (seen.has(to.id) || !arrow(from, to)) continue;
      seen.add(to.id);
      queue.push(to);
    }
  }
  return seen;
}
