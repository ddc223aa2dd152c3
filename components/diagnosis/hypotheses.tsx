import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { Folded } from '#/components/ui/folded.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';
import { EvidenceLinks, referencesOf } from './reference.tsx';

/** What else it could have been: open ones in sight, those ruled out folded with what ruled them out. */
export function Hypotheses({ report }: { report: Report }) {
  const t = useTranslations('diagnosis');
  const open = report.hypotheses.filter((item) => item.status === 'open');
  const rejected = report.hypotheses.filter((item) => item.status === 'rejected');
  if (open.length + rejected.length === 0) return null;
  return (
    <Section title={t('section.hypotheses')}>
      {open.length > 0 && (
        <>
          <p className="text-sm text-fg-muted">{t('section.open', { count: open.length })}</p>
          <List items={open} report={report} />
        </>
      )}
      {rejected.length > 0 && (
        <Folded summary={t('section.ruledOut', { count: rejected.length })}>
          <List items={rejected} report={report} />
        </Folded>
      )}
    </Section>
  );
}

function List({ items, report }: { items: Report['hypotheses']; report: Report }) {
  const reference = referencesOf(report.evidence);
  return (
    <ul className="mt-1 divide-y">
      {items.map((item) => (
        <li key={item.id} className="py-2 text-sm">
          <p className="font-medium">
            <RichLine text={item.title} /> {item.mode && <code className="ml-1 text-2xs font-normal text-fg-faint">{item.mode}</code>}
          </p>
          <p className="text-fg-muted">
            <RichLine text={item.reason} reference={reference} />
            <EvidenceLinks ids={item.evidence_ids} />
          </p>
        </li>
      ))}
    </ul>
  );
}
