import { notFound } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { requireActor } from '#/lib/auth/session.ts';
import type { Context } from '#/lib/context.ts';
import { AppError } from '#/lib/domain/errors.ts';
import { languageSchema } from '#/lib/domain/text.ts';
import { runtime } from '#/lib/runtime.ts';

/** What a page gives its use cases: the signed-in reader and their language. Without a session it leads to sign-in and back to `path`. */
export async function pageContext(path: string): Promise<Context> {
  const [actor, locale] = await Promise.all([requireActor(path), getLocale()]);
  return runtime().context(actor, { language: languageSchema.catch('en').parse(locale) });
}

/** Waits for what a page is about; what does not exist, or may not be seen, is the not-found page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid_input')) notFound();
    throw error;
  });
}
