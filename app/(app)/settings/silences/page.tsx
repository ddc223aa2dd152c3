import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SilencesView } from '#/components/channel/silences-view.tsx';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { pageContext } from '#/lib/http/page-context.ts';
import { listSilences } from '#/lib/usecases/list-silences.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.silences') };
}

export default async function SilencesPage() {
  const ctx = await pageContext('/settings/silences');
  return (
    <Prefetched answers={{ [urls.silences]: await listSilences(ctx) }}>
      <SilencesView />
    </Prefetched>
  );
}
