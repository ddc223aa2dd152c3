'use client';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { cx } from '#/components/ui/cx.ts';
import type { LogLine } from '#/lib/domain/telemetry.ts';

const levelStyle: Record<string, string> = { warn: 'text-degraded', error: 'text-failing', fatal: 'text-failing' };

/** Log lines, newest first: when, which instance, how serious, and what was printed. */
export function LogLines({ lines, label }: { lines: readonly LogLine[]; label: string }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="max-h-[70dvh] overflow-auto rounded-md border bg-subtle py-1.5">
      <ol className="w-max min-w-full font-mono text-xs leading-5">
        {lines.map((line, index) => (
          <li key={`${line.at} ${line.instance} ${index}`} className="flex gap-3 px-3 hover:bg-muted">
            <ExactTime at={line.at} className="shrink-0 text-fg-faint" />
            <span className="w-20 shrink-0 truncate text-fg-faint" title={`${line.instance} · ${line.version}`}>
              {line.instance}
            </span>
            <span className={cx('w-10 shrink-0', levelStyle[line.level ?? ''] ?? 'text-fg-faint')}>{line.level ?? line.stream}</span>
            <span className="whitespace-pre">{line.line}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
