import { useTranslations } from 'next-intl';
import { TryAFailure } from './try-a-failure.tsx';

/** Says that this is the demo, and offers something to watch. */
export function DemoBanner() {
  const t = useTranslations('demo');
  return (
    <aside
      aria-label={t('label')}
      data-print="hide"
      className="flex min-h-9 items-center justify-between gap-3 border-b bg-accent-soft px-4 py-1 text-xs text-fg-muted md:px-8"
    >
      <p className="text-balance">{t('banner')}</p>
      <TryAFailure />
    </aside>
  );
}
