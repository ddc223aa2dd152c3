import { record, string, wholeNumber } from '../shared/body.ts';
import { HttpError } from '../shared/errors.ts';
import type { Flags } from '../shared/flags.ts';
import type { Route } from '../shared/router.ts';
import { createNewTaxEngine } from './new-tax-engine.ts';
import { createTaxEngine } from './tax.ts';

/** Money that moved, as the ledger confirms it. */
export type Posted = { reference: string; currency: string; amountMinor: number; postedAt: string };
/** Where payments are kept. */
export type Ledger = {
  post(payment: { reference: string; currency: string; netMinor: number; taxMinor: number }): Promise<Posted>;
  /** Answers undefined when it knows no such payment. */
  find(reference: string): Promise<Posted | undefined>;
};

type Order = { netMinor: number; currency: string; country: string };

function readOrder(body: Record<string, unknown>): Order {
  const netMinor = wholeNumber(body.net_minor, 'net_minor');
  if (netMinor <= 0) throw new HttpError(422, 'net_minor must be positive');
  return { netMinor, currency: string(body.currency, 'currency'), country: string(body.country, 'country') };
}

const asPayment = (posted: Posted): Record<string, unknown> => ({
  order_id: posted.reference,
  status: 'captured',
  gross_minor: posted.amountMinor,
  currency: posted.currency,
  captured_at: posted.postedAt,
});

/** Quoting, taking and looking up payments; the releases differ in the ledger they speak to. */
export function paymentRoutes(ledger: Ledger, flags: Flags): Route[] {
  const engines = { proven: createTaxEngine(), next: createNewTaxEngine() };
  const taxOn = (netMinor: number, country: string): Promise<number> =>
    (flags.isOn('new-tax-engine') ? engines.next : engines.proven)(netMinor, country);
  return [
    {
      method: 'POST',
      path: '/quotes',
      async handle({ body }) {
        const order = readOrder(record(body));
        const taxMinor = await taxOn(order.netMinor, order.country);
        return { status: 200, body: { tax_minor: taxMinor, gross_minor: order.netMinor + taxMinor, currency: order.currency } };
      },
    },
    {
      method: 'POST',
      path: '/payments',
      async handle({ body }) {
        const given = record(body);
        const reference = string(given.order_id, 'order_id');
        const { netMinor, currency, country } = readOrder(given);
        const taxMinor = await taxOn(netMinor, country);
        const posted = await ledger.post({ reference, currency, netMinor, taxMinor });
        return { status: 201, body: asPayment(posted) };
      },
    },
    {
      method: 'GET',
      path: '/payments/:order_id',
      async handle({ params }) {
        const reference = params.order_id ?? '';
        const posted = await ledger.find(reference);
        if (!posted) throw new HttpError(404, `no payment for order ${reference}`);
        return { status: 200, body: asPayment(posted) };
      },
    },
  ];
}
