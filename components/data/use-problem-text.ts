'use client';
import { useTranslations } from 'next-intl';
import { ProblemError } from './problem-error.ts';

/** Words for whatever a call has thrown: the server's own detail, or what the browser knows. */
export function useProblemText(): (error: unknown) => string {
  const t = useTranslations('common.problem');
  return (error) => {
    if (!(error instanceof ProblemError)) return t('unexpected');
    if (error.code === 'network') return t('network');
    if (error.code === 'unreadable') return t('unreadable', { status: error.status });
    const fields = error.fields.map((field) => `${field.path}: ${field.message}`).join('; ');
    return fields && !error.message.includes(fields) ? `${error.message} ${fields}` : error.message;
  };
}
