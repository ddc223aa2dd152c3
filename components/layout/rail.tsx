'use client';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#/components/ui/button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { destinations, isWithin } from './destinations.ts';
import { Mark } from './mark.tsx';
import { OpenCount } from './open-count.tsx';
import { RAIL_COOKIE, remember, type RailWidth } from './preference-cookies.ts';

/** The way to every page: words on a wide screen, icons when collapsed. */
export function Rail({ initial }: { initial: RailWidth }) {
  const t = useTranslations('common');
  const path = usePathname();
  const [width, setWidth] = useState(initial);
  const narrow = width === 'narrow';
  const Toggle = narrow ? PanelLeftOpen : PanelLeftClose;
  const toggleName = t(narrow ? 'nav.expand' : 'nav.collapse');

  function toggle() {
    const next = narrow ? 'wide' : 'narrow';
    setWidth(next);
    remember(RAIL_COOKIE, next);
  }

  return (
    <div className={cx('hidden shrink-0 border-r bg-subtle md:block print:hidden', narrow ? 'w-[53px]' : 'w-52')}>
      <nav aria-label={t('nav.label')} className="sticky top-0 flex h-dvh flex-col">
        <Link href="/" className={cx('flex h-12 items-center gap-2 font-semibold tracking-tight', narrow ? 'justify-center' : 'px-4')}>
          <Mark />
          <span className={narrow ? 'sr-only' : 'text-sm'}>{t('productName')}</span>
        </Link>
        <ul className="flex flex-1 flex-col gap-px px-2 pt-1">
          {destinations.map(({ name, href, Icon }) => {
            const current = isWithin(path, href);
            return (
              <li key={name}>
                <Link
                  href={href}
                  title={narrow ? t(`nav.${name}`) : undefined}
                  aria-current={current ? 'page' : undefined}
                  className={cx(
                    'relative flex h-8 items-center gap-2.5 rounded-md text-sm transition-colors',
                    narrow ? 'justify-center' : 'px-2',
                    current ? 'bg-muted font-medium text-fg' : 'text-fg-muted hover:bg-muted hover:text-fg',
                  )}
                >
                  <Icon aria-hidden className={cx('size-4 shrink-0', !current && 'text-fg-faint')} />
                  <span className={narrow ? 'sr-only' : undefined}>{t(`nav.${name}`)}</span>
                  {name === 'incidents' && <OpenCount className={narrow ? 'absolute top-0.5 right-0.5' : 'ml-auto'} />}
                </Link>
              </li>
            );
          })}
        </ul>
        <div className={cx('flex p-2', narrow ? 'justify-center' : 'justify-end')}>
          <Button variant="ghost" size="sm" square aria-label={toggleName} title={toggleName} aria-expanded={!narrow} onClick={toggle}>
            <Toggle aria-hidden className="size-4" />
          </Button>
        </div>
      </nav>
    </div>
  );
}
