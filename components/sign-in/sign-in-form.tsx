'use client';
import { ChevronRight } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import type { Role } from '#/lib/domain/actor.ts';
import { Button } from '#/components/ui/button.tsx';
import { Field } from '#/components/ui/field.tsx';
import { Input } from '#/components/ui/input.tsx';
import { useHydrated } from '#/components/ui/use-now.ts';
import { kindOf } from './error-kind.ts';

type User = { email: string; password: string; role: Role };
type Props = { /** A path of our own to go to afterwards. */ target: string; users: readonly User[]; secondary?: boolean };

/** E-mail and password; the demo's people are one click each. `secondary` where another way comes first. */
export function SignInForm({ target, users, secondary = false }: Props) {
  const t = useTranslations('signin');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  // Before the page's script runs, a press would be lost, or the browser would send the form by itself.
  const ready = useHydrated();

  async function enter(email: string, password: string) {
    setBusy(email);
    setError(null);
    const result = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) return location.assign(target);
    setError(result?.error ?? 'network');
    setBusy(null);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(textOf(form, 'email'), textOf(form, 'password'));
  }

  return (
    <>
      {users.length > 0 && (
        <section className="mb-8">
          <h2 className="mb-1.5 label">{t('demoUsers')}</h2>
          <ul className="divide-y overflow-hidden rounded-md border">
            {users.map((user) => (
              <li key={user.email}>
                <button
                  type="button"
                  disabled={!ready || busy !== null}
                  aria-busy={busy === user.email}
                  onClick={() => void enter(user.email, user.password)}
                  className="flex w-full items-center gap-3 px-3 py-2 text-left text-sm transition-colors hover:bg-muted focus-visible:-outline-offset-2 aria-busy:opacity-60"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{user.email}</span>
                    <span className="block text-xs text-fg-muted">{t(`roles.${user.role}`)}</span>
                  </span>
                  <ChevronRight aria-hidden className="size-4 text-fg-faint" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form method="post" onSubmit={submit} className="flex flex-col gap-3">
        <Field id="email" label={t('email')}>
          <Input id="email" name="email" type="email" autoComplete="username" required />
        </Field>
        <Field id="password" label={t('password')}>
          <Input id="password" name="password" type="password" autoComplete="current-password" required />
        </Field>
        {error && (
          <p role="alert" className="text-sm text-failing">
            {t(`errors.${kindOf(error)}`, { issuer: '', claim: '' })}
          </p>
        )}
        <Button type="submit" variant={secondary ? 'secondary' : 'primary'} disabled={!ready} busy={busy !== null} className="mt-1">
          {t('enter')}
        </Button>
      </form>
    </>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
