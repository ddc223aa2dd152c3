'use client';
import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { buttonStyle } from '#/components/ui/button-style.ts';
import { cx } from '#/components/ui/cx.ts';

// Fetched when it is opened for the first time.
const Palette = dynamic(() => import('./palette.tsx').then((loaded) => loaded.Palette), { ssr: false });

/** The way to everything: a field of the top bar, an icon on a phone, and its shortcut. */
export function PaletteHost() {
  const t = useTranslations('palette');
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        title={t('shortcut')}
        onClick={() => setOpen(true)}
        className={cx(
          buttonStyle('ghost', 'sm'),
          'sm:w-56 sm:justify-start sm:border-line sm:bg-subtle sm:font-normal sm:text-fg-faint sm:hover:border-line-strong',
        )}
      >
        <Search aria-hidden className="size-4 sm:size-3.5" />
        <span className="sr-only sm:not-sr-only sm:flex-1 sm:text-left">{t('open')}</span>
        <kbd aria-hidden className="hidden font-sans text-2xs sm:block">
          ⌘K
        </kbd>
      </button>
      {wanted && <Palette open={open} onOpenChange={setOpen} />}
    </>
  );
}
