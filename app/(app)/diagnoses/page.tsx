import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DiagnosesView } from '#/components/diagnosis/diagnoses-view.tsx';
import { diagnosisStatusSchema, diagnosisTriggerSchema } from '#/lib/domain/diagnosis.ts';
import { nameSchema } from '#/lib/domain/service.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listDiagnoses } from '#/lib/usecases/list-diagnoses.ts';
import { listServices } from '#/lib/usecases/list-services.ts';

/** What the address may filter by; anything else in it is passed over. */
const filterSchema = z.object({
  service: nameSchema.optional().catch(undefined),
  namespace: nameSchema.optional().catch(undefined),
  status: diagnosisStatusSchema.optional().catch(undefined),
  trigger: diagnosisTriggerSchema.optional().catch(undefined),
});

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('diagnosis'))('title') };
}

export default async function DiagnosesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [ctx, given] = await Promise.all([pageContext('/diagnoses'), searchParams]);
  const filter = { ...filterSchema.parse(given), limit: 50 };
  const [first, services] = await Promise.all([orNotFound(listDiagnoses(ctx, filter)), listServices(ctx, {})]);
  const names = services.items.map(({ namespace, name }) => ({ namespace, name }));
  return <DiagnosesView filter={filter} first={first} services={names} />;
}
