'use client';
import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { ExactTime } from '#/components/ui/exact-time.tsx';
import { Folded } from '#/components/ui/folded.tsx';
import { InstanceFacts } from './instance-facts.tsx';
import { InstanceLog } from './instance-log.tsx';
import { worstInstance } from './worst-instance.ts';

type Props = {
  deployment: Deployment;
  /** Texts that the diagnosis quotes, to be marked among the lines. */ quotations: readonly string[];
};

/** The copies that this attempt put in place; the one that fails worst stands open on its last log lines. */
export function InstanceList({ deployment, quotations }: Props) {
  const t = useTranslations('deployment.instance');
  const { instances, finished_at: endedAt } = deployment;
  const worst = worstInstance(instances);
  if (instances.length === 0) return <p className="text-sm text-fg-muted">{t('none')}</p>;
  return (
    <>
      {endedAt !== null && <p className="mb-2 text-xs text-fg-muted">{t.rich('asOf', { time: () => <ExactTime at={endedAt} /> })}</p>}
      <ul className="divide-y border-y">
        {instances.map((instance) => (
          <li key={instance.id} className="flex flex-col gap-2 py-2.5">
            <InstanceFacts instance={instance} />
            <Folded summary={t('logs', { instance: instance.id })} open={instance.id === worst?.id} lazy>
              <InstanceLog deployment={deployment} instance={instance} quotations={quotations} />
            </Folded>
          </li>
        ))}
      </ul>
    </>
  );
}
