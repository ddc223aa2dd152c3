import { defineRelease } from '../../shared/release.ts';
import { integer, requiredUrl } from '../../shared/settings.ts';
import { withSession } from '../sessions.ts';
import { shopRoutes } from '../shop.ts';

const TIMEOUT_RANGE_MS = { min: 50, max: 30_000 };

/** The shop's first version. */
export const release = defineRelease({
  settings: {
    catalogUrl: requiredUrl('CATALOG_URL'),
    paymentUrl: requiredUrl('PAYMENT_URL'),
    timeoutMs: integer('UPSTREAM_TIMEOUT_MS', TIMEOUT_RANGE_MS, 3_000),
  },
  start: ({ catalogUrl, paymentUrl, timeoutMs }) =>
    withSession(
      shopRoutes({ service: 'catalog', baseUrl: catalogUrl, timeoutMs }, { service: 'payment-api', baseUrl: paymentUrl, timeoutMs }),
    ),
});
