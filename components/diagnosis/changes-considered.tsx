import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { ChangeChip } from '#/components/change/change-chip.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { PersonChip } from '#/components/ui/person.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { referencesOf } from './reference.tsx';

/** What had changed before it broke: suspected first, then what was ruled out, each with its reason. */
export function ChangesConsidered({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const reference = referencesOf(report.evidence);
  const changes = [...report.changes_considered].sort((a, b) => Number(b.verdict === 'suspected') - Number(a.verdict === 'suspected'));
  return (
    <Section title={t('section.considered')}>
      {changes.length === 0 && <p className="text-sm text-fg-muted">{t('considered.none')}</p>}
      {changes.length > 0 && (
        <ul className="divide-y border-y">
          {changes.map((change) => (
            <li key={change.change_id} className="grid gap-x-3 gap-y-1 py-2 text-sm sm:grid-cols-[6.5rem_minmax(0,1fr)]">
              <span>
                <Badge tone={change.verdict === 'suspected' ? 'failing' : 'neutral'}>{t(`considered.${change.verdict}`)}</Badge>
              </span>
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <ChangeChip
                    id={change.change_id}
                    type={change.event_type}
                    summary={change.summary}
                    author={change.author}
                    at={change.at}
                  />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <RichLine text={change.summary} />
                  </span>
                  <span className="inline-flex items-center gap-2 text-xs text-fg-faint">
                    <PersonChip name={change.author} />
                    <RelativeTime at={change.at} />
                  </span>
                </p>
                <p className="mt-0.5 text-fg-muted">
                  <RichLine text={change.reason} reference={reference} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
