import { Table } from '../shared/table.ts';

export type Product = { id: string; name: string; category: string; price_minor: number; currency: string };

const CATEGORIES = {
  tents: ['Ridge', 'Dome', 'Tarp', 'Bivy', 'Tunnel', 'Basecamp'],
  packs: ['Daypack 18', 'Trail 32', 'Alpine 45', 'Expedition 70', 'Sling 6', 'Runner 8'],
  stoves: ['Canister', 'Alcohol', 'Wood', 'Multi-fuel', 'Solid fuel', 'Integrated'],
  lights: ['Headlamp', 'Lantern', 'Torch', 'Beacon', 'Bike light', 'Candle'],
} as const;

const BASE_PRICE_MINOR = 1_900;
const PRICE_STEP_MINOR = 730;

/** The assortment: 24 products, `p-1` to `p-24`, in four categories. */
export function createProducts(): Table<Product> {
  const rows = Object.entries(CATEGORIES)
    .flatMap(([category, names]) => names.map((name) => ({ category, name })))
    .map(({ category, name }, index) => ({
      id: `p-${index + 1}`,
      name,
      category,
      price_minor: BASE_PRICE_MINOR + index * PRICE_STEP_MINOR,
      currency: 'EUR',
    }));
  return new Table('products', rows.length, rows);
}
