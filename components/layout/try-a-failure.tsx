'use client';
import { ChevronDown, FlaskConical } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Button } from '#/components/ui/button.tsx';
import { Menu } from '#/components/ui/menu.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';

const Experiments = dynamic(() => import('./experiments.tsx').then((loaded) => loaded.Experiments), {
  ssr: false,
  loading: () => <Skeleton className="mx-3 my-2 h-24 w-64" />,
});

/** The demo's menu of things that go wrong, and of some that go right. */
export function TryAFailure() {
  const t = useTranslations('demo');
  return (
    <Menu
      trigger={
        <Button size="sm">
          <FlaskConical aria-hidden className="size-3.5" />
          {t('try')}
          <ChevronDown aria-hidden className="size-3.5" />
        </Button>
      }
    >
      <Experiments />
    </Menu>
  );
}
