import type { Report } from '#/lib/domain/diagnosis.ts';
import { typedEvidence } from './evidence-data.ts';

export type NodeState = 'first' | 'harmed' | 'well' | 'unknown';
export type GraphNode = { namespace: string; name: string; state: NodeState; /** RFC 3339, of a harmed one. */ since: string | null };
/** Who calls the subject, the subject, whom it calls. */
export type Graph = { callers: GraphNode[]; subject: GraphNode; callees: GraphNode[] };

type Subject = { service: string | null; namespace: string | null };

/**
 * The services around a failure, from the report alone: the one that fails first, those that are hurt,
 * and the neighbours that were looked at. Null when there is nobody beside the subject.
 */
export function graphOf(report: Report, { service, namespace }: Subject): Graph | null {
  if (!service || !namespace) return null;
  const cause = report.root_cause;
  const place = (node: { namespace: string; name: string }, seen: NodeState): GraphNode => {
    const harmed = report.blast_radius.find((item) => item.service === node.name && item.namespace === node.namespace);
    const first = cause ? cause.service === node.name && cause.namespace === node.namespace : report.first_failing_service === node.name;
    return {
      ...node,
      state: first ? 'first' : harmed ? 'harmed' : seen,
      since: first ? (report.onset?.at ?? null) : (harmed?.since ?? null),
    };
  };
  const callers: GraphNode[] = [];
  const callees: GraphNode[] = [];
  for (const item of report.evidence) {
    const typed = item.tool === 'get-service-graph' ? typedEvidence(item) : null;
    if (typed?.kind !== 'status') continue;
    const [peerNamespace, name] = (typed.data.service ?? '').split('/').slice(-2);
    const fields = new Map(typed.data.fields.map((field) => [field.name, field.value]));
    if (!peerNamespace || !name) continue;
    const seen = fields.get('health') === 'healthy' ? 'well' : 'unknown';
    (fields.get('relation') === 'caller' ? callers : callees).push(place({ namespace: peerNamespace, name }, seen));
  }
  const known = (node: { service: string; namespace: string }) =>
    [...callers, ...callees].some((other) => other.name === node.service && other.namespace === node.namespace);
  // What is hurt without having been looked at stands with the callers: that is how it is hurt.
  for (const item of report.blast_radius)
    if (!known(item) && item.service !== service) callers.push(place({ namespace: item.namespace, name: item.service }, 'harmed'));
  if (cause && cause.service !== '' && cause.service !== service && !known(cause))
    callees.push(place({ namespace: cause.namespace, name: cause.service }, 'first'));
  const subject = place({ namespace, name: service }, report.verdict === 'no_fault' ? 'well' : 'harmed');
  return callers.length + callees.length === 0 ? null : { callers, subject, callees };
}

export const NODE = { width: 150, height: 46 };
export type Placed = GraphNode & { x: number; y: number };
export type Edge = {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  /** It leads to the one that fails first, or from one that is hurt. */ bad: boolean;
};

/** Places the graph from left to right, or from top to bottom with two beside each other for a narrow page. */
export function layout(
  { callers, subject, callees }: Graph,
  upright: boolean,
): { nodes: Placed[]; edges: Edge[]; width: number; height: number } {
  const gap = { along: upright ? 40 : 70, across: 14 };
  const most = upright ? 2 : Infinity;
  const layers = [callers, [subject], callees].filter((layer) => layer.length > 0);
  const size = (count: number, one: number) => count * one + (count - 1) * gap.across;
  const across = upright ? NODE.width : NODE.height;
  const widest = Math.max(...layers.map((layer) => size(Math.min(layer.length, most), across)));
  const nodes: Placed[] = [];
  let along = 0;
  for (const layer of layers) {
    const rows = upright ? Math.ceil(layer.length / most) : 1;
    layer.forEach((node, index) => {
      const row = upright ? Math.floor(index / most) : 0;
      const inRow = upright ? Math.min(most, layer.length - row * most) : layer.length;
      const start = (widest - size(inRow, across)) / 2 + (index - row * (upright ? most : 0)) * (across + gap.across);
      nodes.push(upright ? { ...node, x: start, y: along + row * (NODE.height + gap.across) } : { ...node, x: along, y: start });
    });
    along += (upright ? rows * NODE.height + (rows - 1) * gap.across : NODE.width) + gap.along;
  }
  const length = along - gap.along;
  const centre = nodes.find((node) => node.name === subject.name && node.namespace === subject.namespace) ?? nodes[0];
  const edges = nodes.flatMap((node): Edge[] => {
    if (!centre || node === centre) return [];
    const calling = callers.some((each) => each.name === node.name && each.namespace === node.namespace);
    const [from, to] = calling ? [node, centre] : [centre, node];
    const bad = calling ? node.state === 'harmed' : node.state === 'first';
    return upright
      ? [{ x1: from.x + NODE.width / 2, y1: from.y + NODE.height, x2: to.x + NODE.width / 2, y2: to.y, bad }]
      : [{ x1: from.x + NODE.width, y1: from.y + NODE.height / 2, x2: to.x, y2: to.y + NODE.height / 2, bad }];
  });
  return upright ? { nodes, edges, width: widest, height: length } : { nodes, edges, width: length, height: widest };
}
