import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MembersView } from '#/components/settings/members-view.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import { listMembers } from '#/lib/usecases/list-members.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.members') };
}

export default async function MembersPage() {
  const ctx = await pageContext('/settings/members');
  const first = ctx.actor.scopes.includes('admin') ? await listMembers(ctx) : null;
  return <MembersView first={first} />;
}
