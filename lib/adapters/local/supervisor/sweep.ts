import { environmentOf, listProcesses, readStat, signalGroup, type ProcessStat } from './procfs.ts';
import type { ProcessRow } from './store.ts';

/**
 * Whether the group that a process led is still the one that was noted: a pid that has been reused has
 * another start time, and a child left alone still carries the instance's id in its environment.
 */
function isOurs(row: ProcessRow, members: ProcessStat[]): boolean {
  if (readStat(row.pid)?.startTicks === row.pid_start) return true;
  return members.some((member) => environmentOf(member.pid, 'INSTANCE_ID') === row.instance_id);
}

/** Kills what an agent that was killed has left behind; returns the instances something was left of. */
export function sweep(rows: ProcessRow[]): string[] {
  const all = listProcesses();
  const left = rows.filter((row) => {
    const members = all.filter((item) => item.group === row.pid && item.state !== 'Z');
    return members.length > 0 && isOurs(row, members) && signalGroup(row.pid, 'SIGKILL');
  });
  return left.map((row) => row.instance_id);
}
