import { readFileSync } from 'node:fs';
import { Table } from '../shared/table.ts';

type SettlementWindow = { id: string; bank: { name: string; cutoff: string } };

/** When a payment of this amount reaches the merchant: the cut-off, `HH:MM`, of the window that it falls into. */
export type Settlement = (netMinor: number) => Promise<string>;

const STEP_MINOR = 10;

/** Spreads payments over the windows of the settlement plan beside this file. */
export function createSettlement(): Settlement {
  const rows = JSON.parse(readFileSync(new URL('./settlement-windows.json', import.meta.url), 'utf8')) as SettlementWindow[];
  const windows = new Table('settlement_windows', rows.length, rows);
  return async function settlementCutoff(netMinor) {
    const window = await windows.get(`w-${Math.floor(netMinor / STEP_MINOR) % rows.length}`);
    return window?.bank.cutoff ?? '24:00';
  };
}
