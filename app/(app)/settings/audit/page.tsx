import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuditView } from '#/components/settings/audit-view.tsx';
import { AppError } from '#/lib/domain/errors.ts';
import { pageContext } from '#/lib/http/page-context.ts';
import { listAuditHeads } from '#/lib/usecases/list-audit-heads.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('nav.audit') };
}

export default async function AuditPage() {
  const ctx = await pageContext('/settings/audit');
  const heads = await listAuditHeads(ctx).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'forbidden') return null;
    throw error;
  });
  return <AuditView heads={heads} />;
}
