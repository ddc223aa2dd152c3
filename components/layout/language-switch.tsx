'use client';
import { Languages } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTransition } from 'react';
import type { Language } from '#/lib/domain/text.ts';
import { languageOf } from '#/lib/format.ts';
import { Button } from '#/components/ui/button.tsx';
import { Menu, MenuChoice } from '#/components/ui/menu.tsx';
import { LANGUAGE_COOKIE, remember } from './preference-cookies.ts';

const names = [
  { value: 'en', label: 'English' },
  { value: 'zh-TW', label: '繁體中文' },
] as const satisfies readonly { value: Language; label: string }[];

/** The reader's language; each is named in itself. */
export function LanguageSwitch() {
  const t = useTranslations('common.language');
  const router = useRouter();
  const language = languageOf(useLocale());
  const [busy, startTransition] = useTransition();

  function choose(next: Language) {
    remember(LANGUAGE_COOKIE, next);
    startTransition(() => router.refresh());
  }

  return (
    <Menu
      label={t('label')}
      trigger={
        <Button variant="ghost" size="sm" square title={t('label')} aria-busy={busy}>
          <Languages aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuChoice value={language} onValueChange={choose} items={names} />
    </Menu>
  );
}
