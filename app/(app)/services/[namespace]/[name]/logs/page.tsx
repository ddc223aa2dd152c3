import { LogView } from '#/components/service/log-view.tsx';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceLogsPage({ params }: Props) {
  const { namespace, name } = await params;
  return <LogView namespace={namespace} name={name} />;
}
