'use client';
import { useTranslations } from 'next-intl';
import type { Evidence } from '#/lib/domain/diagnosis.ts';
import { CopyButton } from '#/components/ui/copy-button.tsx';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Fact } from '#/components/ui/fact.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { isWithheld, typedEvidence } from './evidence-data.ts';

/** Who was asked, what, and over which time; the ids stand here, to be copied. */
export function EvidenceSource({ evidence }: { evidence: Evidence }) {
  const t = useTranslations('diagnosis.evidence');
  if (isWithheld(evidence)) return null;
  const typed = typedEvidence(evidence);
  const change = typed && (typed.kind === 'change' || typed.kind === 'diff') ? typed.data.change_id : null;
  const object = typed && 'object' in typed.data ? typed.data.object : null;
  return (
    <Folded summary={<span className="text-2xs">{t('source')}</span>}>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 text-2xs text-fg-muted">
        <Fact name={t('tool')}>
          <code>{evidence.tool}</code>
        </Fact>
        {evidence.query !== '' && (
          <Fact name={t('query')}>
            <code className="[overflow-wrap:anywhere]">{plainText(evidence.query)}</code>
          </Fact>
        )}
        {evidence.time_range && (
          <Fact name={t('range')}>
            <ExactTime at={evidence.time_range.start} detail="second" /> – <ExactTime at={evidence.time_range.end} detail="second" />
          </Fact>
        )}
        {change && <Copied name={t('change')} text={change} />}
        {object && <Copied name={t('object')} text={object} />}
      </dl>
    </Folded>
  );
}

function Copied({ name, text }: { name: string; text: string }) {
  return (
    <Fact name={name}>
      <code className="[overflow-wrap:anywhere]">{plainText(text)}</code> <CopyButton text={text} />
    </Fact>
  );
}
