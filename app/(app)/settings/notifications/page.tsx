import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NotificationsView } from '#/components/channel/notifications-view.tsx';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { pageContext } from '#/lib/http/page-context.ts';
import { listChannels } from '#/lib/usecases/list-channels.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.notifications') };
}

export default async function NotificationsPage() {
  const ctx = await pageContext('/settings/notifications');
  if (!ctx.actor.scopes.includes('admin')) return <NotificationsView />;
  return (
    <Prefetched answers={{ [urls.channels]: await listChannels(ctx) }}>
      <NotificationsView />
    </Prefetched>
  );
}
