'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { AlertRule, RulePreview } from '#/lib/contract/rules.ts';
import { send } from '#/components/data/api.ts';
import { useMay } from '#/components/data/actor.tsx';
import type { ProblemError } from '#/components/data/problem-error.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { useSettled } from '#/components/ui/use-settled.ts';
import { PreviewChart } from './preview-chart.tsx';

type Condition = Pick<AlertRule, 'signal' | 'comparison' | 'threshold' | 'for_seconds'>;

/** When a rule as it is typed would have fired over the past day; asked for once it has not changed for a moment. */
export function RulePreviewed({ url, condition, unit }: { url: string; condition: Condition; unit: string }) {
  const t = useTranslations('service.rules.preview');
  const mayRead = useMay('telemetry:read');
  const written = useSettled(JSON.stringify(condition), 400);
  const valid = Number.isFinite(condition.threshold) && condition.threshold >= 0 && Number.isInteger(condition.for_seconds);
  const { data, error, refetch } = useQuery<RulePreview, ProblemError>({
    queryKey: [`${url}/preview`, written],
    queryFn: () => send<RulePreview>('POST', `${url}/preview`, JSON.parse(written)),
    placeholderData: keepPreviousData,
    enabled: mayRead && valid,
  });
  if (!mayRead) return null;
  return (
    <section aria-live="polite" className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-fg-muted">{t('title')}</h3>
      {error && <ProblemState error={error} title={t('error')} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-32 w-full" />}
      {data && <PreviewChart preview={data} condition={condition} unit={unit} />}
      {data && (
        <p className="text-sm">
          {data.points.some(([, value]) => value !== null) ? t('fired', { count: data.fired.length }) : t('noData')}
        </p>
      )}
    </section>
  );
}
