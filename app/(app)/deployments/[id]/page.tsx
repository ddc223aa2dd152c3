import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { DeploymentView } from '#/components/deployment/deployment-view.tsx';
import { Page } from '#/components/ui/page.tsx';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { getDeployment } from '#/lib/usecases/get-deployment.ts';
import { getDiagnosis } from '#/lib/usecases/get-diagnosis.ts';
import { listDeployments } from '#/lib/usecases/list-deployments.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deployment'))('title') };
}

export default async function DeploymentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/deployments/${id}`);
  const deployment = await orNotFound(getDeployment(ctx, { id }));
  const { service, namespace } = deployment;
  const newest = await listDeployments(ctx, { service, namespace, limit: 1 });
  const answers: Record<string, unknown> = {
    [urls.deployment(id)]: deployment,
    [urls.deployments({ service, namespace, limit: 1 })]: newest.items,
  };
  if (deployment.diagnosis) answers[urls.diagnosis(deployment.diagnosis.id)] = await getDiagnosis(ctx, { id: deployment.diagnosis.id });
  return (
    <Prefetched answers={answers}>
      <Page>
        <DeploymentView id={id} />
      </Page>
    </Prefetched>
  );
}
