import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';
import { createSettlement } from '../settlement.ts';

/** Says with quotes and payments when the merchant will have the money. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerEntries(ledgerUrl), flags, { settlement: createSettlement() }),
});
