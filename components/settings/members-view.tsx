'use client';
import { useTranslations } from 'next-intl';
import type { Member } from '#/lib/contract/members.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { useMay } from '#/components/data/actor.tsx';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { usePages } from '#/components/data/use-pages.ts';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { MemberTable } from './member-table.tsx';
import { MEMBERS_URL } from './member-actions.ts';

/** The people who may sign in; for administrators. */
export function MembersView({ first }: { first: Page<Member> | null }) {
  const t = useTranslations('settings.members');
  if (!useMay('admin') || !first) return <p className="max-w-prose text-sm">{t('forbidden')}</p>;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      <Members first={first} />
      <p className="text-xs text-fg-faint">
        <RichLine text={t('environment')} />
      </p>
    </div>
  );
}

function Members({ first }: { first: Page<Member> }) {
  const t = useTranslations('settings.members');
  const pages = usePages<Member>(MEMBERS_URL, first);
  const { data, error, refetch } = pages;
  return (
    <>
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={4} />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && <MemberTable members={data} onChanged={() => void refetch()} />}
      <MorePages pages={pages} />
    </>
  );
}
