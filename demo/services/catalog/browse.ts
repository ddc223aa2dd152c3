import { HttpError } from '../shared/errors.ts';
import type { Route } from '../shared/router.ts';
import type { Table } from '../shared/table.ts';
import type { Product } from './products.ts';

const PAGE = 12;
const MAX_IDS = 50;

/** Listing, searching and showing products. */
export function browseRoutes(products: Table<Product>): Route[] {
  return [
    {
      method: 'GET',
      path: '/products',
      async handle({ query }) {
        const ids = query.get('ids')?.split(',');
        if (ids && ids.length > MAX_IDS) throw new HttpError(400, `at most ${MAX_IDS} ids`);
        const words = (query.get('q') ?? '').toLowerCase();
        const found = ids
          ? await products.getMany(ids)
          : await products.find(({ name, category }) => `${name} ${category}`.toLowerCase().includes(words), PAGE);
        return { status: 200, body: { products: found } };
      },
    },
    {
      method: 'GET',
      path: '/products/:id',
      async handle({ params }) {
        const product = await products.get(params.id ?? '');
        if (!product) throw new HttpError(404, `no product ${params.id}`);
        return { status: 200, body: product };
      },
    },
  ];
}
