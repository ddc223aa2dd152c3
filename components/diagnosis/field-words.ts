'use client';
import { useLocale, useTranslations } from 'next-intl';
import { formatDuration, formatQuantity, languageOf } from '#/lib/format.ts';
import { shortText } from '#/components/ui/plain-text.ts';

export type Field = { name: string; value: string | number | boolean | null; marked: boolean };

const LONGEST = 500;
const names = [
  'instance',
  'state',
  'ready',
  'version',
  'restarts',
  'last_exit_code',
  'last_exit_reason',
  'lived_ms',
  'last_exit_at',
  'command',
  'health',
  'since',
  'relation',
  'error_rate',
  'stopped',
  'status',
  'kind',
  'previous_version',
  'config',
] as const;

function known(name: string): (typeof names)[number] | undefined {
  return names.find((each) => each === name.replaceAll(' ', '_'));
}

/** The word for a field that our own tools name; a probe keeps its path, and what nobody knows stays as it is. */
export function useFieldName(): (name: string) => string {
  const t = useTranslations('diagnosis.field');
  return (name) => {
    const [, probe, path = ''] = /^(readiness|liveness) (.*)$/.exec(name) ?? [];
    if (probe === 'readiness' || probe === 'liveness') return t(probe, { path });
    const word = known(name);
    return word ? t(word) : shortText(name, LONGEST);
  };
}

/** A field's value as a person reads it; words of closed lists are said, everything else stays as it is. */
export function useFieldValue(): (field: Field) => string {
  const t = useTranslations('diagnosis');
  const said = useTranslations();
  const language = languageOf(useLocale());
  /** The value as a word of an area that other pages say it in. */
  const word = (area: string, value: unknown) => {
    const key = `${area}.${String(value)}`;
    return said.has(key) ? said(key) : String(value);
  };
  return ({ name, value }) => {
    const setting = name.startsWith('config.');
    if (value === null) return setting ? t('evidence.notSet') : '–';
    if (setting && value === '✓') return t('evidence.set');
    if (typeof value === 'boolean') return t(value ? 'evidence.yes' : 'evidence.no');
    switch (known(name)) {
      case 'state':
        return word('deployment.instance.state', value);
      case 'last_exit_reason':
        return word('deployment.instance.reason', value);
      case 'health':
        return word('common.health', value);
      case 'status':
        return word('common.deploymentStatus', value);
      case 'kind':
        return word('deployment.kind', value);
      case 'relation':
        return word('diagnosis.relation', value);
      case 'error_rate':
        return formatQuantity(Number(value), 'ratio', language);
      case 'lived_ms':
        return formatDuration(Number(value), language);
      default:
        return shortText(String(value), LONGEST);
    }
  };
}
