import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';

export default async function NotFound() {
  const t = await getTranslations('common.notFound');
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState title={<h1>{t('title')}</h1>} action={<ButtonLink href="/">{t('home')}</ButtonLink>}>
        {t('body')}
      </EmptyState>
    </main>
  );
}
