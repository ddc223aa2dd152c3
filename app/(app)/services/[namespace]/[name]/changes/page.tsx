import { getTranslations } from 'next-intl/server';
import { ChangeList } from '#/components/change/change-list.tsx';
import { changeWindow } from '#/components/change/time-range.ts';
import { servicePath } from '#/components/service/service-path.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { orNotFound, pageContext } from '#/lib/http/page-context.ts';
import { queryAuditLogs } from '#/lib/usecases/query-audit-logs.ts';

type Props = { params: Promise<{ namespace: string; name: string }> };

export default async function ServiceChangesPage({ params }: Props) {
  const { namespace, name } = await params;
  const [ctx, t] = await Promise.all([pageContext(`${servicePath(namespace, name)}/changes`), getTranslations('service.changes')]);
  const filter = { service: name, namespace, ...changeWindow('30d', ctx.now().getTime()), limit: 100 };
  const first = await orNotFound(queryAuditLogs(ctx, filter));
  return <ChangeList filter={filter} first={first} empty={<EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>} />;
}
