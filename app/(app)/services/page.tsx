import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { ServiceList } from '#/components/service/service-list.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { Page } from '#/components/ui/page.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import { listServices } from '#/lib/usecases/list-services.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('service.list'))('title') };
}

export default async function ServicesPage() {
  const ctx = await pageContext('/services');
  const [{ items }, t] = await Promise.all([listServices(ctx, {}), getTranslations('service.list')]);
  return (
    <Page>
      <PageHeader title={t('title')} />
      <Prefetched answers={{ [urls.services]: items }}>
        <ServiceList />
      </Prefetched>
    </Page>
  );
}
