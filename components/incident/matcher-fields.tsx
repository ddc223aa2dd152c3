'use client';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Silence } from '#/lib/contract/incidents.ts';
import { matcherOperators } from '#/lib/domain/words.ts';
import { Button } from '#/components/ui/button.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';

type Matcher = Silence['matchers'][number];
type Props = { matchers: Matcher[]; onChange: (matchers: Matcher[]) => void };

/** The conditions that an alert's labels must all meet. */
export function MatcherFields({ matchers, onChange }: Props) {
  const t = useTranslations('incidents.silence');
  const put = (at: number, change: Partial<Matcher>) =>
    onChange(matchers.map((matcher, index) => (index === at ? { ...matcher, ...change } : matcher)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-fg-muted">{t('matchers')}</legend>
      {matchers.map((matcher, index) => (
        <div key={index} className="grid grid-cols-[minmax(0,1fr)_4.5rem_minmax(0,1.5fr)_auto] gap-2">
          <Input
            aria-label={t('name')}
            value={matcher.name}
            onChange={(event) => put(index, { name: event.target.value })}
            maxLength={200}
          />
          <Select
            label={t('operator')}
            value={matcher.operator}
            items={matcherOperators.map((value) => ({ value, label: value }))}
            onValueChange={(operator) => put(index, { operator })}
          />
          <Input
            aria-label={t('value')}
            value={matcher.value}
            onChange={(event) => put(index, { value: event.target.value })}
            maxLength={1000}
          />
          <Button
            variant="ghost"
            square
            aria-label={t('remove')}
            title={t('remove')}
            disabled={matchers.length === 1}
            onClick={() => onChange(matchers.filter((_matcher, at) => at !== index))}
          >
            <X aria-hidden className="size-3.5" />
          </Button>
        </div>
      ))}
      <div>
        <Button size="sm" disabled={matchers.length >= 20} onClick={() => onChange([...matchers, { name: '', operator: '=', value: '' }])}>
          <Plus aria-hidden className="size-3.5" />
          {t('add')}
        </Button>
      </div>
    </fieldset>
  );
}
