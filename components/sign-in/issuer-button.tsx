'use client';
import { LogIn } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#/components/ui/button.tsx';
import { useHydrated } from '#/components/ui/use-now.ts';

/** Leads to the issuer of sign-ins and, when that has said who it is, on to `target`, a path of our own. */
export function IssuerButton({ issuer, target }: { issuer: string; target: string }) {
  const t = useTranslations('signin');
  const [busy, setBusy] = useState(false);
  // Before the page's script runs, a press would be lost.
  const ready = useHydrated();

  async function leave() {
    setBusy(true);
    await signIn('oidc', { callbackUrl: target }).catch(() => location.assign('/sign-in?error=network'));
  }

  return (
    <Button variant="primary" disabled={!ready} busy={busy} className="w-full" onClick={() => void leave()}>
      {!busy && <LogIn aria-hidden className="size-3.5" />}
      {t('issuer', { issuer })}
    </Button>
  );
}
