'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const LEAST = 320;
const MOST = 720;
const USUAL = 400;
const STEP = 24;
const KEY = 'ask.width';

const within = (width: number) => Math.min(MOST, Math.max(LEAST, Math.round(width)));

function remembered(): number {
  try {
    return within(Number(localStorage.getItem(KEY)) || USUAL);
  } catch {
    return USUAL;
  }
}

/** The panel's width in pixels, remembered by the browser. */
export function usePanelWidth() {
  const [width, setWidth] = useState(remembered);
  const resize = (next: number) => {
    setWidth(within(next));
    try {
      localStorage.setItem(KEY, String(within(next)));
    } catch {
      // Without a store the width lasts as long as the page.
    }
  };
  return { width, resize };
}

/** The panel's left edge, dragged or moved with the arrow keys. */
export function PanelEdge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const t = useTranslations('ask');
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('resize')}
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      className="absolute inset-y-0 -left-1 hidden w-2 cursor-col-resize touch-none hover:bg-accent-soft lg:block"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(window.innerWidth - event.clientX);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') onResize(width + STEP);
        if (event.key === 'ArrowRight') onResize(width - STEP);
      }}
    />
  );
}
