import type { Logger } from 'pino';
import type { AgentDatabase } from './database.ts';
import type { Instance } from './instance.ts';
import { readStat } from './procfs.ts';
import { createRetention, type Kept } from './retention.ts';
import { rollUp } from './rollup.ts';
import type { ProcessRow, Store } from './store.ts';

const TICK_MS = 1000;
const ROLLUP_MS = 15_000;

/** What has to be done from time to time: noting processes, telling of floods, roll-ups, deleting the old. */
export function createMaintenance(given: {
  sql: AgentDatabase;
  store: Store;
  kept: Kept;
  log: Logger;
  running: () => Instance[];
  guard: { update(groups: Set<number>): void };
  keyOf: (instance: Instance) => string;
}) {
  const retention = createRetention(given.sql, given.kept);
  let noted = '';
  let busy = false;

  async function noteProcesses(): Promise<void> {
    const rows: ProcessRow[] = given.running().flatMap((instance) => {
      const { pid, startedAt, id } = instance;
      const stat = pid === null ? null : readStat(pid);
      return stat && startedAt
        ? [{ instance_id: id, service: given.keyOf(instance), pid: stat.pid, pid_start: stat.startTicks, started_at: startedAt }]
        : [];
    });
    const fingerprint = JSON.stringify(rows);
    if (fingerprint === noted || busy) return;
    busy = true;
    try {
      await given.store.replaceProcesses(rows);
      noted = fingerprint;
    } catch (error) {
      given.log.debug({ error }, 'the processes could not be noted');
    } finally {
      busy = false;
    }
  }

  const quietly = (what: string, work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => given.log.warn({ error }, `${what} failed; it is tried again`));
  const timers = [
    setInterval(() => {
      for (const instance of given.running()) instance.tick();
      void noteProcesses();
    }, TICK_MS),
    setInterval(
      quietly('the roll-up', () => rollUp(given.sql)),
      ROLLUP_MS,
    ),
    setInterval(quietly('deleting old telemetry', retention.prune), retention.everyMs),
  ];
  return {
    /** To be called when a process may have started or ended. */
    processesChanged(): void {
      given.guard.update(new Set(given.running().flatMap((instance) => instance.pid ?? [])));
    },
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await noteProcesses();
    },
  };
}
