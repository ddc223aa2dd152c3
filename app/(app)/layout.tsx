import { getLocale } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ActorProvider } from '#/components/data/actor.tsx';
import { DataProvider } from '#/components/data/data-provider.tsx';
import { Frame } from '#/components/layout/frame.tsx';
import { preferenceOf, RAIL_COOKIE, railWidths, THEME_COOKIE, themes } from '#/components/layout/preference-cookies.ts';
import { requireActor } from '#/lib/auth/session.ts';
import { runtime } from '#/lib/runtime.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { name, role, scopes } = await requireActor();
  const [jar, locale] = await Promise.all([cookies(), getLocale()]);
  const { DEMO, NODE_ENV } = runtime().environment;
  return (
    // Another language is another cache: answers hold sentences.
    <DataProvider key={locale}>
      <ActorProvider actor={{ name, role, scopes }}>
        <Frame
          environment={DEMO ? 'demo' : NODE_ENV === 'production' ? 'production' : 'development'}
          theme={preferenceOf(themes, jar.get(THEME_COOKIE)?.value)}
          rail={preferenceOf(railWidths, jar.get(RAIL_COOKIE)?.value)}
        >
          {children}
        </Frame>
      </ActorProvider>
    </DataProvider>
  );
}
