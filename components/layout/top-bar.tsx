import { useTranslations } from 'next-intl';
import { AskButton } from '#/components/ask/ask-button.tsx';
import { PaletteHost } from '#/components/palette/palette-host.tsx';
import { Bell } from './bell.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { PersonMenu } from './person-menu.tsx';
import type { Theme } from './preference-cookies.ts';
import { ThemeSwitch } from './theme-switch.tsx';

export type EnvironmentName = 'demo' | 'production' | 'development';

/** Where one is (the environment) and what concerns the reader alone: language, theme, account. */
export function TopBar({ environment, theme }: { environment: EnvironmentName; theme: Theme }) {
  const t = useTranslations('common');
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-b bg-bg px-4 md:px-8" data-print="hide">
      <span className="md:hidden">
        <Mark />
      </span>
      <p className="flex items-baseline gap-1.5 text-sm">
        <span className="sr-only sm:not-sr-only sm:text-fg-faint">{t('environment.label')}</span>
        <span className="font-medium">{t(`environment.${environment}`)}</span>
      </p>
      <div className="ml-auto flex items-center gap-0.5">
        <PaletteHost />
        <AskButton />
        <Bell />
        <LanguageSwitch />
        <ThemeSwitch initial={theme} />
        <PersonMenu />
      </div>
    </header>
  );
}
