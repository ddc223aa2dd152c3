import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerTransfers } from '../ledger-transfers.ts';
import { paymentRoutes } from '../payments.ts';

/** Moves to the ledger's second API, whose address is a setting of its own. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL_V2') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerTransfers(ledgerUrl), flags),
});
