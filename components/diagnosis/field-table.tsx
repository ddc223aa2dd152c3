'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cx } from '#/components/ui/cx.ts';
import { shortText } from '#/components/ui/plain-text.ts';
import { foremostFields } from './evidence-fields.ts';

type Field = { name: string; value: string | number | boolean | null; marked: boolean };

const FEW = 7;
const LONGEST = 500;

/** The fields of one object; those that the evidence is about stand out by a bar as well as by colour and are never folded away. */
export function FieldTable({ title, fields }: { title?: string; fields: readonly Field[] }) {
  const t = useTranslations('diagnosis.evidence');
  const [whole, setWhole] = useState(false);
  const shown = whole ? fields : foremostFields(fields, FEW);
  const hidden = fields.length - shown.length;
  const said = ({ name, value }: Field) => {
    if (value === null) return name.startsWith('config.') ? t('notSet') : '–';
    return value === '✓' ? t('set') : shortText(String(value), LONGEST);
  };
  return (
    <div className="flex flex-col items-start gap-1 text-xs">
      {title && <p className="font-mono [overflow-wrap:anywhere] text-fg-muted">{shortText(title, LONGEST)}</p>}
      <dl className="w-full font-mono">
        {shown.map((field, index) => (
          <div
            key={index}
            className={cx(
              'grid grid-cols-2 gap-x-3 border-l-2 px-2 py-0.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]',
              field.marked ? 'border-accent bg-accent-soft' : 'border-transparent',
            )}
          >
            <dt className="[overflow-wrap:anywhere] text-fg-muted">{shortText(field.name, LONGEST)}</dt>
            <dd className={cx('[overflow-wrap:anywhere]', field.marked && 'font-medium')}>{said(field)}</dd>
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
