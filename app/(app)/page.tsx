import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { OverviewView } from '#/components/overview/overview.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import { getOverview } from '#/lib/usecases/get-overview.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  const ctx = await pageContext('/');
  return (
    <Prefetched answers={{ [urls.overview]: await getOverview(ctx) }}>
      <OverviewView />
    </Prefetched>
  );
}
