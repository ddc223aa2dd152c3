import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { preferenceOf, THEME_COOKIE, themes } from '#/components/layout/preference-cookies.ts';
import { PageProviders } from '#/components/layout/page-providers.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Control Plane', template: '%s · Control Plane' },
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0c0e' },
  ],
};

/** Areas whose sentences only the server says. */
const serverOnly = new Set(['report', 'reason', 'audit', 'incident']);

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, jar] = await Promise.all([getLocale(), getMessages(), cookies()]);
  const theme = preferenceOf(themes, jar.get(THEME_COOKIE)?.value);
  const said = Object.fromEntries(Object.entries(messages).filter(([area]) => !serverOnly.has(area)));
  return (
    <html lang={locale} data-theme={theme === 'system' ? undefined : theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <NextIntlClientProvider messages={said}>
          <PageProviders renderedAt={renderMoment()}>{children}</PageProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

/** When the server rendered the page: relative times of its markup count from here. */
function renderMoment(): number {
  return Date.now();
}
