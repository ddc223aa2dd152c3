'use client';
import { useTranslations } from 'next-intl';
import { ErrorState } from '#/components/ui/error-state.tsx';
import { Page } from '#/components/ui/page.tsx';

/** A page that failed on the server shows the digest under which the server logged why. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common.error');
  return (
    <Page>
      <ErrorState title={t('title')} stillWorks={t('stillWorks')} requestId={error.digest ?? null} onRetry={reset} />
    </Page>
  );
}
