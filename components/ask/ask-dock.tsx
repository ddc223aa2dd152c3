'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useMay } from '#/components/data/actor.tsx';
import { useAsk } from './ask-context.tsx';

// The panel with all that it draws is fetched when somebody asks for the first time.
const AskPanel = dynamic(() => import('./ask-panel.tsx').then((loaded) => loaded.AskPanel), { ssr: false });

/** The place of the panel at the right of every page, and its shortcut. It stays mounted once opened, so that a stream goes on. */
export function AskDock() {
  const { open, setOpen } = useAsk();
  const allowed = useMay('execute');
  const [wanted, setWanted] = useState(false);
  if (open && !wanted) setWanted(true);
  useEffect(() => {
    if (!allowed) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'j') return;
      event.preventDefault();
      setOpen(!open);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [allowed, open, setOpen]);
  return wanted ? <AskPanel /> : null;
}
