import { record, string, wholeNumber } from '../shared/body.ts';
import { callJson, type Answer } from '../shared/client.ts';
import { HttpError } from '../shared/errors.ts';
import type { Ledger, Posted } from './payments.ts';

const TIMEOUT_MS = 2_000;

/** The ledger's first API: one entry for each payment. */
export function ledgerEntries(baseUrl: URL): Ledger {
  const upstream = { service: 'ledger', baseUrl, timeoutMs: TIMEOUT_MS };
  return {
    async post({ reference, currency, netMinor, taxMinor }) {
      const body = { reference, currency, amount_minor: netMinor + taxMinor };
      const answer = await callJson(upstream, { method: 'POST', path: '/entries', body });
      if (answer.status !== 201) throw new HttpError(answer.status, `the ledger refused ${reference}`);
      return asPosted(answer);
    },
    async find(reference) {
      const answer = await callJson(upstream, { method: 'GET', path: `/entries/${encodeURIComponent(reference)}` });
      return answer.status === 200 ? asPosted(answer) : undefined;
    },
  };
}

function asPosted({ body }: Answer): Posted {
  const entry = record(body);
  return {
    reference: string(entry.reference, 'reference'),
    currency: string(entry.currency, 'currency'),
    amountMinor: wholeNumber(entry.amount_minor, 'amount_minor'),
    postedAt: string(entry.posted_at, 'posted_at'),
  };
}
