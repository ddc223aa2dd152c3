import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server says of itself in its cluster's `postmaster.pid`. */
export type Postmaster = { pid: number; port: number; status: string };

const ownerFile = (cluster: string) => join(cluster, 'control-plane.owner');

/** The server that the cluster's pid file names; null when there is no file or it is not whole. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number.isInteger(port) ? port : 0, status: (lines[7] ?? '').trim() };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What stands in the server's command line, so that it can be told from all other programs; a cluster's folder is one inode. */
export function clusterMark(cluster: string): string {
  const { dev, ino } = statSync(cluster);
  return `control-plane-${dev}-${ino}`;
}

/**
 * Whether the process is this cluster's server: pids are used again after a crash. Its command line can
 * be read without rights over it; one that somebody started by hand is known by its working folder.
 */
export function servesCluster(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return (
      command.includes(clusterMark(cluster)) || (command.includes('postgres') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster))
    );
  } catch {
    return false;
  }
}

/** Start time of a process in clock ticks since boot, which with its pid names it for good; empty when unknown. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Takes note that this process is the one that stops the server. */
export async function claim(cluster: string): Promise<void> {
  await writeFile(ownerFile(cluster), `${process.pid} ${startTicks(process.pid)}`, { mode: 0o600 });
}

export async function release(cluster: string): Promise<void> {
  await rm(ownerFile(cluster), { force: true });
}

/** Whether another process that still lives has claimed the server. A killed one's claim is void. */
export async function claimedByOther(cluster: string): Promise<boolean> {
  const [pid, start] = (await readFile(ownerFile(cluster), 'utf8').catch(() => '')).split(' ');
  const owner = Number(pid);
  if (!Number.isInteger(owner) || owner <= 0 || owner === process.pid) return false;
  return isAlive(owner) && startTicks(owner) === (start ?? '');
}
