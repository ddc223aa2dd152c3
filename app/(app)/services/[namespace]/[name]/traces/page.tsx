import { TraceView } from '#/components/service/trace-view.tsx';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceTracesPage({ params }: Props) {
  const { namespace, name } = await params;
  return <TraceView namespace={namespace} name={name} />;
}
