'use client';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { CONFIG_KEY } from '#/lib/domain/words.ts';
import { Button } from '#/components/ui/button.tsx';
import { Checkbox } from '#/components/ui/checkbox.tsx';
import { Input } from '#/components/ui/input.tsx';

type Props = {
  /** A key that somebody was led here for. */ initialKey?: string;
  taken: readonly string[];
  onAdd: (key: string, value: string, secret: boolean) => void;
};

/** A new key for the draft. */
export function ConfigAdd({ initialKey = '', taken, onAdd }: Props) {
  const t = useTranslations('service.config');
  const [key, setKey] = useState(initialKey);
  const [value, setValue] = useState('');
  const [secret, setSecret] = useState(false);
  const error = key === '' ? null : taken.includes(key) ? t('keyTaken') : CONFIG_KEY.test(key) ? null : t('keyRule');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (key === '' || error) return;
    onAdd(key, value, secret);
    setKey('');
    setValue('');
    setSecret(false);
  }

  return (
    <form onSubmit={submit} className="mt-3 grid items-center gap-x-3 gap-y-2 sm:grid-cols-[minmax(10rem,16rem)_minmax(0,1fr)_auto]">
      <Input
        aria-label={t('newKey')}
        placeholder={t('newKey')}
        value={key}
        onChange={(event) => setKey(event.target.value)}
        spellCheck={false}
        aria-invalid={error !== null || undefined}
        className="font-mono text-xs"
      />
      <Input
        aria-label={t('newValue')}
        autoFocus={initialKey !== ''}
        placeholder={t('newValue')}
        value={value}
        type={secret ? 'password' : 'text'}
        autoComplete="off"
        onChange={(event) => setValue(event.target.value)}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <span className="flex items-center gap-3">
        <Checkbox checked={secret} onCheckedChange={setSecret} label={t('secret')} />
        <Button type="submit" disabled={key === '' || error !== null}>
          <Plus aria-hidden className="size-3.5" />
          {t('add')}
        </Button>
      </span>
      {error && (
        <p role="alert" className="text-xs text-failing sm:col-span-3">
          {error}
        </p>
      )}
    </form>
  );
}
