import { list, record, string, wholeNumber } from '../../shared/body.ts';
import { defineRelease } from '../../shared/release.ts';
import { createJournal, type Transfer } from '../transfers.ts';

/** What the first API calls an entry: the customer's side of a transfer. */
const asEntry = (transfer: Transfer): Record<string, unknown> => ({
  reference: transfer.id,
  currency: transfer.currency,
  amount_minor: -(transfer.postings.find(({ account }) => account === 'customer')?.amount_minor ?? 0),
  posted_at: transfer.posted_at,
});

/** Serves the first API (`/entries`, one amount) and the second (`/v2/transfers`, balanced postings) on one journal. */
export const release = defineRelease({
  settings: {},
  start() {
    const journal = createJournal();
    return [
      {
        method: 'POST',
        path: '/entries',
        async handle({ body }) {
          const entry = record(body);
          const amount = wholeNumber(entry.amount_minor, 'amount_minor');
          const transfer = await journal.post({
            id: string(entry.reference, 'reference'),
            currency: string(entry.currency, 'currency'),
            postings: [
              { account: 'customer', amount_minor: -amount },
              { account: 'merchant', amount_minor: amount },
            ],
          });
          return { status: 201, body: asEntry(transfer) };
        },
      },
      {
        method: 'GET',
        path: '/entries/:reference',
        handle: async ({ params }) => ({ status: 200, body: asEntry(await journal.read(params.reference ?? '')) }),
      },
      {
        method: 'POST',
        path: '/v2/transfers',
        async handle({ body }) {
          const given = record(body);
          const transfer = await journal.post({
            id: string(given.reference, 'reference'),
            currency: string(given.currency, 'currency'),
            postings: list(given.postings, 'postings', (value, name) => {
              const posting = record(value, name);
              return {
                account: string(posting.account, `${name}.account`),
                amount_minor: wholeNumber(posting.amount_minor, `${name}.amount_minor`),
              };
            }),
          });
          return { status: 201, body: transfer };
        },
      },
      {
        method: 'GET',
        path: '/v2/transfers/:reference',
        handle: async ({ params }) => ({ status: 200, body: await journal.read(params.reference ?? '') }),
      },
    ];
  },
});
