'use client';
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from '#/components/ui/toast.ts';
import { useMay } from '#/components/data/actor.tsx';
import { act } from '#/components/data/mutations.ts';
import { useProblemText } from '#/components/data/use-problem-text.ts';
import type { Service } from '#/lib/contract/services.ts';
import type { FlagValue } from '#/lib/domain/service.ts';
import { Button } from '#/components/ui/button.tsx';
import { Input } from '#/components/ui/input.tsx';
import { Switch } from '#/components/ui/switch.tsx';

const Confirm = dynamic(() => import('#/components/ui/confirm.tsx').then((loaded) => loaded.Confirm));

/** One flag: a switch when it is on or off, a field when it holds a number or a text. */
export function FlagRow({ service, name, value }: { service: Service; name: string; value: FlagValue }) {
  const t = useTranslations('service.flags');
  const allowed = useMay('deployments:write');
  const textOf = useProblemText();
  const change = useMutation({
    mutationFn: (next: FlagValue) => act.flags(service.namespace, service.name, { [name]: next }, service.deploying !== null),
    onSuccess: ({ id }, next) =>
      toast.success(t('changed', { name, value: String(next) }), {
        description: (
          <Link href={`/deployments/${id}`} className="underline">
            {t('follow')}
          </Link>
        ),
      }),
    onError: (error) => toast.error(textOf(error)),
  });
  // What is still being watched is ended only when somebody has said so.
  const [wanted, setWanted] = useState<FlagValue | null>(null);
  const set = (next: FlagValue) => (service.deploying ? setWanted(next) : change.mutate(next));
  // Until the service's own answer comes back, the switch shows what was asked for.
  const shown = change.isPending ? change.variables : value;
  return (
    <li id={`flag-${name}`} className="flex min-h-11 scroll-mt-20 items-center gap-3 border-b py-1.5 target:bg-accent-soft">
      <span className="min-w-0 flex-1 truncate font-mono text-xs" title={name}>
        {name}
      </span>
      {typeof shown === 'boolean' ? (
        <>
          <span className="text-xs text-fg-muted">{t(shown ? 'on' : 'off')}</span>
          <Switch label={name} checked={shown} disabled={!allowed || change.isPending} onCheckedChange={set} />
        </>
      ) : (
        <FlagField key={String(value)} name={name} value={shown} disabled={!allowed || change.isPending} onSave={set} />
      )}
      {wanted !== null && service.deploying && (
        <Confirm
          open
          onOpenChange={(open) => !open && setWanted(null)}
          title={t('supersede.title', { name, value: String(wanted) })}
          action={t('supersede.action')}
          onConfirm={() => change.mutateAsync(wanted)}
        >
          {t(service.deploying.stage === 'watching' ? 'supersede.watched' : 'supersede.running', { version: service.deploying.version })}
        </Confirm>
      )}
    </li>
  );
}

function FlagField({
  name,
  value,
  disabled,
  onSave,
}: {
  name: string;
  value: string | number;
  disabled: boolean;
  onSave: (value: string | number) => void;
}) {
  const t = useTranslations('service.flags');
  const [text, setText] = useState(String(value));
  const numeric = typeof value === 'number';
  const valid = !numeric || (text.trim() !== '' && Number.isFinite(Number(text)));
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onSave(numeric ? Number(text) : text);
      }}
    >
      <Input
        aria-label={name}
        value={text}
        disabled={disabled}
        inputMode={numeric ? 'decimal' : undefined}
        aria-invalid={!valid || undefined}
        onChange={(event) => setText(event.target.value)}
        className="w-32 font-mono text-xs"
      />
      <Button type="submit" size="sm" disabled={disabled || !valid || text === String(value)}>
        {t('save')}
      </Button>
    </form>
  );
}
