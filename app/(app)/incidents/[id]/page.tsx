import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { IncidentView } from '#/components/incident/incident-view.tsx';
import { Page } from '#/components/ui/page.tsx';
import { incidentPathSchema } from '#/lib/contract/incidents.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { getIncident } from '#/lib/usecases/get-incident.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslations('incidents'), params]);
  return { title: t('number', { id }) };
}

export default async function IncidentPage({ params }: Props) {
  const path = incidentPathSchema.safeParse(await params);
  if (!path.success) notFound();
  const { id } = path.data;
  const ctx = await pageContext(`/incidents/${id}`);
  const incident = await orNotFound(getIncident(ctx, { id }));
  return (
    <Prefetched answers={{ [urls.incident(id)]: incident }}>
      <Page>
        <IncidentView id={id} />
      </Page>
    </Prefetched>
  );
}
