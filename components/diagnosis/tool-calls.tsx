'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ToolCall } from '#/components/data/diagnosis-state.ts';
import { cx } from '#/components/ui/cx.ts';
import { plainText } from '#/components/ui/plain-text.ts';
import { EvidenceLinks } from './reference.tsx';

/** Tools that were called, each to unfold: what it was asked, what it said, how long it took, which evidence it brought. */
export function ToolCalls({ calls }: { calls: readonly ToolCall[] }) {
  const t = useTranslations('diagnosis');
  return (
    <ul aria-label={t('tool.calls', { count: calls.length })} className="mt-1 ml-1.5 border-l pl-3">
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
    <div className="flex items-start gap-2 text-xs">
      <details className="group/call min-w-0 flex-1">
        <summary className="flex cursor-pointer list-none items-center gap-2 py-1 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-3 shrink-0 text-fg-faint transition-transform group-open/call:rotate-90" />
          <code className="shrink-0 text-fg">{call.tool}</code>
          <span className="min-w-0 flex-1 truncate text-fg-muted">{result && plainText(result.summary)}</span>
          <span className={cx('shrink-0', status === 'error' ? 'text-failing' : 'text-fg-faint', status === 'success' && 'sr-only')}>
            {t(`tool.status.${status}`)}
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
      <span className="flex w-28 shrink-0 items-center justify-end gap-1 py-1">
        {result && <EvidenceLinks ids={result.evidence_ids} />}
        <span className="ml-1 min-w-11 text-right text-fg-faint tabular-nums">
          {result && t('tool.ms', { ms: Math.round(result.duration_ms) })}
        </span>
      </span>
    </div>
  );
}
