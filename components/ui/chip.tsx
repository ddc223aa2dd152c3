'use client';
import { PreviewCard } from '@base-ui/react/preview-card';
import Link from 'next/link';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = {
  /** Where the entity lives; without it the chip is text. */
  href?: string;
  icon?: ReactNode;
  children: ReactNode;
  /** Shown beside the chip on hover or focus; mounted only then, so it may ask for its own data. */
  card?: ReactNode;
  mono?: boolean;
  className?: string;
};

/** The one form of every entity's name: small, the same everywhere, a link, with a card on hover. */
export function Chip({ href, icon, children, card, mono = false, className }: Props) {
  const style = cx(
    'inline-flex h-5 max-w-full min-w-0 items-center gap-1 rounded-sm border bg-subtle px-1.5 align-middle text-xs text-fg transition-colors [&_svg]:size-3 [&_svg]:shrink-0 [&_svg]:text-fg-faint',
    href && 'hover:border-line-strong hover:bg-muted',
    mono && 'font-mono text-2xs',
    className,
  );
  const body = (
    <>
      {icon}
      <span className="truncate">{children}</span>
    </>
  );
  const element: ReactElement = href ? (
    <Link href={href} prefetch={false} className={style}>
      {body}
    </Link>
  ) : (
    <span className={style}>{body}</span>
  );
  if (!card || !href) return element;
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger delay={350} closeDelay={120} href={href} render={<Link href={href} prefetch={false} />} className={style}>
        {body}
      </PreviewCard.Trigger>
      <PreviewCard.Portal>
        <PreviewCard.Positioner sideOffset={6} align="start" className="z-50">
          <PreviewCard.Popup className="w-72 max-w-[calc(100vw-1rem)] rounded-md bg-raised p-3 text-sm shadow-pop outline-none">
            {card}
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}
