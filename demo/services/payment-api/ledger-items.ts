import { ledgerEntries } from './ledger-entries.ts';
import type { Ledger } from './payments.ts';

/** The ledger's first API, with every item of an order reserved in the journal before the whole is captured. */
export function ledgerItems(baseUrl: URL): Ledger {
  const entries = ledgerEntries(baseUrl);
  return {
    async post(payment) {
      for (const [index, item] of payment.items.entries()) {
        const reference = `${payment.reference}-${index + 1}`;
        await entries.post({ reference, currency: payment.currency, netMinor: item.netMinor, taxMinor: 0, items: [item] });
      }
      return entries.post(payment);
    },
    find: (reference) => entries.find(reference),
  };
}
