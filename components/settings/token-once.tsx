'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#/components/ui/button.tsx';

/** A new token, to be copied now: it is in no other answer. */
export function TokenOnce({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTranslations('settings.tokens');
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <code className="rounded-md border bg-subtle px-3 py-2 text-sm break-all select-all" data-testid="token">
        {token}
      </code>
      <div className="flex justify-end gap-2">
        <Button
          autoFocus
          variant={copied ? 'secondary' : 'primary'}
          onClick={() => void navigator.clipboard.writeText(token).then(() => setCopied(true))}
        >
          {copied ? <Check aria-hidden className="size-3.5 text-healthy" /> : <Copy aria-hidden className="size-3.5" />}
          <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
        </Button>
        <Button variant={copied ? 'primary' : 'secondary'} onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
