import { randomUUID } from 'node:crypto';
import { callJson, type Answer, type Upstream } from '../shared/client.ts';
import type { Response, Route } from '../shared/router.ts';
import { priceCart } from './cart.ts';

/** The caller sees the callee's refusal as it is. */
const pass = ({ status, body }: Answer): Response => ({ status, body });

/** What shoppers do: look around, fill a cart, pay, look at their order. */
export function shopRoutes(catalog: Upstream, payments: Upstream): Route[] {
  return [
    {
      method: 'GET',
      path: '/',
      handle: async () => pass(await callJson(catalog, { method: 'GET', path: '/products' })),
    },
    {
      method: 'GET',
      path: '/search',
      async handle({ query }) {
        const words = encodeURIComponent(query.get('q') ?? '');
        return pass(await callJson(catalog, { method: 'GET', path: `/products?q=${words}` }));
      },
    },
    {
      method: 'GET',
      path: '/products/:id',
      handle: async ({ params }) =>
        pass(await callJson(catalog, { method: 'GET', path: `/products/${encodeURIComponent(params.id ?? '')}` })),
    },
    {
      method: 'POST',
      path: '/cart',
      async handle({ body }) {
        const cart = await priceCart(catalog, body);
        return pass(await callJson(payments, { method: 'POST', path: '/quotes', body: cart }));
      },
    },
    {
      method: 'POST',
      path: '/checkout',
      async handle({ body, log }) {
        const cart = await priceCart(catalog, body);
        const orderId = `o-${randomUUID()}`;
        const answer = await callJson(payments, { method: 'POST', path: '/payments', body: { order_id: orderId, ...cart } });
        if (answer.status === 201) log.info({ order_id: orderId, net_minor: cart.net_minor, currency: cart.currency }, 'order placed');
        return pass(answer);
      },
    },
    {
      method: 'GET',
      path: '/orders/:id',
      handle: async ({ params }) =>
        pass(await callJson(payments, { method: 'GET', path: `/payments/${encodeURIComponent(params.id ?? '')}` })),
    },
  ];
}
