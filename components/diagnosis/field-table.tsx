'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '#/components/ui/copy-button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { foremostFields } from './evidence-fields.ts';
import { useFieldName, useFieldValue, type Field } from './field-words.ts';

const FEW = 7;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The fields of one object; those that the evidence is about stand out by a bar as well as by colour and are never folded away. */
export function FieldTable({ fields }: { fields: readonly Field[] }) {
  const t = useTranslations('diagnosis.evidence');
  const nameOf = useFieldName();
  const valueOf = useFieldValue();
  const [whole, setWhole] = useState(false);
  const shown = whole ? fields : foremostFields(fields, FEW);
  const hidden = fields.length - shown.length;
  return (
    <div className="flex flex-col items-start gap-1 text-xs">
      <dl className="w-full">
        {shown.map((field, index) => (
          <div
            key={index}
            className={cx(
              'grid grid-cols-2 items-baseline gap-x-3 border-l-2 px-2 py-0.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]',
              field.marked ? 'border-accent bg-accent-soft' : 'border-transparent',
              field.name === 'instance' && index > 0 && 'mt-2 border-t border-t-line pt-1.5',
            )}
          >
            <dt className={cx('[overflow-wrap:anywhere] text-fg-muted', nameOf(field.name) === field.name && 'font-mono')}>
              {nameOf(field.name)}
            </dt>
            <dd className={cx('font-mono [overflow-wrap:anywhere]', field.marked && 'font-medium')}>
              {typeof field.value === 'string' && INSTANT.test(field.value) ? <ExactTime at={field.value} /> : valueOf(field)}
              {field.name === 'instance' && <CopyButton text={String(field.value)} />}
            </dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && (
        <button type="button" onClick={() => setWhole(true)} className="rounded-sm text-fg-muted hover:text-fg" data-print="hide">
          {t('fields', { count: hidden })}
        </button>
      )}
    </div>
  );
}
