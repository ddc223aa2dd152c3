'use client';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Page } from '#/components/ui/page.tsx';
import { PageHeader } from '#/components/ui/page-header.tsx';
import { TabLinks } from '#/components/ui/tabs.tsx';
import { sections } from './sections.ts';

/** The head of every settings page and the way between them. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('settings');
  const path = usePathname();
  const current = sections.find((name) => path.endsWith(`/${name}`)) ?? 'tokens';
  return (
    <Page>
      <div className="flex flex-col gap-3">
        <PageHeader title={t('title')} />
        <div className="border-b">
          <TabLinks
            label={t('nav.label')}
            current={current}
            items={sections.map((id) => ({ id, label: t(`nav.${id}`), href: `/settings/${id}` }))}
          />
        </div>
      </div>
      {children}
    </Page>
  );
}
