import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { DiagnosisView } from '#/components/diagnosis/diagnosis-view.tsx';
import { Page } from '#/components/ui/page.tsx';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('diagnosis'))('one') };
}

export default async function DiagnosisPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/diagnoses/${id}`);
  const diagnosis = await orNotFound(getDiagnosis(ctx, { id }));
  return (
    <Prefetched answers={{ [urls.diagnosis(id)]: diagnosis }}>
      <Page>
        <DiagnosisView id={id} />
      </Page>
    </Prefetched>
  );
}
