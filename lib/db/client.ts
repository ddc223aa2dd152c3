import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { APP_ROLE } from './role.ts';
import * as schema from './schema.ts';

export { APP_ROLE };

/** Opens a pool on `url`. Every connection acts as APP_ROLE, whoever logged in, and gives up on locks and statements in time. */
export function openDatabase(url: string, options: { max?: number; role?: string | null } = {}) {
  const role = options.role === undefined ? APP_ROLE : options.role;
  const client = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    idle_timeout: 60,
    // In seconds. The driver's own grows to 20, in which a database that is back would still seem away.
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 1),
    onnotice: () => undefined,
    connection: {
      application_name: 'control-plane',
      TimeZone: 'UTC',
      statement_timeout: 15_000,
      // Below the time in which a caller must be known: a pool that waits for one row still serves the others.
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 30_000,
      ...(role ? { role } : {}),
    },
  });
  return Object.assign(drizzle(client, { schema }), { close: () => client.end({ timeout: 5 }) });
}

export type Database = ReturnType<typeof openDatabase>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Either of the two: what a query needs to run on. */
export type Queryable = Database | Transaction;
