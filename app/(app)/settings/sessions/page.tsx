import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SessionsView } from '#/components/settings/sessions-view.tsx';
import { pageContext } from '#/lib/http/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.sessions') };
}

/** Which session is this one is known to the API call alone, so the list is fetched by the browser. */
export default async function SessionsPage() {
  await pageContext('/settings/sessions');
  return <SessionsView />;
}
