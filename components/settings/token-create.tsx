'use client';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import type { TokenCreated } from '#/lib/contract/tokens.ts';
import type { Scope } from '#/lib/domain/actor.ts';
import { scopes as allScopes } from '#/lib/domain/words.ts';
import { send } from '#/components/data/api.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import { Button } from '#/components/ui/button.tsx';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { Dialog } from '#/components/ui/dialog.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Select } from '#/components/ui/select.tsx';
import { TokenOnce } from './token-once.tsx';
import { expiryChoices, expiryOf, teamsOf, type ExpiryChoice } from './token-state.ts';

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onCreated: () => void };

/** Asks what a token is for, makes it and shows it this once. */
export function TokenCreate({ open, onOpenChange, onCreated }: Props) {
  const t = useTranslations('settings.tokens');
  const [created, setCreated] = useState<TokenCreated | null>(null);
  const close = (next: boolean) => {
    onOpenChange(next);
    if (!next) setCreated(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={created ? created.name : t('createTitle')}
      description={created ? t('created') : undefined}
    >
      {created ? (
        <TokenOnce token={created.token} onDone={() => close(false)} />
      ) : (
        <TokenForm
          onCancel={() => close(false)}
          onCreated={(token) => {
            setCreated(token);
            onCreated();
          }}
        />
      )}
    </Dialog>
  );
}

function TokenForm({ onCancel, onCreated }: { onCancel: () => void; onCreated: (token: TokenCreated) => void }) {
  const t = useTranslations('settings.tokens');
  const textOf = useProblemText();
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [expiry, setExpiry] = useState<ExpiryChoice>('90');
  const [speaks, setSpeaks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    if (scopes.length === 0) return setError(t('needScope'));
    setBusy(true);
    setError(null);
    try {
      const body = {
        name: text('name'),
        scopes,
        teams: teamsOf(text('teams')),
        expires_at: expiryOf(expiry, Date.now()),
        speaks_for_others: speaks,
      };
      onCreated(await send<TokenCreated>('POST', '/api/v1/tokens', body));
    } catch (cause) {
      setError(textOf(cause));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field id="token-name" label={t('name')} hint={t('nameHint')}>
        <Input id="token-name" name="name" required maxLength={100} autoComplete="off" autoFocus />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-xs font-medium text-fg-muted">{t('scopes')}</legend>
        {allScopes.map((scope) => (
          <Checkbox
            key={scope}
            checked={scopes.includes(scope)}
            onCheckedChange={(checked) => setScopes(checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
            label={
              <span className="flex flex-wrap items-baseline gap-x-2">
                <code className="text-xs">{scope}</code>
                <span className="text-xs text-fg-muted">{t(`scope.${scope}`)}</span>
              </span>
            }
          />
        ))}
      </fieldset>
      <Field id="token-teams" label={t('teams')} hint={t('teamsHint')}>
        <Input id="token-teams" name="teams" autoComplete="off" />
      </Field>
      <Field id="token-expiry" label={t('expiry')}>
        <Select
          id="token-expiry"
          value={expiry}
          onValueChange={setExpiry}
          items={expiryChoices.map((value) => ({ value, label: t(`expiryChoice.${value}`) }))}
        />
      </Field>
      <Checkbox checked={speaks} onCheckedChange={setSpeaks} label={t('speaks')} />
      {error && (
        <p role="alert" className="rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {busy ? t('working') : t('submit')}
        </Button>
      </div>
    </form>
  );
}
