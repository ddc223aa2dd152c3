import { useTranslations } from 'next-intl';
import type { Deployment } from '#/lib/contract/deployments.ts';

/** Stopping and starting a service are recorded as scaling it. */
function wordOf({ kind, replicas, config_changes: changes }: Deployment): Deployment['kind'] | 'stop' | 'start' {
  if (kind !== 'scale') return kind;
  if (replicas === 0) return 'stop';
  return changes.some(({ path, before, after }) => path === 'stopped' && before === true && after === false) ? 'start' : kind;
}

/** What kind of change an attempt makes, in one word. */
export function KindWord({ deployment }: { deployment: Deployment }) {
  const t = useTranslations('deployment');
  return t(`kind.${wordOf(deployment)}`);
}
