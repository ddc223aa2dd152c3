import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // An API path is never answered with a redirect, not even to itself without its slash.
  skipTrailingSlashRedirect: true,
  // Loaded by Node itself: they open sockets or worker threads and gain nothing from bundling.
  serverExternalPackages: ['pg-boss', 'postgres', 'pino', 'prom-client', '@opentelemetry/api'],
  devIndicators: false,
};

export default withNextIntl(config);
