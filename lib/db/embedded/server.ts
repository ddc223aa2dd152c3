import { spawn } from 'node:child_process';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { dataArgument } from './cluster.ts';
import { becomesFree, freePort } from './port.ts';
import { clusterMark, isAlive, readPostmaster, servesCluster, type Postmaster } from './process.ts';
import { serverEnvironment, type Account } from './run.ts';
import { settingArguments } from './settings.ts';

/** Recovery after a crash replays at most `max_wal_size`; a minute is many times what that takes. */
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const MAX_LOG_BYTES = 5 * 1024 * 1024;
const POLL_MS = 20;

/** The server that is running on the cluster now and is ready, if any; waits for one that starts or stops. */
export async function findRunning(cluster: string): Promise<Postmaster | null> {
  const until = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const found = await readPostmaster(cluster);
    if (!found || !servesCluster(found.pid, cluster)) return null;
    if (found.status === 'ready') return found;
    if (Date.now() > until)
      throw new Error(
        `The database in "${cluster}" (process ${found.pid}) has been "${found.status}" for ${READY_TIMEOUT_MS / 1000} s. Stop that process and try again.`,
      );
    await sleep(POLL_MS);
  }
}

/** Starts the server and waits until it takes connections; `durable: false` is for databases that tests throw away. */
export async function startServer(
  cluster: string,
  binaries: Binaries,
  account: Account,
  port: number | null,
  durable: boolean,
): Promise<Postmaster> {
  await dropForeignPidFile(cluster);
  const logFile = `${cluster}.log`;
  const logged = await stat(logFile).catch(() => null);
  if (logged && logged.size > MAX_LOG_BYTES) await rename(logFile, `${logFile}.1`);
  const until = Date.now() + READY_TIMEOUT_MS;
  let wanted = port;
  for (;;) {
    const chosen = wanted !== null && (await becomesFree(wanted)) ? wanted : await freePort();
    const attempt = await launch(cluster, binaries, account, chosen, durable, logFile, until);
    if (typeof attempt !== 'string') return attempt;
    // The children of a killed server need a moment to notice; a port can be taken under our hands.
    const passing = /pre-existing shared memory|could not bind|Address already in use/i.test(attempt);
    if (!passing || Date.now() > until) throw new Error(explain(attempt, cluster, logFile));
    if (/bind|in use/i.test(attempt) && !/shared memory/i.test(attempt)) wanted = null;
    await sleep(200);
  }
}

async function launch(
  cluster: string,
  binaries: Binaries,
  account: Account,
  port: number,
  durable: boolean,
  logFile: string,
  until: number,
): Promise<Postmaster | string> {
  const log = await open(logFile, 'a', 0o600);
  const before = (await log.stat()).size;
  const child = spawn(
    join(binaries.bin, 'postgres'),
    [
      '-D',
      dataArgument(cluster, binaries, account),
      ...settingArguments({ port, mark: clusterMark(cluster), major: binaries.major, durable }),
    ],
    {
      cwd: cluster,
      env: serverEnvironment,
      // A session of its own: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    },
  );
  let ended: string | null = null;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? `exit code ${code}`}`));
  await log.close();
  while (ended === null) {
    const found = await readPostmaster(cluster);
    if (found && found.pid === child.pid && found.status === 'ready') {
      child.unref();
      return found;
    }
    if (Date.now() > until) {
      child.kill('SIGKILL');
      return `it was not ready within ${READY_TIMEOUT_MS / 1000} s\n${await tail(logFile, before)}`;
    }
    await sleep(POLL_MS);
  }
  return `${String(ended)}\n${await tail(logFile, before)}`;
}

/** PostgreSQL refuses to start while the pid of its stale file lives, even as quite another program. */
async function dropForeignPidFile(cluster: string): Promise<void> {
  const stale = await readPostmaster(cluster);
  if (stale && isAlive(stale.pid) && !servesCluster(stale.pid, cluster)) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function tail(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 4000);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(1, size - start)), 0, size - start, start);
    return buffer.subarray(0, bytesRead).toString('utf8').trim();
  } finally {
    await handle.close();
  }
}

function explain(reason: string, cluster: string, logFile: string): string {
  if (/No space left on device|Disk quota exceeded/i.test(reason))
    return `The disk of "${cluster}" is full, so the database cannot start. Make room and start again; nothing is lost.`;
  if (/Read-only file system/i.test(reason))
    return `"${cluster}" is on a read-only file system, so the database cannot start. Set DATA_DIR to a folder that can be written.`;
  return `The database in "${cluster}" did not start: ${reason}\nIts log is "${logFile}".`;
}

/** Fast shutdown: open transactions are rolled back, everything is on disk afterwards. Harsher when that takes too long. */
export async function stopServer(pid: number, cluster: string): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', STOP_TIMEOUT_MS],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!servesCluster(pid, cluster)) return;
    process.kill(pid, signal);
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      if (!servesCluster(pid, cluster)) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`The database in "${cluster}" (process ${pid}) could not be stopped.`);
}
