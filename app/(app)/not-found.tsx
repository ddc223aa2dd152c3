import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#/components/ui/button-link.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Page } from '#/components/ui/page.tsx';

export default async function NotFound() {
  const t = await getTranslations('common.notFound');
  return (
    <Page>
      <EmptyState title={<h1>{t('title')}</h1>} action={<ButtonLink href="/">{t('home')}</ButtonLink>}>
        {t('body')}
      </EmptyState>
    </Page>
  );
}
