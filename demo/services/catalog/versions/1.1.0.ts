import { HttpError } from '../../shared/errors.ts';
import { defineRelease } from '../../shared/release.ts';
import { browseRoutes } from '../browse.ts';
import { createProducts } from '../products.ts';

const RELATED = 4;

/** Adds related products, which no caller asks for yet. */
export const release = defineRelease({
  settings: {},
  start() {
    const products = createProducts();
    return [
      ...browseRoutes(products),
      {
        method: 'GET',
        path: '/products/:id/related',
        async handle({ params }) {
          const product = await products.get(params.id ?? '');
          if (!product) throw new HttpError(404, `no product ${params.id}`);
          const related = await products.find(({ id, category }) => category === product.category && id !== product.id, RELATED);
          return { status: 200, body: { products: related } };
        },
      },
    ];
  },
});
