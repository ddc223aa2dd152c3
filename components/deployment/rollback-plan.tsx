import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { RollbackPlan as Plan } from '#/lib/contract/deployments.ts';
import { cx } from '#/components/ui/cx.ts';
import { FieldDiff } from '#/components/change/field-diff.tsx';
import { Skeleton } from '#/components/ui/skeleton.tsx';
import { VersionChip } from './version-chip.tsx';

/** What would run, what would change, and whether that would help; undefined while it is being worked out. */
export function RollbackPlan({ plan }: { plan: Plan | undefined }) {
  const t = useTranslations('deployment.rollback');
  if (!plan) {
    return (
      <div aria-busy className="flex flex-col gap-2">
        <span className="sr-only">{t('loading')}</span>
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  }
  if (!plan.possible) return <p className="text-sm">{plan.reason ?? t('impossible')}</p>;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>
        {t.rich('runs', { version: () => <VersionChip version={plan.version ?? ''} /> })}{' '}
        {plan.restores && (
          <Link href={`/deployments/${plan.restores}`} className="text-accent underline underline-offset-2">
            {t('restores')}
          </Link>
        )}
      </p>
      <WouldHelp help={plan.would_help} />
      <div>
        <h3 className="mb-1 text-xs font-medium text-fg-muted">{t('changes')}</h3>
        {plan.changes.length === 0 ? <p className="text-fg-muted">{t('noChanges')}</p> : <FieldDiff entries={plan.changes} />}
      </div>
    </div>
  );
}

function WouldHelp({ help }: { help: boolean | null }) {
  const t = useTranslations('deployment.rollback');
  const Shape = help === true ? CircleCheck : help === false ? TriangleAlert : CircleHelp;
  return (
    <p className={cx('flex items-start gap-2', help === true ? 'text-healthy' : help === false ? 'text-degraded' : 'text-fg-muted')}>
      <Shape aria-hidden className="mt-0.5 size-4 shrink-0" />
      {help === true ? t('help') : help === false ? t('noHelp') : t('unknownHelp')}
    </p>
  );
}
