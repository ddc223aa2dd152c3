import { chown, readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { serverAccount } from './embedded/account.ts';
import { embeddedBinaries, tryBinaries, type Binaries } from './embedded/binaries.ts';
import { checkCluster, createCluster, createLogins, DATABASE, OWNER_LOGIN, sweepHalfMade, WEB_LOGIN } from './embedded/cluster.ts';
import { readCredentials, writeCredentials, type Credentials } from './embedded/credentials.ts';
import { clusterFolder, clusterOwner, explainFileError, prepareDataFolder } from './embedded/data-folder.ts';
import { claim, claimedByOther, readPostmaster, release, servesCluster, type Postmaster } from './embedded/process.ts';
import type { Account } from './embedded/run.ts';
import { withStartLock } from './embedded/lock.ts';
import { findRunning, startServer, stopServer } from './embedded/server.ts';

const LOCK_TIMEOUT_MS = 180_000;
const WATCH_MS = 250;

export type EmbeddedOptions = {
  dataDir: string;
  log: Pick<Logger, 'info' | 'warn'>;
  /** A folder with `initdb` and `postgres` to use instead of npm's. */
  bin?: string;
  /** false: nothing is forced to disk, for databases that are thrown away. */
  durable?: boolean;
};

export type EmbeddedServer = {
  /** Signs in as a role that owns nothing and acts as the application's role. */
  appUrl: string;
  /** Signs in as the owner of the database, for migrations. */
  ownerUrl: string;
  pid: number;
  /** True when `stop` stops the server; false when another living process has started it. */
  owner: boolean;
  /** Settles when the server is no longer there though nobody called `stop`; start it again then. */
  gone: Promise<void>;
  /** Stops the server if it is ours; repeating it does nothing. */
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL on the cluster in `<dataDir>/postgres`, makes the cluster when there is none,
 * and attaches to a server that runs on it already. The Error says what is wrong and the remedy.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  await prepareDataFolder(dataDir);
  try {
    return await withStartLock(dataDir, LOCK_TIMEOUT_MS, () => attachOrStart(dataDir, options));
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
}

/** The addresses of the server that runs in `dataDir` now; null when none does. Starts nothing. */
export async function findEmbedded(dataDir: string): Promise<Pick<EmbeddedServer, 'appUrl' | 'ownerUrl' | 'pid'> | null> {
  const cluster = clusterFolder(resolve(dataDir));
  const running = await readPostmaster(cluster);
  if (!running || running.status !== 'ready' || !servesCluster(running.pid, cluster)) return null;
  const credentials = await readCredentials(cluster);
  return credentials ? { pid: running.pid, ...urls(credentials, running.port) } : null;
}

async function attachOrStart(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = clusterFolder(await realpath(dataDir));
  const durable = options.durable ?? true;
  const account = await serverAccount(await clusterOwner(cluster));
  const binaries = await findBinaries(options.bin, account);
  await sweepHalfMade(dataDir);
  if ((await clusterOwner(cluster)) === null) {
    await createCluster(cluster, binaries, account, durable);
    options.log.info({ cluster, postgres: binaries.major }, 'made a new database');
  }
  await checkCluster(cluster, binaries, account);
  if (account && (await clusterOwner(cluster)) === 0) await giveTo(account, cluster);

  const running = await findRunning(cluster);
  const credentials = await readCredentials(cluster);
  if (running && credentials) {
    const owner = !(await claimedByOther(cluster));
    if (owner) await claim(cluster);
    options.log.info({ cluster, pid: running.pid, port: running.port, owner }, 'attached to the running database');
    return handle(cluster, credentials, running, owner);
  }
  if (running) await stopServer(running.pid, cluster);
  const kept = credentials ?? (await createLogins(cluster, binaries, account));
  const started = await startServer(cluster, binaries, account, kept.port, durable);
  if (started.port !== kept.port) await writeCredentials(cluster, { ...kept, port: started.port });
  await claim(cluster);
  options.log.info({ cluster, pid: started.pid, port: started.port, account: account?.name ?? null }, 'started the database');
  return handle(cluster, kept, started, true);
}

async function findBinaries(bin: string | undefined, account: Account): Promise<Binaries> {
  if (bin === undefined) return embeddedBinaries(account);
  const found = await tryBinaries(bin, account);
  if (typeof found === 'string') throw new Error(`The PostgreSQL in "${bin}" cannot be run: ${found}`);
  return found;
}

/** Root copied or restored the cluster: the account that opens it must own all of it. */
async function giveTo(account: NonNullable<Account>, folder: string): Promise<void> {
  await chown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}

function urls({ ownerPassword, webPassword }: Credentials, port: number) {
  const url = (login: string, password: string) => `postgres://${login}:${password}@127.0.0.1:${port}/${DATABASE}`;
  return { ownerUrl: url(OWNER_LOGIN, ownerPassword), appUrl: url(WEB_LOGIN, webPassword) };
}

function handle(cluster: string, credentials: Credentials, running: Postmaster, owner: boolean): EmbeddedServer {
  let stopping: Promise<void> | null = null;
  const { promise: gone, resolve: tellGone } = Promise.withResolvers<void>();
  const watch = setInterval(() => {
    if (servesCluster(running.pid, cluster)) return;
    clearInterval(watch);
    tellGone();
  }, WATCH_MS).unref();
  const stop = async () => {
    clearInterval(watch);
    if (!owner && (await claimedByOther(cluster))) return;
    await stopServer(running.pid, cluster);
    await release(cluster);
  };
  return { ...urls(credentials, running.port), pid: running.pid, owner, gone, stop: () => (stopping ??= stop()) };
}
