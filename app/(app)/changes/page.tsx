import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ChangesView } from '#/components/change/changes-view.tsx';
import { changeRangeNames, changeWindow } from '#/components/change/time-range.ts';
import { eventTypeSchema } from '#/lib/domain/change.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listServices } from '#/lib/usecases/list-services.ts';
import { queryAuditLogs } from '#/lib/usecases/query-audit-logs.ts';

/** What the address may filter by; anything else in it is passed over. */
const filterSchema = z.object({
  service: nameSchema.optional().catch(undefined),
  namespace: nameSchema.optional().catch(undefined),
  event_type: eventTypeSchema.optional().catch(undefined),
  author: z.string().min(1).max(200).optional().catch(undefined),
});
const rangeSchema = z.object({ range: z.enum(changeRangeNames).catch('24h') });
const moment = z.coerce.number().int().positive().max(8.64e15).nullable().catch(null);
const momentsSchema = z.object({ from: moment, to: moment });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('change'))('title') };
}

export default async function ChangesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [ctx, given] = await Promise.all([pageContext('/changes'), searchParams]);
  const filter = filterSchema.parse(given);
  const { range } = rangeSchema.parse(given);
  const { from, to } = momentsSchema.parse({ from: null, to: null, ...given });
  const window = changeWindow(range, ctx.now().getTime());
  const [first, services] = await Promise.all([
    orNotFound(queryAuditLogs(ctx, { ...filter, ...window, limit: 100 })),
    listServices(ctx, {}),
  ]);
  const names = services.items.map(({ namespace, name }) => ({ namespace, name }));
  return <ChangesView filter={filter} range={range} window={window} first={first} services={names} picked={[from, to]} />;
}
