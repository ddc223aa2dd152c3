'use client';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AlertRule } from '#/lib/contract/rules.ts';
import { useMay } from '#/components/data/actor.tsx';
import { sendOnly } from '#/components/data/api.ts';
import { ProblemState } from '#/components/data/problem-state.tsx';
import { urls } from '#/components/data/urls.ts';
import { useAnswer } from '#/components/data/use-answer.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { SkeletonRows } from '#/components/ui/skeleton.tsx';
import { RuleRow } from './rule-row.tsx';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));
const RuleDialog = dynamic(() => import('./rule-dialog.tsx').then((loaded) => loaded.RuleDialog));

/** Rules are looked at by the worker every few seconds; the page asks again at this pace, in ms. */
const EVERY_MS = 15_000;

type Doing = { what: 'add' } | { what: 'edit' | 'remove'; rule: AlertRule };

/** What a service is watched by, with what each rule says now. Administrators change them, others read. */
export function RulesView({ namespace, name }: { namespace: string; name: string }) {
  const t = useTranslations('service.rules');
  const textOf = useProblemText();
  const url = urls.rules(namespace, name);
  const { data, error, refetch } = useAnswer<AlertRule[]>(url, { refetchInterval: EVERY_MS });
  const mayChange = useMay('admin');
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const changed = () => void refetch();

  async function remove(rule: AlertRule) {
    await sendOnly('DELETE', `${url}/${encodeURIComponent(rule.id)}`).catch((cause: unknown) => {
      throw new Error(textOf(cause), { cause });
    });
    changed();
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose text-sm text-fg-muted">
          {t('intro')} {!mayChange && t('readOnly')}
        </p>
        {mayChange && (
          <Button onClick={() => setDoing({ what: 'add' })}>
            <Plus aria-hidden className="size-3.5" />
            {t('add')}
          </Button>
        )}
      </div>
      {error && <ProblemState error={error} title={t('error')} stillWorks={t('errorElse')} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={3} className="h-14" />}
      {data?.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      {data && data.length > 0 && (
        <ul aria-label={t('list')}>
          {data.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              url={url}
              mayChange={mayChange}
              onDo={(what) => setDoing({ what, rule })}
              onChanged={changed}
            />
          ))}
        </ul>
      )}
      {doing && doing.what !== 'remove' && (
        <RuleDialog url={url} rule={doing.what === 'edit' ? doing.rule : null} onClose={close} onSaved={changed} />
      )}
      {doing?.what === 'remove' && (
        <Confirm
          open
          danger
          onOpenChange={(open) => !open && close()}
          title={t('removeTitle', { name: doing.rule.name })}
          action={t('removeAction')}
          onConfirm={() => remove(doing.rule)}
        >
          {t('removeText')}
        </Confirm>
      )}
    </div>
  );
}
