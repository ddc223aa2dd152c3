import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AboutView } from '#/components/settings/about-view.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import manifest from '#/package.json' with { type: 'json' };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.about') };
}

export default async function AboutPage() {
  const { actor } = await pageContext('/settings/about');
  return <AboutView version={manifest.version} node={process.versions.node} teams={actor.teams} />;
}
