import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { ServiceChip } from '#/components/service/service-chip.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';

/** The service at fault and those that suffer from it, with the signal each was seen by. */
export function CauseGraph({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const cause = report.root_cause;
  const victims = report.blast_radius.filter((item) => item.service !== cause?.service || item.namespace !== cause.namespace);
  if (!cause || victims.length === 0) return null;
  return (
    <Section title={t('section.graph')}>
      <div className="flex flex-col gap-3 sm:flex-row sm:items-center">
        <div className="rounded-md border border-failing px-3 py-2 text-sm">
          <p className="text-xs text-failing">{t('cause')}</p>
          <ServiceChip namespace={cause.namespace} name={cause.service} />
        </div>
        <ArrowRight aria-hidden className="size-4 shrink-0 rotate-90 text-fg-faint sm:rotate-0" />
        <ul aria-label={t('victim')} className="flex min-w-0 flex-col gap-2">
          {victims.map((item) => (
            <li key={`${item.namespace}/${item.service}`} className="flex flex-wrap items-center gap-x-2 text-sm">
              <ServiceChip namespace={item.namespace} name={item.service} />
              <span className="text-fg-muted">
                <RichLine text={item.signal} />
              </span>
              <span className="text-xs text-fg-faint">
                <ExactTime at={item.since} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
