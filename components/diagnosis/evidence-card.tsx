'use client';
import { Activity, Box, FileDiff, FileText, GitCommitHorizontal, HeartPulse, ListTree, Radio, Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Evidence, EvidenceKind } from '#/lib/domain/diagnosis.ts';
import { cx } from '#/components/ui/cx.ts';
import { EvidenceBody } from './evidence-body.tsx';
import { EvidenceSource } from './evidence-source.tsx';
import { useEvidenceTitle } from './evidence-title.ts';
import { useEvidenceNumber } from './reference.tsx';

const icons = {
  log: FileText,
  metric: Activity,
  trace: Waypoints,
  object: Box,
  event: Radio,
  change: GitCommitHorizontal,
  diff: FileDiff,
  probe: HeartPulse,
  status: ListTree,
} satisfies Record<EvidenceKind, typeof Box>;

type Props = { evidence: Evidence; /** RFC 3339; drawn into charts. */ onset: string | null; className?: string };

/** One observation, numbered: what it shows, the answer itself, and folded below where that comes from. */
export function EvidenceCard({ evidence, onset, className }: Props) {
  const t = useTranslations('diagnosis');
  const Icon = icons[evidence.kind];
  const number = useEvidenceNumber(evidence.id);
  const title = useEvidenceTitle(evidence);
  return (
    <article
      id={evidence.id}
      tabIndex={-1}
      aria-label={`${t('evidence.number', { number })}: ${title}`}
      className={cx(
        'min-w-0 scroll-mt-20 break-inside-avoid rounded-md border transition-shadow target:border-accent target:shadow-[0_0_0_2px_var(--accent)] focus:outline-none',
        className,
      )}
    >
      <header className="flex items-center gap-2 border-b bg-subtle px-3 py-1.5 text-xs">
        <span
          aria-hidden
          className="inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-fg px-1 text-2xs font-semibold text-bg"
        >
          {number}
        </span>
        <Icon aria-label={t(`evidence.kind.${evidence.kind}`)} role="img" className="size-3.5 shrink-0 text-fg-faint" />
        <h3 className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{title}</h3>
      </header>
      <div className="flex flex-col gap-2 p-3">
        <EvidenceBody evidence={evidence} onset={onset} />
        <EvidenceSource evidence={evidence} />
      </div>
    </article>
  );
}
