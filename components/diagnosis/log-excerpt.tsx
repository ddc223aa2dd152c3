'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatClock } from '#/lib/format.ts';
import { CodeBlock, type CodeLine } from '#/components/ui/code-block.tsx';
import { shortText } from '#/components/ui/plain-text.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { windowAround } from './mark-lines.ts';

type Line = { line: string; at?: string | null; level?: string | null };

/** Cut here so that one line without a break cannot freeze the page. */
const LONGEST = 4000;
const AROUND = 4;

function toneOf(level: Line['level']): CodeLine['tone'] {
  if (level === 'error' || level === 'fatal') return 'error';
  return level === 'warn' ? 'warn' : undefined;
}

/** Log lines with those that matter marked; what lies further away is folded behind a button. */
export function LogExcerpt({
  lines,
  marked,
  label,
  whole = false,
}: {
  lines: readonly Line[];
  marked: readonly boolean[];
  label: string;
  whole?: boolean;
}) {
  const t = useTranslations('diagnosis.evidence');
  const zone = useTimeZone();
  const [open, setOpen] = useState(whole);
  const { from, to } = open ? { from: 0, to: lines.length } : windowAround(marked, AROUND);
  const shown = lines.slice(from, to).map((line, index): CodeLine => ({
    text: shortText(line.line, LONGEST),
    marked: marked[from + index],
    prefix: line.at ? formatClock(line.at, zone, 'second') : undefined,
    tone: toneOf(line.level),
  }));
  const hidden = lines.length - shown.length;
  return (
    <div className="flex min-w-0 flex-col items-start gap-1">
      <CodeBlock lines={shown} label={label} className="max-h-80 w-full" />
      {marked.includes(true) && <span className="sr-only">{t('marked')}</span>}
      {hidden > 0 && (
        <button type="button" onClick={() => setOpen(true)} className="rounded-sm text-xs text-fg-muted hover:text-fg" data-print="hide">
          {t('lines', { count: hidden })}
        </button>
      )}
    </div>
  );
}
