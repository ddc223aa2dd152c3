import { defineRelease } from '../../shared/release.ts';
import { integer, requiredUrl } from '../../shared/settings.ts';
import { listenForOperators } from '../admin.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';

/** Answers operators on a second port, ADMIN_PORT. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL'), adminPort: integer('ADMIN_PORT', { min: 1, max: 65_535 }) },
  async start({ ledgerUrl, adminPort }, { log, flags }) {
    await listenForOperators(adminPort, log);
    return paymentRoutes(ledgerEntries(ledgerUrl), flags);
  },
});
