'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useDeployment } from '#/components/data/use-deployment.ts';
import { Checkbox } from '#/components/ui/checkbox.tsx';

type Props = { deploymentId: string; checked: boolean; onCheckedChange: (checked: boolean) => void };

/** Says which deployment is in the way of a change, and asks whether to end it. */
export function Supersede({ deploymentId, checked, onCheckedChange }: Props) {
  const t = useTranslations('deployment.supersede');
  const { data } = useDeployment(deploymentId);
  return (
    <div className="rounded-md bg-degraded-soft px-3 py-2 text-sm">
      <p className="mb-1.5 text-degraded">
        {t(data?.stage === 'watching' ? 'watched' : 'running', { version: data?.version ?? '…' })}{' '}
        <Link href={`/deployments/${deploymentId}`} className="underline underline-offset-2">
          {t('open')}
        </Link>
      </p>
      <Checkbox checked={checked} onCheckedChange={onCheckedChange} label={t('confirm')} />
    </div>
  );
}
