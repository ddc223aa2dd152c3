'use client';
import { useTranslations } from 'next-intl';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import type { LogLine } from '#/lib/domain/telemetry.ts';
import { readLine } from './read-line.ts';

const levelStyle: Record<string, string> = { warn: 'text-degraded', error: 'text-failing', fatal: 'text-failing' };

/** Log lines, newest first: when, which instance, how serious, and what was printed. */
export function LogLines({ lines, label, service }: { lines: readonly LogLine[]; label: string; service: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-[70dvh] overflow-auto rounded-md border bg-subtle py-1.5 focus-visible:-outline-offset-2"
    >
      <ol className="w-max min-w-full font-mono text-xs leading-5 max-sm:w-full">
        {lines.map((line, index) => (
          <Line key={`${line.at} ${line.instance} ${index}`} line={line} service={service} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line, service }: { line: LogLine; service: string }) {
  const t = useTranslations('service.logs.one');
  const { text, fields } = readLine(line.line);
  return (
    <li
      className="flex gap-3 px-3 hover:bg-muted max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-1"
      title={`${line.instance} · ${line.version} · ${line.stream}`}
    >
      <ExactTime at={line.at} className="shrink-0 text-fg-faint" />
      <span className={cx('w-10 shrink-0', levelStyle[line.level ?? ''] ?? 'text-fg-faint')}>{line.level ? t(line.level) : '–'}</span>
      <span className="hidden w-24 shrink-0 truncate text-fg-faint sm:block">
        {line.instance.startsWith(`${service}-`) ? line.instance.slice(service.length + 1) : line.instance}
      </span>
      <span className="min-w-0 whitespace-pre max-sm:basis-full max-sm:[overflow-wrap:anywhere] max-sm:whitespace-pre-wrap">
        {text}
        {fields.map(([name, value]) => (
          <span key={name} className="text-fg-faint">
            {`  ${name}=`}
            <span className="text-fg-muted">{value}</span>
          </span>
        ))}
      </span>
    </li>
  );
}
