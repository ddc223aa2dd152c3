import { Configuration } from '#/components/service/configuration.tsx';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceConfigurationPage({ params }: Props) {
  const { namespace, name } = await params;
  return <Configuration namespace={namespace} name={name} />;
}
