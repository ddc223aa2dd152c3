'use client';
import { ChevronRight, OctagonX } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { useTrace, type TraceSummary } from '#/components/data/use-traces.ts';
import { SpanWaterfall } from '#/components/diagnosis/span-waterfall.tsx';
import { CopyButton } from '#/components/ui/copy-button.tsx';
import { cx } from '#/components/ui/cx.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { shortText } from '#/components/ui/plain-text.ts';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { formatDuration, languageOf } from '#/lib/format.ts';

type Props = {
  namespace: string;
  name: string;
  trace: TraceSummary;
  /** Of all that are listed, in ms. */
  longest: number;
  open: boolean;
  onToggle: (open: boolean) => void;
};

/** One request: when, what, how long beside the others, and whether a span failed. */
export function TraceRow({ namespace, name, trace, longest, open, onToggle }: Props) {
  const t = useTranslations('service.traces');
  const language = languageOf(useLocale());
  const failed = trace.errors > 0;
  return (
    <li className="border-b">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => onToggle(!open)}
        className="grid min-h-9 w-full grid-cols-[1rem_4.5rem_minmax(0,1fr)_4.5rem] items-center gap-x-3 py-1 text-left text-sm hover:bg-subtle focus-visible:-outline-offset-2 sm:grid-cols-[1rem_4.5rem_minmax(0,1fr)_8rem_4.5rem_minmax(0,9rem)]"
      >
        <ChevronRight aria-hidden className={cx('size-3.5 text-fg-faint transition-transform', open && 'rotate-90')} />
        <ExactTime at={trace.start} className="font-mono text-xs text-fg-muted" />
        <span className="truncate">
          <span className="text-fg-faint">{shortText(trace.service, 60)}</span> {shortText(trace.root, 120)}
          {failed && <span className="ml-1.5 text-xs font-medium text-failing sm:hidden">{t('failed')}</span>}
        </span>
        <span aria-hidden className="relative hidden h-1.5 rounded-sm bg-muted sm:block">
          <span
            className={cx('absolute inset-y-0 left-0 min-w-0.5 rounded-sm', failed ? 'bg-failing-solid' : 'bg-accent-solid')}
            style={{ width: `${(trace.duration_ms / longest) * 100}%` }}
          />
        </span>
        <span className="text-right text-xs tabular-nums">{formatDuration(trace.duration_ms, language)}</span>
        <span className="hidden items-center gap-1.5 text-xs text-fg-muted tabular-nums sm:flex">
          {t('spans', { count: trace.spans })}
          {failed && (
            <span className="inline-flex items-center gap-1 font-medium text-failing">
              <OctagonX aria-hidden className="size-3" />
              {t('errors', { count: trace.errors })}
            </span>
          )}
        </span>
      </button>
      {open && <Spans namespace={namespace} name={name} traceId={trace.trace_id} />}
    </li>
  );
}

function Spans({ namespace, name, traceId }: { namespace: string; name: string; traceId: string }) {
  const t = useTranslations('service.traces');
  const { data, error, refetch } = useTrace(namespace, name, traceId);
  return (
    <div className="flex flex-col gap-2 pt-1 pb-3 sm:pl-7">
      <p className="flex items-center gap-2 text-xs text-fg-muted">
        <code className="truncate">{traceId}</code>
        <CopyButton text={traceId} label={t('copyId')} />
      </p>
      {data ? (
        <SpanWaterfall spans={data.spans} />
      ) : error ? (
        <ProblemState error={error} title={t('couldNotLoadOne')} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={4} className="h-5" />
      )}
    </div>
  );
}
