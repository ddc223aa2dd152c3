import { HttpError } from '../shared/errors.ts';

/** Value-added tax in per cent, by ISO country code. */
const RATES = new Map([
  ['TW', 5],
  ['JP', 10],
  ['DE', 19],
  ['US', 0],
]);

/** The tax on a net amount, in minor units, rounded half up. Throws 422 where we do not sell. */
export function taxOn(netMinor: number, country: string): number {
  const rate = RATES.get(country);
  if (rate === undefined) throw new HttpError(422, `we do not sell to ${country}`);
  return Math.round((netMinor * rate) / 100);
}
