import { defineRelease } from '../../shared/release.ts';
import { requiredUrl } from '../../shared/settings.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { paymentRoutes } from '../payments.ts';
import { createQuoteTables } from '../quote-tables.ts';

/** Answers quotes from tables that are made in advance. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL') },
  start: ({ ledgerUrl }, { flags }) => paymentRoutes(ledgerEntries(ledgerUrl), flags, { quotedTax: createQuoteTables() }),
});
