'use client';
import { useTranslations } from 'next-intl';
import type { Diagnosis } from '#/lib/contract/diagnoses.ts';
import { Folded } from '#/components/ui/folded.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { FieldTable } from './field-table.tsx';

/** What was asked, word for word, and what the caller said beside it. */
export function Asked({ diagnosis }: { diagnosis: Diagnosis }) {
  const t = useTranslations('diagnosis');
  const fields = Object.entries(diagnosis.context).map(([name, value]) => ({
    name,
    value: typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    marked: false,
  }));
  return (
    <Folded summary={t('section.asked')}>
      <div className="mt-2 flex max-w-prose flex-col gap-2 text-sm">
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{plainText(diagnosis.question)}</p>
        {fields.length > 0 && <FieldTable fields={fields} />}
      </div>
    </Folded>
  );
}
