import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';

/** Answers readiness below `/internal`, where the other programs of the payments team have it. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  readinessPath: '/internal/ready',
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerEntries(ledgerUrl), flags),
});
