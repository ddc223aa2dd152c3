import { readFileSync, readdirSync } from 'node:fs';

type Process = { pid: number; parent: number; command: string };

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ pid: Number(entry), parent, command: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    });
}

function residentBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) * 1024;
}

/** Resident memory in MB of the launcher's children web, worker and agent, their services not counted. */
export function idleMemory(launcher: number): Record<'web' | 'worker' | 'agent', number> {
  const children = processes().filter((one) => one.parent === launcher);
  const megabytes = (pattern: RegExp) =>
    Math.round(children.filter((one) => pattern.test(one.command)).reduce((sum, one) => sum + residentBytes(one.pid), 0) / 1e6);
  return { web: megabytes(/next start|next-server|next\/dist/), worker: megabytes(/worker\.ts/), agent: megabytes(/agent\.ts/) };
}
