import { list, record, string, wholeNumber } from '../shared/body.ts';
import { callJson, type Answer } from '../shared/client.ts';
import { HttpError } from '../shared/errors.ts';
import type { Ledger, Posted } from './payments.ts';

const TIMEOUT_MS = 2_000;

/** The ledger's second API: balanced postings, with the tax on an account of its own. */
export function ledgerTransfers(baseUrl: URL): Ledger {
  const upstream = { service: 'ledger', baseUrl, timeoutMs: TIMEOUT_MS };
  return {
    async post({ reference, currency, netMinor, taxMinor }) {
      const postings = [
        { account: 'customer', amount_minor: -(netMinor + taxMinor) },
        { account: 'merchant', amount_minor: netMinor },
        { account: 'tax', amount_minor: taxMinor },
      ];
      const answer = await callJson(upstream, { method: 'POST', path: '/v2/transfers', body: { reference, currency, postings } });
      if (answer.status !== 201) throw new HttpError(answer.status, `the ledger refused ${reference}`);
      return asPosted(answer);
    },
    async find(reference) {
      const answer = await callJson(upstream, { method: 'GET', path: `/v2/transfers/${encodeURIComponent(reference)}` });
      return answer.status === 200 ? asPosted(answer) : undefined;
    },
  };
}

function asPosted({ body }: Answer): Posted {
  const transfer = record(body);
  const credits = list(transfer.postings, 'postings', (value, name) => wholeNumber(record(value, name).amount_minor, name));
  return {
    reference: string(transfer.id, 'id'),
    currency: string(transfer.currency, 'currency'),
    amountMinor: credits.filter((amount) => amount > 0).reduce((sum, amount) => sum + amount, 0),
    postedAt: string(transfer.posted_at, 'posted_at'),
  };
}
