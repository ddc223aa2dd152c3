'use client';
import { MessageCircleQuestionMark, ScrollText, ZoomIn } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useAsk } from '#/components/ask/ask-context.tsx';
import { useMay } from '#/components/data/actor.tsx';
import { MenuAt, MenuGroup, MenuItem } from '#/components/ui/menu.tsx';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { formatClock } from '#/lib/format.ts';
import type { Point } from './plot-line.ts';
import { servicePath } from './service-path.ts';

type Props = {
  point: Point;
  service: { namespace: string; name: string };
  /** Of the window that is shown, in ms. */
  length: number;
  onZoom: (from: number, to: number) => void;
  onClose: () => void;
};

const ASKED_MS = 5 * 60_000;
/** Zooming shows a fifth of what is shown, but no less than this. */
const LEAST_MS = 60_000;

/** What can be done about one moment of a chart. */
export function PointMenu({ point: { at, x, y }, service, length, onZoom, onClose }: Props) {
  const t = useTranslations('service.dashboard.point');
  const router = useRouter();
  const { put } = useAsk();
  const mayAsk = useMay('execute');
  const clock = formatClock(at, useTimeZone(), 'second');
  const half = Math.max(LEAST_MS, length / 5) / 2;
  const ask = () =>
    put({ question: t('question', { name: service.name, at: clock }), service, around: { start: at - ASKED_MS, end: at + ASKED_MS } });
  return (
    <MenuAt x={x} y={y} label={clock} onClose={onClose}>
      <MenuGroup label={clock}>
        {mayAsk && (
          <MenuItem icon={<MessageCircleQuestionMark aria-hidden />} onSelect={ask}>
            {t('ask')}
          </MenuItem>
        )}
        <MenuItem
          icon={<ScrollText aria-hidden />}
          onSelect={() => router.push(`${servicePath(service.namespace, service.name)}/logs?at=${at}`)}
        >
          {t('logs')}
        </MenuItem>
        <MenuItem icon={<ZoomIn aria-hidden />} onSelect={() => onZoom(Math.round(at - half), Math.round(at + half))}>
          {t('zoom')}
        </MenuItem>
      </MenuGroup>
    </MenuAt>
  );
}
