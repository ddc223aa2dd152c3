import { list, record, string, wholeNumber } from '../shared/body.ts';
import { HttpError } from '../shared/errors.ts';
import type { Flags } from '../shared/flags.ts';
import type { Route } from '../shared/router.ts';
import { createNewTaxEngine } from './new-tax-engine.ts';
import type { Settlement } from './settlement.ts';
import { createTaxEngine } from './tax.ts';

/** One line of an order. */
export type Item = { productId: string; netMinor: number };
/** Money that moved, as the ledger confirms it. */
export type Posted = { reference: string; currency: string; amountMinor: number; postedAt: string };
/** Where payments are kept. */
export type Ledger = {
  post(payment: { reference: string; currency: string; netMinor: number; taxMinor: number; items: readonly Item[] }): Promise<Posted>;
  /** Answers undefined when it knows no such payment. */
  find(reference: string): Promise<Posted | undefined>;
};

/** What some releases bring along. */
type Extras = {
  /** The tax of a quote from tables made in advance; undefined where they do not reach. */
  quotedTax?: (netMinor: number, country: string) => number | undefined;
  settlement?: Settlement;
};

type Order = { netMinor: number; currency: string; country: string };

function readOrder(body: Record<string, unknown>): Order {
  const netMinor = wholeNumber(body.net_minor, 'net_minor');
  if (netMinor <= 0) throw new HttpError(422, 'net_minor must be positive');
  return { netMinor, currency: string(body.currency, 'currency'), country: string(body.country, 'country') };
}

function readItems(value: unknown): Item[] {
  if (value === undefined) return [];
  return list(value, 'items', (entry, name) => {
    const item = record(entry, name);
    return { productId: string(item.product_id, `${name}.product_id`), netMinor: wholeNumber(item.net_minor, `${name}.net_minor`) };
  });
}

const asPayment = (posted: Posted): Record<string, unknown> => ({
  order_id: posted.reference,
  status: 'captured',
  gross_minor: posted.amountMinor,
  currency: posted.currency,
  captured_at: posted.postedAt,
});

/** Quoting, taking and looking up payments; the releases differ in the ledger they speak to and in what they bring along. */
export function paymentRoutes(ledger: Ledger, flags: Flags, { quotedTax, settlement }: Extras = {}): Route[] {
  const proven = createTaxEngine();
  const next = createNewTaxEngine();
  /** A new engine proves itself on quotes before money is moved by it. */
  const quotedTaxOn = async (netMinor: number, country: string): Promise<number> =>
    flags.isOn('new-tax-engine') ? next(netMinor, country) : (quotedTax?.(netMinor, country) ?? proven(netMinor, country));
  return [
    {
      method: 'POST',
      path: '/quotes',
      async handle({ body }) {
        const { netMinor, country, currency } = readOrder(record(body));
        const taxMinor = await quotedTaxOn(netMinor, country);
        const settles = await settlement?.(netMinor);
        return { status: 200, body: { tax_minor: taxMinor, gross_minor: netMinor + taxMinor, currency, settles } };
      },
    },
    {
      method: 'POST',
      path: '/payments',
      async handle({ body }) {
        const given = record(body);
        const reference = string(given.order_id, 'order_id');
        const { netMinor, currency, country } = readOrder(given);
        const taxMinor = await proven(netMinor, country);
        const settles = await settlement?.(netMinor);
        const posted = await ledger.post({ reference, currency, netMinor, taxMinor, items: readItems(given.items) });
        return { status: 201, body: { ...asPayment(posted), settles } };
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
