'use client';
import { useTranslations } from 'next-intl';
import { Diff, type DiffEntry } from '#/components/ui/diff.tsx';
import { plainText } from '#/components/ui/plain-text.ts';
import { fieldOf } from './field-of.ts';

/** Field changes of a record of the audit log, before and after: fields of our own in words, all others by their path. */
export function FieldDiff({ entries }: { entries: readonly DiffEntry[] }) {
  const t = useTranslations('change');
  const said = useTranslations('common.deploymentStatus');
  return (
    <Diff
      entries={entries.map(({ path, before, after }) => {
        const { word, rest } = fieldOf(path);
        const read = (value: unknown) =>
          word === 'status' && typeof value === 'string' && said.has(value as 'failed') ? said(value as 'failed') : value;
        return {
          path,
          label: word ? t(`field.${word}`, { rest: plainText(rest) }) : plainText(path),
          before: read(before),
          after: read(after),
        };
      })}
    />
  );
}
