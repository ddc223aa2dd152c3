'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuChoice } from '#/components/ui/menu.tsx';
import { remember, THEME_COOKIE, type Theme } from './preference-cookies.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>;

/** Light, dark, or as the system wants. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations('common.theme');
  const [theme, setTheme] = useState(initial);
  const Icon = icons[theme];

  function choose(next: Theme) {
    setTheme(next);
    remember(THEME_COOKIE, next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }

  return (
    <Menu
      label={t('label')}
      trigger={
        <Button variant="ghost" size="sm" square title={t('label')}>
          <Icon aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuChoice
        value={theme}
        onValueChange={choose}
        items={(['system', 'light', 'dark'] as const).map((value) => {
          const Each = icons[value];
          return { value, label: t(value), icon: <Each aria-hidden /> };
        })}
      />
    </Menu>
  );
}
