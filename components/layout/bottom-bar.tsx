'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { cx } from '#/components/ui/cx.ts';
import { destinations, isWithin } from './destinations.ts';
import { OpenCount } from './open-count.tsx';

/** The rail of a phone. */
export function BottomBar() {
  const t = useTranslations('common.nav');
  const path = usePathname();
  return (
    <nav aria-label={t('label')} className="fixed inset-x-0 bottom-0 z-30 border-t bg-subtle pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid grid-cols-7">
        {destinations.map(({ name, href, Icon }) => {
          const current = isWithin(path, href);
          return (
            <li key={name} className="min-w-0">
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                className={cx(
                  'flex h-14 flex-col items-center justify-center gap-0.5 text-[10px] focus-visible:-outline-offset-2',
                  current ? 'font-medium text-fg' : 'text-fg-muted',
                )}
              >
                <span className="relative">
                  <Icon aria-hidden className="size-4.5" />
                  {name === 'incidents' && <OpenCount className="absolute -top-1.5 left-3" />}
                </span>
                <span className="max-w-full truncate px-0.5">{t(name)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
