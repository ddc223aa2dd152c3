/** One request of a shopper. */
export type Visit = { method: 'GET' | 'POST'; path: string; body?: unknown };

const PRODUCTS = 24;
const MOST_ITEMS = 18;
const COUNTRIES = ['TW', 'JP', 'DE', 'US'];
const WORDS = ['tent', 'pack', 'light', 'fuel', 'trail'];

const below = (count: number): number => Math.floor(Math.random() * count);
const oneOf = (items: readonly string[]): string => items[below(items.length)] ?? '';
const product = (): string => `p-${1 + below(PRODUCTS)}`;

function cart(): { product_ids: string[]; country: string } {
  const wanted = 1 + below(MOST_ITEMS);
  const ids = new Set<string>();
  while (ids.size < wanted) ids.add(product());
  return { product_ids: [...ids], country: oneOf(COUNTRIES) };
}

/** What shoppers do, and how many of a hundred do it. */
const KINDS: { share: number; make: (orders: readonly string[]) => Visit }[] = [
  { share: 20, make: () => ({ method: 'GET', path: '/' }) },
  { share: 25, make: () => ({ method: 'GET', path: `/products/${product()}` }) },
  { share: 10, make: () => ({ method: 'GET', path: `/search?q=${oneOf(WORDS)}` }) },
  { share: 20, make: () => ({ method: 'POST', path: '/cart', body: cart() }) },
  { share: 20, make: () => ({ method: 'POST', path: '/checkout', body: cart() }) },
  // Nobody looks for an order before there is one.
  { share: 5, make: (orders) => (orders.length > 0 ? { method: 'GET', path: `/orders/${oneOf(orders)}` } : { method: 'GET', path: '/' }) },
];

/** The next request. @param orders ids of orders placed lately */
export function nextVisit(orders: readonly string[]): Visit {
  let dice = Math.random() * 100;
  for (const { share, make } of KINDS) {
    dice -= share;
    if (dice < 0) return make(orders);
  }
  return { method: 'GET', path: '/' };
}
