import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { ChangeChip } from '#/components/change/change-chip.tsx';
import { Badge } from '#/components/ui/badge.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { PersonChip } from '#/components/change/person-chip.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { referencesOf } from './reference.tsx';

type Considered = Report['changes_considered'][number];

/** So many of those that were ruled out stand in sight; they are the newest. */
const IN_SIGHT = 3;

/** What had changed before it broke: suspected first, then what was ruled out, each with its reason. */
export function ChangesConsidered({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const suspected = report.changes_considered.filter((change) => change.verdict === 'suspected');
  const rejected = report.changes_considered.filter((change) => change.verdict === 'rejected').sort((a, b) => b.at.localeCompare(a.at));
  const shown = [...suspected, ...rejected.slice(0, IN_SIGHT)];
  const rest = rejected.slice(IN_SIGHT);
  return (
    <Section title={t('section.considered')}>
      {shown.length === 0 && <p className="text-sm text-fg-muted">{t('considered.none')}</p>}
      {shown.length > 0 && <Changes changes={shown} report={report} />}
      {rest.length > 0 && (
        <Folded summary={t('considered.more', { count: rest.length })} className="mt-2">
          <Changes changes={rest} report={report} />
        </Folded>
      )}
    </Section>
  );
}

function Changes({ changes, report }: { changes: readonly Considered[]; report: Report }) {
  const t = useTranslations('diagnosis');
  const reference = referencesOf(report.evidence);
  return (
    <ul className="divide-y border-y">
      {changes.map((change) => (
        <li key={change.change_id} className="grid gap-x-3 gap-y-1 py-2 text-sm sm:grid-cols-[6.5rem_minmax(0,1fr)]">
          <span>
            <Badge tone={change.verdict === 'suspected' ? 'failing' : 'neutral'}>{t(`considered.${change.verdict}`)}</Badge>
          </span>
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <ChangeChip id={change.change_id} type={change.event_type} summary={change.summary} author={change.author} at={change.at} />
              <RichLine text={change.summary} />
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
  );
}
