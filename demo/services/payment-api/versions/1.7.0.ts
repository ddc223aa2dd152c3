import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';

/** As 1.0.0, started by a script of its own. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerEntries(ledgerUrl), flags),
});
