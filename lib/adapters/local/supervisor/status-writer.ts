import type { ServingWorkload, WorkloadStatus } from '#/lib/domain/workload.ts';
import type { Store } from './store.ts';

const HEARTBEAT_MS = 2000;
const COALESCE_MS = 50;

type Source = { key: string; status(): WorkloadStatus | null; served(): ServingWorkload | null };
type Reading = { source: Source; status: WorkloadStatus | null; served: ServingWorkload | null };

const read = (source: Source): Reading => ({ source, status: source.status(), served: source.served() });

/**
 * Reports workloads to the database: soon after a change, and every 2 s in any case. What a status
 * tells of (an exit, say) is only reported after the lines and samples from before it have been stored.
 */
export function createStatusWriter(given: {
  store: Store;
  sources: () => Source[];
  flushObserved: () => Promise<void>;
  onFailure: (error: unknown) => void;
}) {
  const dirty = new Set<Source>();
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let failed = false;

  async function writeAll(): Promise<void> {
    timer = undefined;
    if (running) return;
    running = true;
    try {
      while (dirty.size > 0) {
        const batch = [...dirty].map(read);
        dirty.clear();
        await report(batch, true);
      }
    } finally {
      running = false;
    }
  }

  async function report(batch: Reading[], tell: boolean): Promise<void> {
    try {
      await given.flushObserved();
      for (const { source, status, served } of batch) if (status) await given.store.writeStatus(source.key, status, served, tell);
      failed = false;
    } catch (error) {
      // The heartbeat brings the news once the database is back; they are told of then.
      for (const { source } of batch) missed.add(source);
      if (!failed) given.onFailure(error);
      failed = true;
    }
  }

  const missed = new Set<Source>();
  const heartbeat = setInterval(() => {
    if (running) return;
    for (const source of missed) dirty.add(source);
    missed.clear();
    if (dirty.size > 0) return void writeAll();
    running = true;
    const batch = given.sources().map(read);
    void report(batch, false).finally(() => {
      running = false;
      if (dirty.size > 0) void writeAll();
    });
  }, HEARTBEAT_MS);

  return {
    /** Notes that something about a workload is different. */
    touch(source: Source): void {
      dirty.add(source);
      timer ??= setTimeout(() => void writeAll(), COALESCE_MS);
    },
    stop(): void {
      clearInterval(heartbeat);
      clearTimeout(timer);
    },
  };
}
