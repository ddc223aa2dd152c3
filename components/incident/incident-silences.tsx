'use client';
import { BellOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Silence } from '#/lib/contract/incidents.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Section } from '#/components/ui/section.tsx';
import { MatcherList } from './matcher-list.tsx';

/** The silences that cover an incident now; nothing while none does. */
export function IncidentSilences({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('incidents');
  const { data } = useAnswer<Silence[]>(urls.silences, { enabled: ids.length > 0 });
  if (ids.length === 0) return null;
  return (
    <Section title={t('section.silences')}>
      <ul className="flex flex-col gap-2">
        {data
          ?.filter((silence) => ids.includes(silence.id))
          .map((silence) => (
            <li key={silence.id} className="text-sm">
              <span className="flex flex-wrap items-center gap-x-2">
                <BellOff aria-hidden className="size-3.5 text-fg-faint" />
                {t('silences.until')} <ExactTime at={silence.ends_at} detail="day" /> · {silence.created_by}
              </span>
              <MatcherList matchers={silence.matchers} />
              {silence.comment && <span className="block text-xs [overflow-wrap:anywhere] text-fg-muted">{silence.comment}</span>}
            </li>
          ))}
      </ul>
    </Section>
  );
}
