import { Prefetched } from '#/components/data/prefetched.tsx';
import { urls } from '#/components/data/urls.ts';
import { RulesView } from '#/components/rule/rules-view.tsx';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { listRules } from '#/lib/usecases/list-rules.ts';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceRulesPage({ params }: Props) {
  const { namespace, name } = await params;
  const ctx = await pageContext(`/services/${namespace}/${name}/rules`);
  const rules = await orNotFound(listRules(ctx, { namespace, name }));
  return (
    <Prefetched answers={{ [urls.rules(namespace, name)]: rules }}>
      <RulesView namespace={namespace} name={name} />
    </Prefetched>
  );
}
