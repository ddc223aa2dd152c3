import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AboutView } from '#/components/settings/about-view.tsx';
import { pageContext } from '#/lib/http/page-context.ts';
import { runtime } from '#/lib/runtime.ts';
import manifest from '#/package.json' with { type: 'json' };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.about') };
}

export default async function AboutPage() {
  const { actor } = await pageContext('/settings/about');
  const { environment } = runtime();
  const kept = [
    { variable: 'RETENTION_TELEMETRY_HOURS', hours: environment.RETENTION_TELEMETRY_HOURS },
    { variable: 'RETENTION_ROLLUP_DAYS', days: environment.RETENTION_ROLLUP_DAYS },
    { variable: 'RETENTION_DIAGNOSIS_EVENTS_DAYS', days: environment.RETENTION_DIAGNOSIS_EVENTS_DAYS },
    { variable: 'RETENTION_INCIDENT_DAYS', days: environment.RETENTION_INCIDENT_DAYS },
    { variable: 'RETENTION_SESSION_DAYS', days: environment.RETENTION_SESSION_DAYS },
  ] as const;
  return <AboutView version={manifest.version} node={process.versions.node} teams={actor.teams} kept={kept} />;
}
