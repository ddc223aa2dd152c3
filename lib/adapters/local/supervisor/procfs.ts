import { readdirSync, readFileSync } from 'node:fs';

/** What `/proc` tells of one process. Times are in clock ticks, which are 1/100 s on Linux. */
export type ProcessStat = { pid: number; state: string; group: number; startTicks: string; cpuTicks: number };

export const TICKS_PER_SECOND = 100;

/** Reads `/proc/PID/stat`; null when there is no such process (or no /proc). */
export function readStat(pid: number): ProcessStat | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return null;
  }
}

/** The name in parentheses may hold spaces and parentheses itself, so fields count from the last one. */
export function parseStat(text: string): ProcessStat | null {
  const close = text.lastIndexOf(')');
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(close + 2).split(' ');
  const [state, , group] = fields;
  const [user, system, startTicks] = [fields[11], fields[12], fields[19]];
  if (close < 0 || !state || !group || !user || !system || !startTicks) return null;
  return { pid, state, group: Number(group), startTicks, cpuTicks: Number(user) + Number(system) };
}

/** Every process of this machine; empty where there is no /proc. */
export function listProcesses(): ProcessStat[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.filter((name) => /^\d+$/.test(name)).flatMap((name) => readStat(Number(name)) ?? []);
}

/** Resident memory in bytes; 0 when the process is gone. */
export function residentBytes(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return Number(found?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** One variable of a process's environment as it was started; null when unset or not ours to read. */
export function environmentOf(pid: number, name: string): string | null {
  try {
    const entry = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .find((item) => item.startsWith(`${name}=`));
    return entry?.slice(name.length + 1) ?? null;
  } catch {
    return null;
  }
}

/** Signals a whole process group; true when there was one. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
