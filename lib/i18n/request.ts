import { getRequestConfig } from 'next-intl/server';
import { headers } from 'next/headers';
import { requestLanguage } from '#/lib/http/language.ts';
import { messages } from './messages/index.ts';

/** Per request: the reader's language and its sentences; addresses carry no language. */
export default getRequestConfig(async () => {
  const locale = requestLanguage(new URL('http://own.invalid/'), await headers());
  return { locale, messages: messages[locale], timeZone: 'UTC' };
});
