import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AskProvider } from '#/components/ask/ask-context.tsx';
import { AskDock } from '#/components/ask/ask-dock.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { DemoBanner } from './demo-banner.tsx';
import type { RailWidth, Theme } from './preference-cookies.ts';
import { Rail } from './rail.tsx';
import { TopBar, type EnvironmentName } from './top-bar.tsx';

type Props = { environment: EnvironmentName; theme: Theme; rail: RailWidth; children: ReactNode };

/** What stands around every page. */
export function Frame({ environment, theme, rail, children }: Props) {
  const t = useTranslations('common');
  return (
    <AskProvider>
      <div className="flex min-h-dvh">
        <a href="#content" className="skip-link rounded-md bg-accent-solid px-3 py-2 text-sm text-on-accent">
          {t('skipToContent')}
        </a>
        <Rail initial={rail} />
        <div className="flex min-w-0 flex-1 flex-col">
          {environment === 'demo' && <DemoBanner />}
          <TopBar environment={environment} theme={theme} />
          <main id="content" tabIndex={-1} className="@container/main flex-1 pb-20 outline-none md:pb-6">
            {children}
          </main>
        </div>
        <AskDock />
        <BottomBar />
      </div>
    </AskProvider>
  );
}
