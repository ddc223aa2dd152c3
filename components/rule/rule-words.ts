'use client';
import { useLocale, useTranslations } from 'next-intl';
import type { AlertRule } from '#/lib/contract/rules.ts';
import { formatDuration, formatNumber, formatQuantity, languageOf } from '#/lib/format.ts';

type Said = Pick<AlertRule, 'signal' | 'unit' | 'comparison' | 'threshold' | 'for_seconds'>;

/** What a rule says, in one sentence of the reader's language. */
export function useRuleSentence(): (rule: Said) => string {
  const t = useTranslations('service.rules');
  const language = languageOf(useLocale());
  return (rule) =>
    t(`says.${rule.comparison}`, {
      signal: t(`signal.${rule.signal}`),
      threshold: rule.comparison === 'times_baseline' ? formatNumber(rule.threshold) : formatQuantity(rule.threshold, rule.unit, language),
      time: formatDuration(rule.for_seconds * 1000, language),
    });
}
