import { defineRelease } from '../../shared/release.ts';
import { optionalUrl, requiredUrl } from '../../shared/settings.ts';
import { ledgerTransfers } from '../ledger-transfers.ts';
import { paymentRoutes } from '../payments.ts';

/** Posts to the ledger's second API, at LEDGER_URL unless an address of its own is set. */
export const release = defineRelease({
  settings: { ledgerUrl: requiredUrl('LEDGER_URL'), ledgerUrlV2: optionalUrl('LEDGER_URL_V2') },
  start({ ledgerUrl, ledgerUrlV2 }, { log, flags }) {
    if (!ledgerUrlV2) log.warn({ ledger_url: ledgerUrl.href }, 'LEDGER_URL_V2 is not set, falling back to LEDGER_URL');
    return paymentRoutes(ledgerTransfers(ledgerUrlV2 ?? ledgerUrl), flags);
  },
});
