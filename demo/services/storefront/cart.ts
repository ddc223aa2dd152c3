import { list, record, string, wholeNumber } from '../shared/body.ts';
import { callJson, type Upstream } from '../shared/client.ts';
import { HttpError } from '../shared/errors.ts';

type Item = { product_id: string; net_minor: number };
export type Cart = { net_minor: number; currency: string; country: string; items: Item[] };

const MAX_ITEMS = 20;

/** Prices the products of a cart by the catalog. Throws 422 when one of them is not sold any more. */
export async function priceCart(catalog: Upstream, body: unknown): Promise<Cart> {
  const given = record(body);
  const ids = list(given.product_ids, 'product_ids', string);
  if (ids.length === 0 || ids.length > MAX_ITEMS) throw new HttpError(400, `product_ids must hold 1 to ${MAX_ITEMS} ids`);
  const country = string(given.country, 'country');
  const answer = await callJson(catalog, { method: 'GET', path: `/products?ids=${ids.map(encodeURIComponent).join(',')}` });
  if (answer.status !== 200) throw new HttpError(answer.status, 'the catalog refused the cart');
  const prices = list(record(answer.body).products, 'products', (value, name) => {
    const product = record(value, name);
    return {
      id: string(product.id, 'id'),
      price: wholeNumber(product.price_minor, 'price_minor'),
      currency: string(product.currency, 'currency'),
    };
  });
  const [first] = prices;
  if (!first || prices.length !== new Set(ids).size) throw new HttpError(422, 'a product of the cart is not sold any more');
  const items = prices.map(({ id, price }) => ({ product_id: id, net_minor: price }));
  return { net_minor: items.reduce((sum, item) => sum + item.net_minor, 0), currency: first.currency, country, items };
}
