import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TokensView } from '#/components/settings/tokens-view.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import { listTokens } from '#/lib/usecases/list-tokens.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.tokens') };
}

export default async function TokensPage() {
  const ctx = await pageContext('/settings/tokens');
  const first = ctx.actor.scopes.includes('admin') ? await listTokens(ctx) : null;
  return <TokensView first={first} />;
}
