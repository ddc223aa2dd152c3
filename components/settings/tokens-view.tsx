'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Token } from '#/lib/contract/tokens.ts';
import type { Page } from '#/lib/contract/paging.ts';
import { useMay } from '#/components/data/actor.tsx';
import { MorePages } from '#/components/data/more-pages.tsx';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { usePages } from '#/components/data/use-pages.ts';
import { Button } from '#/components/ui/button.tsx';
import { CodeBlock } from '#/components/ui/code-block.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { TokenCreate } from './token-create.tsx';
import { TokenTable } from './token-table.tsx';

export const TOKENS_URL = '/api/v1/tokens';

/** The tokens that programs call the API with; for administrators. */
export function TokensView({ first }: { first: Page<Token> | null }) {
  const t = useTranslations('settings.tokens');
  if (!useMay('admin') || !first) return <NotAllowed />;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-fg-muted">{t('intro')}</p>
      <Tokens first={first} />
      <p className="text-xs text-fg-faint">
        <RichLine text={t('environment')} />
      </p>
    </div>
  );
}

function NotAllowed() {
  const t = useTranslations('settings.tokens');
  return (
    <div className="flex max-w-prose flex-col gap-3 text-sm">
      <p>{t('forbidden')}</p>
      <CodeBlock label={t('list')} lines={[{ text: t('command') }]} />
    </div>
  );
}

function Tokens({ first }: { first: Page<Token> }) {
  const t = useTranslations('settings.tokens');
  const [creating, setCreating] = useState(false);
  const pages = usePages<Token>(TOKENS_URL, first);
  const { data, error, refetch } = pages;
  return (
    <>
      <div>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden className="size-3.5" />
          {t('create')}
        </Button>
      </div>
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={4} />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && <TokenTable tokens={data} onChanged={() => void refetch()} />}
      <MorePages pages={pages} />
      <TokenCreate open={creating} onOpenChange={setCreating} onCreated={() => void refetch()} />
    </>
  );
}
