import type { Deployment } from '#/lib/contract/deployments.ts';
import { isOpen } from '#/lib/domain/words.ts';

type Attempt = Pick<Deployment, 'status' | 'kind'>;

/**
 * What may still be done about an attempt. One that another has followed is history: nothing is rolled
 * back from it, and to try it again is a new deployment. `newest` is null while that is not known.
 */
export function offeredActions({ status, kind }: Attempt, newest: boolean | null): { rollback: boolean; retry: boolean } {
  if (isOpen(status)) return { rollback: true, retry: false };
  if (newest !== true) return { rollback: false, retry: false };
  switch (status) {
    case 'failed':
      return { rollback: true, retry: true };
    case 'healthy':
      return { rollback: kind !== 'rollback', retry: false };
    case 'superseded':
      return { rollback: false, retry: true };
    default:
      return { rollback: false, retry: false };
  }
}
