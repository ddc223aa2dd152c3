'use client';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { TabLinks } from '#/components/ui/tabs.tsx';
import { servicePath } from './service-path.ts';

const tabs = ['dashboard', 'deployments', 'logs', 'traces', 'graph', 'configuration', 'rules', 'changes'] as const;

/** The views of one service. */
export function ServiceTabs({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.tabs');
  const base = servicePath(namespace, name);
  const rest = usePathname().slice(base.length + 1);
  const current = tabs.find((tab) => rest === tab || rest.startsWith(`${tab}/`)) ?? 'dashboard';
  return (
    <div className="border-b">
      <TabLinks
        label={t('label')}
        current={current}
        items={tabs.map((id) => ({ id, label: t(id), href: id === 'dashboard' ? base : `${base}/${id}` }))}
      />
    </div>
  );
}
