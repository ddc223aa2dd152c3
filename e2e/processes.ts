import { readFileSync, readdirSync } from 'node:fs';

export type Process = { pid: number; parent: number; command: string };

/** Every process of this machine that can be read, without threads that have ended. */
function all(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        return [
          { pid: Number(entry), parent: Number(parent), command: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        return [];
      }
    });
}

/** The children of `pid`, theirs and so on: everything that a launcher has started. */
export function descendants(pid: number): Process[] {
  const processes = all();
  const below = (parent: number): Process[] => processes.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Which of these processes still live, by pid and command, since a pid may be reused. */
export function stillAlive(before: Process[]): Process[] {
  const now = new Map(all().map((one) => [one.pid, one.command]));
  return before.filter((one) => now.get(one.pid) === one.command);
}
