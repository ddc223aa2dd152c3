'use client';
import { OctagonAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

type Props = {
  /** What failed, in one sentence. */
  title: ReactNode;
  /** The cause as it was told, e.g. a problem document's detail. */
  detail?: ReactNode;
  /** What still works meanwhile. */
  stillWorks?: ReactNode;
  onRetry?: () => void;
  requestId?: string | null;
};

/** Says what failed, what still works, and offers to try again. */
export function ErrorState({ title, detail, stillWorks, onRetry, requestId }: Props) {
  const t = useTranslations('common');
  return (
    <div role="alert" className="flex gap-3 rounded-md border px-4 py-3 text-sm">
      <OctagonAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failing" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {detail && <p className="text-fg-muted">{detail}</p>}
        {stillWorks && <p className="text-fg-muted">{stillWorks}</p>}
        {requestId && <p className="mt-1 font-mono text-2xs text-fg-faint">{t('requestId', { id: requestId })}</p>}
      </div>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </div>
  );
}
