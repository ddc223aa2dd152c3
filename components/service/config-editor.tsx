'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '#/components/data/actor.tsx';
import type { Service } from '#/lib/contract/services.ts';
import { CONFIG_KEY } from '#/lib/domain/words.ts';
import { Button } from '#/components/ui/button.tsx';
import { EmptyState } from '#/components/ui/empty-state.tsx';
import { Section } from '#/components/ui/section.tsx';
import { ConfigAdd } from './config-add.tsx';
import { draftEntries, draftPatch, emptyDraft } from './config-draft.ts';
import { ConfigReview } from './config-review.tsx';
import { ConfigRow } from './config-row.tsx';

/** Edits a service's environment as a draft; nothing is sent before the differences were seen. */
export function ConfigEditor({ service }: { service: Service }) {
  const t = useTranslations('service.config');
  const router = useRouter();
  const allowed = useMay('deployments:write');
  const [draft, setDraft] = useState(emptyDraft);
  const [reviewing, setReviewing] = useState(false);
  const entries = draftEntries(service, draft);
  const wanted = useSearchParams().get('key') ?? '';
  const asked = CONFIG_KEY.test(wanted) ? wanted : '';
  const added = Object.keys(draft.values).filter((key) => !(key in service.config) && draft.values[key] !== null);
  const keys = [...Object.keys(service.config), ...added].sort();

  const put = (key: string, value: string | null) => setDraft({ ...draft, values: { ...draft.values, [key]: value } });
  function undo(key: string) {
    const values = Object.fromEntries(Object.entries(draft.values).filter(([each]) => each !== key));
    setDraft({ values, secrets: draft.secrets.filter((each) => each !== key) });
  }

  return (
    <Section title={t('title')}>
      <p className="mb-3 text-sm text-fg-muted">{t('explanation')}</p>
      {keys.length === 0 && <EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
      <ul className="border-t">
        {keys.map((key) => (
          <ConfigRow
            key={key}
            name={key}
            focused={key === asked}
            current={service.config[key] ?? null}
            draft={draft.values[key]}
            secret={service.secret_keys.includes(key) || draft.secrets.includes(key)}
            editable={allowed}
            onChange={(value) => put(key, value)}
            onUndo={() => undo(key)}
          />
        ))}
      </ul>
      {allowed && (
        <ConfigAdd
          initialKey={asked in service.config ? '' : asked}
          taken={keys}
          onAdd={(key, value, secret) =>
            setDraft({ values: { ...draft.values, [key]: value }, secrets: secret ? [...draft.secrets, key] : draft.secrets })
          }
        />
      )}
      {entries.length > 0 && (
        <div className="sticky bottom-16 mt-4 flex items-center gap-2 rounded-md bg-raised px-3 py-2 shadow-pop md:bottom-4">
          <p className="flex-1 text-sm">{t('unsaved', { count: entries.length })}</p>
          <Button onClick={() => setDraft(emptyDraft)}>{t('discard')}</Button>
          <Button variant="primary" onClick={() => setReviewing(true)}>
            {t('review')}
          </Button>
        </div>
      )}
      {reviewing && (
        <ConfigReview
          service={service}
          entries={entries}
          patch={draftPatch(service, draft)}
          onClose={() => setReviewing(false)}
          onAccepted={({ id }) => {
            setDraft(emptyDraft);
            router.push(`/deployments/${id}`);
          }}
        />
      )}
    </Section>
  );
}
