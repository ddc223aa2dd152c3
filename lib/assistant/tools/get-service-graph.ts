import { setTimeout as sleep } from 'node:timers/promises';
import { field, objectEvidence } from '#/lib/diagnosis/evidence.ts';
import type { Observed, PeerFacts } from '#/lib/diagnosis/observations.ts';
import { serviceKey } from '#/lib/domain/service.ts';
import { message } from '#/lib/domain/text.ts';
import { queryMetrics } from '#/lib/usecases/query-metrics.ts';
import { serviceGraph, type Neighbour } from '#/lib/usecases/service-graph.ts';
import type { Context } from '#/lib/context.ts';
import { defineTool } from '../tool.ts';
import { refOf, serviceInput, windowInput } from './inputs.ts';

/** A share of failed requests from which a caller counts as harmed. */
const HARMED = 0.01;
/** A caller's metrics are waited for this long, so that slow ones do not cost the whole graph. */
const METRICS_MS = 2_500;

/** Who calls whom around a service, and how each is. */
export const getServiceGraph = defineTool({
  description:
    'Lists the services that one calls and those that call it, with their health and, of the callers, their share of failed requests.',
  input: serviceInput.extend(windowInput.shape),
  deadlineMs: 4_000,
  async run(ctx, input) {
    const neighbours = await serviceGraph(ctx, refOf(input));
    const peers = await Promise.all(neighbours.map((item) => withErrors(ctx, item, input)));
    return {
      status: peers.length > 0 ? 'success' : 'no_data',
      summary: message('report.tool.graph', {
        callees: peers.filter((item) => item.relation === 'callee').length,
        callers: peers.filter((item) => item.relation === 'caller').length,
      }),
      evidence: peers.map((peer) =>
        objectEvidence({
          kind: 'status',
          tool: 'get-service-graph',
          service: serviceKey(peer.service),
          object: serviceKey(peer.service),
          query: `health of ${serviceKey(peer.service)}`,
          fields: [
            field('health', peer.stopped ? 'stopped' : peer.health, true),
            field('since', peer.healthSince === null ? null : new Date(peer.healthSince).toISOString()),
            field('relation', peer.relation),
            ...(peer.errorRate === null ? [] : [field('error_rate', Math.round(peer.errorRate * 1000) / 1000)]),
          ],
        }),
      ),
      data: (ids) => peers.map((value, index): Observed<PeerFacts> => ({ evidence: ids[index] ?? '', value })),
    };
  },
});

/** A caller's failed requests tell how far a failure reaches; when they cannot be read they stay unknown. */
async function withErrors(ctx: Context, peer: Neighbour, window: { start: string; end: string }): Promise<PeerFacts> {
  const unknown = { ...peer, errorRate: null, errorsSince: null };
  if (peer.relation === 'callee') return unknown;
  const query = { signal: 'error_rate' as const, start: window.start, end: window.end, step: 10 };
  const answer = await Promise.race([
    queryMetrics(ctx, { service: peer.service, query }).catch(() => null),
    sleep(METRICS_MS, null, { ref: false, signal: ctx.signal }).catch(() => null),
  ]);
  const points = answer?.series.flatMap((series) => series.points).filter((point): point is [number, number] => point[1] !== null) ?? [];
  const last = points.at(-1);
  if (!last) return unknown;
  const calm = points.findLastIndex(([, value]) => value < HARMED);
  const since = last[1] >= HARMED ? (points[calm + 1]?.[0] ?? null) : null;
  return { ...peer, errorRate: last[1], errorsSince: since };
}
