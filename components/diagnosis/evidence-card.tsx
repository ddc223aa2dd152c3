'use client';
import { Activity, Box, FileDiff, FileText, GitCommitHorizontal, HeartPulse, ListTree, Radio, Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Evidence, EvidenceKind } from '#/lib/domain/diagnosis.ts';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { EvidenceBody } from './evidence-body.tsx';
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

/** One observation, numbered: what was asked of whom, over which time, and the answer itself. */
export function EvidenceCard({ evidence, onset, className }: Props) {
  const t = useTranslations('diagnosis');
  const Icon = icons[evidence.kind];
  const number = useEvidenceNumber(evidence.id);
  return (
    <article
      id={evidence.id}
      tabIndex={-1}
      aria-label={t('evidence.number', { number })}
      className={cx('min-w-0 scroll-mt-20 break-inside-avoid rounded-md border target:border-accent focus:outline-none', className)}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b bg-subtle px-3 py-1.5 text-xs text-fg-muted">
        <span
          aria-hidden
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-fg px-1 text-2xs font-semibold text-bg"
        >
          {number}
        </span>
        <Icon aria-hidden className="size-3.5 text-fg-faint" />
        <h3 className="font-medium text-fg">{t(`evidence.kind.${evidence.kind}`)}</h3>
        <code className="text-fg-faint">{evidence.tool}</code>
        {evidence.time_range && (
          <span className="ml-auto text-fg-faint">
            <ExactTime at={evidence.time_range.start} detail="second" /> – <ExactTime at={evidence.time_range.end} detail="second" />
          </span>
        )}
      </header>
      <div className="flex flex-col gap-2 p-3">
        <EvidenceBody evidence={evidence} onset={onset} />
        {evidence.query !== '' && (
          <p className="text-2xs [overflow-wrap:anywhere] text-fg-faint">
            {t('evidence.query')} <code>{plainText(evidence.query)}</code>
          </p>
        )}
      </div>
    </article>
  );
}
