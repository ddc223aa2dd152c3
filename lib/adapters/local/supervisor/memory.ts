import { listProcesses, readStat, residentBytes, TICKS_PER_SECOND } from './procfs.ts';

const MEASURE_EVERY_MS = 250;
const MEMBERS_EVERY = 4;

/** A process group to be measured; `pid` is its leader, null while nothing runs. */
export type Measured = { readonly pid: number | null; memoryBytes: number | null; readonly spec: { memoryLimitBytes: number | null } };
/** What a group has used since it was last asked about. */
export type Usage = { cpuSeconds: number; peakBytes: number };

type Group = { members: number[]; ticks: Map<number, number>; usedTicks: number; peakBytes: number };

/**
 * Measures the resident memory and processor time of whole process groups every 250 ms, so that
 * children of a service count too, and calls `onOver` for a group over its limit.
 */
export function createGroupWatch<Item extends Measured>(items: () => Item[], onOver: (item: Item, bytes: number) => void) {
  const groups = new Map<number, Group>();
  let round = 0;

  function findMembers(leaders: Set<number>): void {
    const found = new Map<number, number[]>();
    for (const { pid, group, state } of listProcesses()) {
      if (leaders.has(group) && state !== 'Z') found.set(group, [...(found.get(group) ?? []), pid]);
    }
    for (const [leader, group] of groups) group.members = found.get(leader) ?? [leader];
  }

  function measure(leader: number, group: Group): number {
    let bytes = 0;
    for (const pid of group.members) {
      bytes += residentBytes(pid);
      const ticks = readStat(pid)?.cpuTicks;
      if (ticks === undefined) continue;
      group.usedTicks += Math.max(0, ticks - (group.ticks.get(pid) ?? (pid === leader ? 0 : ticks)));
      group.ticks.set(pid, ticks);
    }
    group.peakBytes = Math.max(group.peakBytes, bytes);
    return bytes;
  }

  function tick(): void {
    const running = items().filter((item) => item.pid !== null);
    const leaders = new Set(running.flatMap((item) => item.pid ?? []));
    for (const leader of groups.keys()) if (!leaders.has(leader)) groups.delete(leader);
    for (const leader of leaders)
      if (!groups.has(leader)) groups.set(leader, { members: [leader], ticks: new Map(), usedTicks: 0, peakBytes: 0 });
    if (round++ % MEMBERS_EVERY === 0 && leaders.size > 0) findMembers(leaders);
    for (const item of running) {
      const group = item.pid === null ? undefined : groups.get(item.pid);
      if (item.pid === null || !group) continue;
      const bytes = measure(item.pid, group);
      if (bytes > 0) item.memoryBytes = bytes;
      const limit = item.spec.memoryLimitBytes;
      if (limit !== null && bytes > limit) onOver(item, bytes);
    }
  }

  const timer = setInterval(tick, MEASURE_EVERY_MS);
  return {
    /** Usage of the group led by `pid` since the last call; null when it is not known (yet). */
    take(pid: number): Usage | null {
      const group = groups.get(pid);
      if (!group || group.peakBytes === 0) return null;
      const usage = { cpuSeconds: group.usedTicks / TICKS_PER_SECOND, peakBytes: group.peakBytes };
      group.usedTicks = 0;
      group.peakBytes = 0;
      return usage;
    },
    stop: () => clearInterval(timer),
  };
}
export type GroupWatch = ReturnType<typeof createGroupWatch>;
