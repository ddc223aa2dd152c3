import { DeploymentList } from '#/components/deployment/deployment-list.tsx';
import { servicePath } from '#/components/service/service-path.ts';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listDeployments } from '#/lib/usecases/list-deployments.ts';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceDeploymentsPage({ params }: Props) {
  const { namespace, name } = await params;
  const ctx = await pageContext(`${servicePath(namespace, name)}/deployments`);
  const filter = { service: name, namespace };
  return <DeploymentList filter={filter} first={await orNotFound(listDeployments(ctx, filter))} />;
}
