'use client';
import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { RelativeTime } from '#/components/ui/relative-time.tsx';
import { RichLine, RichText } from '#/components/ui/rich-text.tsx';
import { referencesOf } from './reference.tsx';

/** The facts below the one sentence: since when, what is affected, why it is so, in a few lines. */
export function NoteHead({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const cause = report.root_cause;
  const reference = referencesOf(report.evidence);
  return (
    <div className="flex flex-col gap-3 text-sm">
      {cause && <RichText text={cause.explanation} reference={reference} className="max-w-prose text-base leading-6 text-pretty" />}
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {report.onset && (
          <div>
            <dt className="text-xs text-fg-faint">{t(`onset.${report.onset.kind}`)}</dt>
            <dd>
              <ExactTime at={report.onset.at} /> <RelativeTime at={report.onset.at} className="text-fg-muted" />
            </dd>
          </div>
        )}
        {cause && (
          <div className="min-w-0">
            <dt className="text-xs text-fg-faint">{t('where')}</dt>
            <dd className="flex min-w-0 flex-wrap items-center gap-1.5">
              <ServiceChip namespace={cause.namespace} name={cause.service} />
              <code className="text-xs [overflow-wrap:anywhere] text-fg-muted">{cause.object}</code>
              {cause.mode && <code className="text-xs text-fg-faint">{cause.mode}</code>}
            </dd>
          </div>
        )}
        {report.blast_radius.length > 0 && (
          <div className="min-w-0">
            <dt className="text-xs text-fg-faint">{t('affects')}</dt>
            <dd>
              <ul className="flex flex-wrap gap-x-4 gap-y-1">
                {report.blast_radius.map((item) => (
                  <li key={`${item.namespace}/${item.service}`} className="flex flex-wrap items-center gap-x-1.5">
                    <ServiceChip namespace={item.namespace} name={item.service} />
                    <span className="text-xs text-failing">
                      <RichLine text={item.signal} />
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}
