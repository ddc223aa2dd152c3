import { HttpError } from '../shared/errors.ts';
import { Table } from '../shared/table.ts';

/** One side of a transfer; the amounts of a transfer's postings add up to zero. */
type Posting = { account: string; amount_minor: number };
/** An entry of the journal. `id` is the caller's reference, so that posting twice changes nothing. */
export type Transfer = { id: string; currency: string; postings: Posting[]; posted_at: string };

const CAPACITY = 5_000;

/** The journal: append-only, the newest 5,000 transfers kept. */
export function createJournal(): { post(transfer: Omit<Transfer, 'posted_at'>): Promise<Transfer>; read(id: string): Promise<Transfer> } {
  const transfers = new Table<Transfer>('transfers', CAPACITY);
  return {
    async post(transfer) {
      const balance = transfer.postings.reduce((sum, posting) => sum + posting.amount_minor, 0);
      if (balance !== 0) throw new HttpError(422, `the postings of ${transfer.id} are out of balance by ${balance}`);
      return transfers.insert({ ...transfer, posted_at: new Date().toISOString() });
    },
    async read(id) {
      const transfer = await transfers.get(id);
      if (!transfer) throw new HttpError(404, `no transfer ${id}`);
      return transfer;
    },
  };
}
