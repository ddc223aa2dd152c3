'use client';
import { BellOff, CalendarClock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Silence } from '#/lib/contract/incidents.ts';
import { useMay } from '#/components/data/actor.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { search, urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { endSilence } from '#/components/incident/acts.ts';
import { MatcherList } from '#/components/incident/matcher-list.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Button } from '#/components/ui/button.tsx';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const SilenceDialog = dynamic(() => import('#/components/incident/silence-dialog.tsx').then((loaded) => loaded.SilenceDialog));

const MAINTENANCE_HOURS = 2;

/** What is kept quiet, until when and by whom; operators add and end. */
export function SilencesView() {
  const t = useTranslations('settings.silences');
  const textOf = useProblemText();
  const mayChange = useMay('incidents:write');
  const [ended, setEnded] = useState(false);
  const [adding, setAdding] = useState<Silence['kind'] | null>(null);
  const [ending, setEnding] = useState<Silence | null>(null);
  const { data, error, refetch } = useAnswer<Silence[]>(`${urls.silences}${search({ expired: ended ? 'true' : null })}`);

  async function end(id: string) {
    await endSilence(id).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    await refetch();
  }

  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      <div className="flex flex-wrap items-center gap-3">
        {mayChange && (
          <>
            <Button onClick={() => setAdding('silence')}>
              <BellOff aria-hidden className="size-3.5" />
              {t('add')}
            </Button>
            <Button onClick={() => setAdding('maintenance')}>
              <CalendarClock aria-hidden className="size-3.5" />
              {t('plan')}
            </Button>
          </>
        )}
        <Checkbox checked={ended} onCheckedChange={setEnded} label={t('ended')} />
      </div>
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={3} className="h-14" />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && (
        <ul aria-label={t('list')}>
          {data.map((silence) => (
            <SilenceRow key={silence.id} silence={silence} onEnd={mayChange ? () => setEnding(silence) : null} />
          ))}
        </ul>
      )}
      {adding && (
        <SilenceDialog
          kind={adding}
          matchers={[]}
          hours={adding === 'maintenance' ? MAINTENANCE_HOURS : 1}
          onClose={() => setAdding(null)}
          onDone={() => void refetch()}
        />
      )}
      {ending && (
        <Confirm
          open
          onOpenChange={(open) => !open && setEnding(null)}
          title={t('endTitle')}
          action={t('end')}
          onConfirm={() => end(ending.id)}
        >
          {t('endText')}
        </Confirm>
      )}
    </div>
  );
}

function SilenceRow({ silence, onEnd }: { silence: Silence; onEnd: (() => void) | null }) {
  const t = useTranslations('settings.silences');
  const tone = silence.state === 'active' ? 'accent' : silence.state === 'pending' ? 'neutral' : 'unknown';
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b py-2.5 text-sm last:border-b-0">
      <span className="flex w-36 gap-2">
        <Badge tone={tone}>{t(`state.${silence.state}`)}</Badge>
        <span className="text-xs text-fg-muted">{t(`kind.${silence.kind}`)}</span>
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <MatcherList matchers={silence.matchers} />
        <p className="mt-1 text-xs text-fg-muted">
          {t('from')} <ExactTime at={silence.starts_at} detail="day" /> {t('until')} <ExactTime at={silence.ends_at} detail="day" /> ·{' '}
          {t('by', { name: silence.created_by })}
        </p>
        {silence.comment && <p className="text-xs [overflow-wrap:anywhere] text-fg-muted">{silence.comment}</p>}
      </div>
      {onEnd && silence.state !== 'expired' && (
        <Button size="sm" onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
