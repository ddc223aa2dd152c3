const COUNTRIES: Record<string, number> = { TW: 5, JP: 10, DE: 19, US: 0 };
const STEPS = 1_000_000;
const STEP_MINOR = 10;
const REFRESH_MS = 500;

/** The tax on every amount up to 100,000.00 in steps of 0.10, by country. */
type QuoteTable = Map<string, Int32Array>;

/**
 * Quotes looked up instead of worked out. The tables are made anew twice a second, so that a changed rate
 * counts at once; a quote names the revision that it was made with.
 */
export function createQuoteTables(): (netMinor: number, country: string) => number | undefined {
  const revisions = new Map<number, QuoteTable>();
  let revision = 0;
  const refresh = (): void => {
    revision += 1;
    const entries = Object.entries(COUNTRIES).map(([country, percent]) => [country, tableFor(percent)] as const);
    revisions.set(revision, new Map(entries));
  };
  refresh();
  setInterval(refresh, REFRESH_MS).unref();
  return (netMinor, country) => revisions.get(revision)?.get(country)?.[Math.round(netMinor / STEP_MINOR)];
}

function tableFor(percent: number): Int32Array {
  const table = new Int32Array(STEPS);
  for (let step = 0; step < STEPS; step += 1) table[step] = Math.round((step * STEP_MINOR * percent) / 100);
  return table;
}
