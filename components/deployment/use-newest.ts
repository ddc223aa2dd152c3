'use client';
import type { Deployment } from '#/lib/contract/deployments.ts';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';

type Attempt = Pick<Deployment, 'id' | 'service' | 'namespace'>;

/** The address that answers with the newest attempt of the same service alone. */
export function newestUrl({ service, namespace }: Omit<Attempt, 'id'>): string {
  return urls.deployments({ service, namespace, limit: 1 });
}

/** Whether no other attempt has followed this one; null while that is not known. */
export function useNewest(deployment: Attempt | undefined): boolean | null {
  const { data } = useAnswer<Deployment[]>(newestUrl(deployment ?? { service: '', namespace: '' }), { enabled: deployment !== undefined });
  return deployment && data ? data[0]?.id === deployment.id : null;
}
