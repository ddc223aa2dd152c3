import { Dashboard } from '#/components/service/dashboard.tsx';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceDashboardPage({ params }: Props) {
  const { namespace, name } = await params;
  return <Dashboard namespace={namespace} name={name} />;
}
