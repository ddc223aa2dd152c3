import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { kindOf } from './error-kind.ts';

/** Why the last attempt did not end here, in words; `error` as next-auth or our own refusals name it. */
export function SignInError({ error, issuer, rolesClaim }: { error: string; issuer: string; rolesClaim: string }) {
  const t = useTranslations('signin');
  return (
    <p role="alert" className="mb-6 flex gap-2 rounded-md bg-failing-soft px-3 py-2 text-sm text-failing">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="[overflow-wrap:anywhere]">{t(`errors.${kindOf(error)}`, { issuer, claim: rolesClaim })}</span>
    </p>
  );
}
