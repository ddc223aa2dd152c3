import { AGENT_LOCK } from '../lock.ts';
import { openLockConnection } from './database.ts';

const CHECK_MS = 2000;
const FIRST_WAIT_MS = 6000;

/**
 * The proof that this is the only agent: an advisory lock, taken again whenever the connection had to
 * be made anew. While the database is away nothing is known and the services go on.
 */
export async function becomeTheAgent(url: string, onReplaced: () => void): Promise<{ release(): Promise<void> }> {
  const sql = openLockConnection(url);
  const hold = async () => {
    const [row] = await sql<{ held: boolean }[]>`
      select case when exists (select 1 from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and classid = 0 and objid = ${AGENT_LOCK})
        then true else pg_try_advisory_lock(${AGENT_LOCK}) end as held`;
    return row?.held === true;
  };
  const until = Date.now() + FIRST_WAIT_MS;
  // The connection of an agent that was just killed may live on for a moment.
  while (!(await hold())) {
    if (Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 500));
    else {
      await sql.end({ timeout: 1 });
      throw new Error(
        'Another agent already runs on this database and only one may. Stop it first, or give this one a DATABASE_URL of its own.',
      );
    }
  }
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    void hold()
      .then(
        (held) => held || onReplaced(),
        () => undefined,
      )
      .finally(() => (asking = false));
  }, CHECK_MS);
  return {
    async release() {
      clearInterval(timer);
      await sql.end({ timeout: 1 });
    },
  };
}
