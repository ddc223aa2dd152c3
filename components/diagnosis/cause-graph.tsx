'use client';
import { useTranslations } from 'next-intl';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { formatClock } from '#/lib/format.ts';
import { servicePath } from '#/components/service/service-path.ts';
import { cx } from '#/components/ui/cx.ts';
import { shortText } from '#/components/ui/plain-text.ts';
import { Section } from '#/components/ui/section.tsx';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { graphOf, layout, NODE, type Graph, type NodeState, type Placed } from './graph.ts';

const strokes = {
  first: 'var(--failing)',
  harmed: 'var(--degraded)',
  well: 'var(--line-strong)',
  unknown: 'var(--line-strong)',
} satisfies Record<NodeState, string>;
const inks = { first: 'var(--failing)', harmed: 'var(--degraded)', well: 'var(--healthy)', unknown: 'var(--fg-faint)' } satisfies Record<
  NodeState,
  string
>;

/** The service that fails first, those that suffer from it and those that do not, as they call each other. */
export function CauseGraph({ report, subject }: { report: Report; subject: Diagnosis['subject'] }) {
  const t = useTranslations('diagnosis');
  const graph = report.verdict === 'no_fault' ? null : graphOf(report, subject);
  if (!graph) return null;
  return (
    <Section title={t('section.graph')}>
      <Drawn graph={graph} upright={false} className="hidden sm:block" />
      <Drawn graph={graph} upright className="sm:hidden" />
      <p className="mt-1 text-xs text-fg-faint">{t('graph.legend')}</p>
    </Section>
  );
}

function Drawn({ graph, upright, className }: { graph: Graph; upright: boolean; className: string }) {
  const t = useTranslations('diagnosis.graph');
  const { nodes, edges, width, height } = layout(graph, upright);
  const marker = upright ? 'call-down' : 'call';
  return (
    <svg
      role="group"
      aria-label={t('label')}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      style={{ width: width + 4 }}
      className={cx('h-auto max-w-full', className)}
    >
      <defs>
        <marker id={marker} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" fill="var(--fg-faint)" />
        </marker>
        <marker id={`${marker}-bad`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" fill="var(--failing)" />
        </marker>
      </defs>
      {edges.map((edge, index) => (
        <line
          key={index}
          x1={edge.x1}
          y1={edge.y1}
          x2={edge.x2}
          y2={edge.y2}
          stroke={edge.bad ? 'var(--failing)' : 'var(--fg-faint)'}
          strokeDasharray={edge.bad ? undefined : '4 3'}
          strokeWidth={1.5}
          markerEnd={`url(#${marker}${edge.bad ? '-bad' : ''})`}
        />
      ))}
      {nodes.map((node) => (
        <Box key={`${node.namespace}/${node.name}`} node={node} />
      ))}
    </svg>
  );
}

function Box({ node }: { node: Placed }) {
  const t = useTranslations('diagnosis.graph');
  const zone = useTimeZone();
  const since = node.since && t('since', { time: formatClock(node.since, zone, 'second') });
  const said = [t(node.state), since].filter(Boolean).join(' ');
  return (
    <a href={servicePath(node.namespace, node.name)}>
      <rect
        x={node.x}
        y={node.y}
        width={NODE.width}
        height={NODE.height}
        rx={6}
        fill="var(--bg)"
        stroke={strokes[node.state]}
        strokeWidth={node.state === 'first' ? 2 : 1}
      />
      <text x={node.x + 10} y={node.y + 19} fontSize="12" fontWeight={500} fill="var(--fg)">
        {shortText(node.name, 20)}
      </text>
      <text x={node.x + 10} y={node.y + 35} fontSize="10.5" fill={inks[node.state]}>
        {said}
      </text>
    </a>
  );
}
