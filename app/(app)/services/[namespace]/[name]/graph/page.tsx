import { ServiceGraph } from '#/components/service/service-graph.tsx';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceGraphPage({ params }: Props) {
  const { namespace, name } = await params;
  return <ServiceGraph namespace={namespace} name={name} />;
}
