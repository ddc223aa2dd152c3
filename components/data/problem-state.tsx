'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ErrorState } from '#/components/ui/error-state.tsx';
import { ProblemError } from './problem-error.ts';
import { useProblemText } from './use-problem-text.ts';

/** An answer that could not be had: `title` says which, the problem says why, the button asks again. */
export function ProblemState({
  error,
  title,
  onRetry,
  stillWorks,
}: {
  error: Error;
  title?: ReactNode;
  onRetry?: () => void;
  stillWorks?: ReactNode;
}) {
  const t = useTranslations('common');
  const textOf = useProblemText();
  return (
    <ErrorState
      title={title ?? t('couldNotLoad')}
      detail={textOf(error)}
      stillWorks={stillWorks}
      onRetry={onRetry}
      requestId={error instanceof ProblemError ? error.requestId : null}
    />
  );
}
