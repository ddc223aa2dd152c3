import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { LanguageSwitch } from '#/components/layout/language-switch.tsx';
import { Mark } from '#/components/layout/mark.tsx';
import { preferenceOf, THEME_COOKIE, themes } from '#/components/layout/preference-cookies.ts';
import { ThemeSwitch } from '#/components/layout/theme-switch.tsx';
import { IssuerButton } from '#/components/sign-in/issuer-button.tsx';
import { SignInError } from '#/components/sign-in/sign-in-error.tsx';
import { SignInForm } from '#/components/sign-in/sign-in-form.tsx';
import { RichLine } from '#/components/ui/rich-text.tsx';
import { signsInByIssuer } from '#/lib/auth/oidc-settings.ts';
import { ownPath } from '#/lib/auth/own-path.ts';
import { currentActor } from '#/lib/auth/session.ts';
import { passwordsExist } from '#/lib/db/credentials.ts';
import { runtime } from '#/lib/runtime.ts';
import { demoUsers } from '#/lib/usecases/ensure-demo.ts';

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signin'))('title') };
}

export default async function SignInPage({ searchParams }: Search) {
  const { callbackUrl, error } = await searchParams;
  const target = ownPath(typeof callbackUrl === 'string' ? pathOf(callbackUrl) : '/');
  if (await currentActor()) redirect(target);
  const [t, jar] = await Promise.all([getTranslations('signin'), cookies()]);
  const { environment, db } = runtime();
  const issuer = signsInByIssuer(environment) ? new URL(environment.OIDC_ISSUER ?? '').host : null;
  const passwords = environment.DEMO || (await passwordsExist(db));
  return (
    <main className="flex min-h-dvh flex-col">
      <div className="flex justify-end p-3">
        <LanguageSwitch />
        <ThemeSwitch initial={preferenceOf(themes, jar.get(THEME_COOKIE)?.value)} />
      </div>
      <div className="mx-auto w-full max-w-sm px-4 pt-[10vh] pb-16">
        <div className="mb-6 flex items-center gap-2.5">
          <Mark />
          <h1 className="text-lg font-semibold tracking-tight">{t('title')}</h1>
        </div>
        {typeof error === 'string' && <SignInError error={error} issuer={issuer ?? ''} rolesClaim={environment.OIDC_ROLES_CLAIM} />}
        {issuer && <IssuerButton issuer={issuer} target={target} />}
        {issuer && passwords && <p className="my-6 border-t pt-6 text-xs text-fg-muted">{t('orPassword')}</p>}
        {passwords && <SignInForm target={target} users={environment.DEMO ? demoUsers : []} secondary={issuer !== null} />}
        {!issuer && !passwords && <NoWay />}
      </div>
    </main>
  );
}

/** Nobody can sign in yet: how the operator changes that. */
async function NoWay() {
  const t = await getTranslations('signin');
  return (
    <div className="flex flex-col gap-2 text-sm text-fg-muted">
      {(['intro', 'issuer', 'admin', 'token'] as const).map((line) => (
        <p key={line}>
          <RichLine text={t(`noWay.${line}`)} />
        </p>
      ))}
    </div>
  );
}

/** next-auth hands whole addresses back; only their path counts. */
function pathOf(target: string): string {
  if (!URL.canParse(target)) return target;
  const url = new URL(target);
  return `${url.pathname}${url.search}`;
}
