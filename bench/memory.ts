import { readFileSync } from 'node:fs';
import { descendants } from '#/e2e/processes.ts';

function residentBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) * 1024;
}

/** Resident memory in MB of the launcher's children web, worker and agent, their services not counted. */
export function idleMemory(launcher: number): Record<'web' | 'worker' | 'agent', number> {
  const children = descendants(launcher).filter((one) => one.parent === launcher);
  const megabytes = (pattern: RegExp) =>
    Math.round(children.filter((one) => pattern.test(one.command)).reduce((sum, one) => sum + residentBytes(one.pid), 0) / 1e6);
  return { web: megabytes(/next start|next-server|next\/dist/), worker: megabytes(/worker\.ts/), agent: megabytes(/agent\.ts/) };
}
