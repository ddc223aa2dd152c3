'use client';
import { Check, ChevronRight, LoaderCircle, Minus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Step, ToolCall } from '#/components/data/diagnosis-state.ts';
import { cx } from '#/components/ui/cx.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { RichLine } from '#/components/ui/rich-text.tsx';

const shapes = { started: LoaderCircle, done: Check, failed: X, skipped: Minus } satisfies Record<Step['status'], typeof Check>;
const looks = { started: 'text-accent', done: 'text-fg-muted', failed: 'text-failing', skipped: 'text-fg-faint' } satisfies Record<
  Step['status'],
  string
>;

/** The plan of a diagnosis as it is worked through; `inline` runs it along one line. */
export function LiveSteps({ steps, inline = false }: { steps: readonly Step[]; inline?: boolean }) {
  const t = useTranslations('diagnosis');
  return (
    <ol
      aria-live="polite"
      aria-label={t('section.steps')}
      className={cx('flex text-xs', inline ? 'flex-wrap gap-x-4 gap-y-1' : 'flex-col gap-1.5 text-sm')}
    >
      {steps.map((step) => {
        const Shape = shapes[step.status];
        return (
          <li key={step.id} className={cx('inline-flex items-center gap-1.5', looks[step.status])}>
            <Shape aria-hidden className={cx('size-3 shrink-0', step.status === 'started' && 'animate-spin')} />
            <RichLine text={step.title} />
            <span className="sr-only">{t(`stepStatus.${step.status}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Every tool that was called, each to unfold: what it was asked, what it said, how long it took. */
export function ToolCalls({ calls }: { calls: readonly ToolCall[] }) {
  const t = useTranslations('diagnosis');
  if (calls.length === 0) return null;
  return (
    <ul aria-label={t('tool.calls', { count: calls.length })} className="divide-y border-y">
      {calls.map((call) => (
        <li key={call.call_id}>
          <OneCall call={call} />
        </li>
      ))}
    </ul>
  );
}

function OneCall({ call }: { call: ToolCall }) {
  const t = useTranslations('diagnosis');
  const { result } = call;
  const status = result?.status ?? 'running';
  return (
    <details className="group/call text-xs">
      <summary className="flex cursor-pointer list-none items-center gap-2 py-1.5 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3 shrink-0 text-fg-faint transition-transform group-open/call:rotate-90" />
        <code className="shrink-0 text-fg">{call.tool}</code>
        <span className="min-w-0 flex-1 truncate text-fg-muted">{result && plainText(result.summary)}</span>
        <span className={cx('shrink-0', status === 'error' ? 'text-failing' : 'text-fg-faint')}>{t(`tool.status.${status}`)}</span>
        <span className="w-16 shrink-0 text-right text-fg-faint tabular-nums">
          {result && t('tool.ms', { ms: Math.round(result.duration_ms) })}
        </span>
      </summary>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 pb-2 pl-5">
        <dt className="text-fg-faint">{t('tool.input')}</dt>
        <dd>
          <pre className="[overflow-wrap:anywhere] whitespace-pre-wrap">{plainText(JSON.stringify(call.input, null, 1))}</pre>
        </dd>
        {result && (
          <>
            <dt className="text-fg-faint">{t('tool.summary')}</dt>
            <dd className="[overflow-wrap:anywhere]">{plainText(result.summary)}</dd>
          </>
        )}
      </dl>
    </details>
  );
}
