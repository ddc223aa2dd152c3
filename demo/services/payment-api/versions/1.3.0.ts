import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerItems } from '../ledger-items.ts';
import { paymentRoutes } from '../payments.ts';

/** Keeps every item of an order in the ledger. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerItems(ledgerUrl), flags),
});
