import { useTranslations } from 'next-intl';
import type { Report } from '#/lib/domain/diagnosis.ts';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { Section } from '#/components/ui/section.tsx';

/** What could not be read or was not checked; said even when it is nothing. */
export function Gaps({ gaps }: { gaps: Report['gaps'] }) {
  const t = useTranslations('diagnosis');
  return (
    <Section title={t('section.gaps')}>
      {gaps.length === 0 && <p className="text-sm text-fg-muted">{t('gaps.none')}</p>}
      <ul className="flex flex-col gap-1 text-sm">
        {gaps.map((gap, index) => (
          <li key={index} className="flex flex-wrap gap-x-2">
            <code className="text-xs leading-5 text-fg-faint">{gap.source}</code>
            <RichLine text={gap.reason} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
