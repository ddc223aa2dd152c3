import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';

/** Posts every payment as an entry of the ledger's first API. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerEntries(ledgerUrl), flags),
});
