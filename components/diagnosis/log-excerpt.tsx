'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatClock } from '#/lib/format.ts';
import { CodeBlock, type CodeLine } from '#/components/ui/code-block.tsx';
import { readLine } from '#/components/service/read-line.ts';
import { shortText } from '#/components/ui/plain-text.ts';
import { useTimeZone } from '#/components/ui/use-now.ts';
import { windowAround } from './mark-lines.ts';

type Line = { line: string; at?: string | null; level?: string | null };

/** Cut here so that one line without a break cannot freeze the page. */
const LONGEST = 4000;
const AROUND = 4;
const MOST_FIELDS = 6;

/** What a line says and its first fields, in one line of text. */
function readable(line: string): string {
  const { text, fields } = readLine(line);
  return [text, ...fields.slice(0, MOST_FIELDS).map(([name, value]) => `${name}=${value}`)].join('  ');
}

function toneOf(level: Line['level']): CodeLine['tone'] {
  if (level === 'error' || level === 'fatal') return 'error';
  return level === 'warn' ? 'warn' : undefined;
}

/** Log lines with those that matter marked; what lies further away is folded, structured lines can be seen as printed. */
export function LogExcerpt({ lines, marked, label }: { lines: readonly Line[]; marked: readonly boolean[]; label: string }) {
  const t = useTranslations('diagnosis.evidence');
  const zone = useTimeZone();
  const [whole, setWhole] = useState(false);
  const [raw, setRaw] = useState(false);
  const { from, to } = whole ? { from: 0, to: lines.length } : windowAround(marked, AROUND);
  const near = lines.slice(from, to);
  const shown = near.map((line, index): CodeLine => ({
    text: shortText(raw ? line.line : readable(line.line), LONGEST),
    marked: marked[from + index],
    prefix: line.at ? formatClock(line.at, zone, 'second') : undefined,
    tone: toneOf(line.level),
  }));
  const hidden = lines.length - near.length;
  const structured = near.some((line) => readable(line.line) !== line.line);
  const buttonStyle = 'rounded-sm text-xs text-fg-muted hover:text-fg';
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <CodeBlock lines={shown} label={label} className="max-h-80 w-full" />
      {marked.includes(true) && <span className="sr-only">{t('marked')}</span>}
      <div className="flex gap-4 empty:hidden" data-print="hide">
        {hidden > 0 && (
          <button type="button" onClick={() => setWhole(true)} className={buttonStyle}>
            {t('lines', { count: hidden })}
          </button>
        )}
        {structured && (
          <button type="button" aria-pressed={raw} onClick={() => setRaw(!raw)} className={buttonStyle}>
            {t(raw ? 'readable' : 'raw')}
          </button>
        )}
      </div>
    </div>
  );
}
