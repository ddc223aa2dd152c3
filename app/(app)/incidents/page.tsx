import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { IncidentsView } from '#/components/incident/incidents-view.tsx';
import { incidentStatusSchema, severitySchema } from '#/lib/contract/incidents.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listIncidents } from '#/lib/usecases/list-incidents.ts';
import { listServices } from '#/lib/usecases/list-services.ts';

/** What the address may filter by; anything else in it is passed over. Without a state only open ones are shown. */
const filterSchema = z.object({
  service: z.string().max(200).optional().catch(undefined),
  namespace: nameSchema.optional().catch(undefined),
  status: z
    .union([incidentStatusSchema, z.literal('all')])
    .optional()
    .catch(undefined),
  severity: severitySchema.optional().catch(undefined),
  mine: z.literal('true').optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('incidents'))('title') };
}

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [ctx, given] = await Promise.all([pageContext('/incidents'), searchParams]);
  const { mine, status, ...rest } = filterSchema.parse(given);
  const query = {
    ...rest,
    ...(status === undefined ? { open: 'true' } : status === 'all' ? {} : { status }),
    ...(mine && { assignee: ctx.actor.name }),
    limit: 50,
  };
  const [first, services, any] = await Promise.all([
    orNotFound(listIncidents(ctx, query)),
    listServices(ctx, {}),
    listIncidents(ctx, { limit: 1 }),
  ]);
  const names = services.items.map(({ namespace, name }) => ({ namespace, name }));
  return <IncidentsView chosen={{ ...rest, status, mine }} query={query} first={first} services={names} everAny={any.items.length > 0} />;
}
