import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DeploymentsView } from '#/components/deployment/deployments-view.tsx';
import { deploymentStatusSchema } from '#/lib/domain/deployment.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listDeployments } from '#/lib/usecases/list-deployments.ts';
import { listServices } from '#/lib/usecases/list-services.ts';

/** What the address may filter by; anything else in it is passed over. */
const filterSchema = z.object({
  service: nameSchema.optional().catch(undefined),
  namespace: nameSchema.optional().catch(undefined),
  status: deploymentStatusSchema.optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deployment'))('title') };
}

export default async function DeploymentsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [ctx, given] = await Promise.all([pageContext('/deployments'), searchParams]);
  const filter = { ...filterSchema.parse(given), limit: 50 };
  const [first, services] = await Promise.all([orNotFound(listDeployments(ctx, filter)), listServices(ctx, {})]);
  const names = services.items.map(({ namespace, name }) => ({ namespace, name }));
  return <DeploymentsView filter={filter} first={first} services={names} />;
}
