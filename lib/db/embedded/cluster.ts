import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { writeCredentials, type Credentials } from './credentials.ts';
import { clusterOwner } from './data-folder.ts';
import { run, type Account } from './run.ts';

export const OWNER_LOGIN = 'control_plane_owner';
export const WEB_LOGIN = 'control_plane_web';
export const DATABASE = 'control_plane';

const INITDB_TIMEOUT_MS = 120_000;

/**
 * The value of `-D`. A server that root lends an account is addressed through its working folder,
 * because that account may not be able to walk there: `DATA_DIR` may lie below root's own folder.
 * Up to version 15 PostgreSQL leaves its working folder to find itself, so there it is not possible.
 */
export function dataArgument(cluster: string, binaries: Binaries, account: Account): string {
  return account && process.platform === 'linux' && binaries.major >= 16 ? '/proc/self/cwd' : cluster;
}

/** Refuses a cluster that another major version wrote or that belongs to another account. */
export async function checkCluster(cluster: string, binaries: Binaries, account: Account): Promise<void> {
  const [written, owner] = [(await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim(), await clusterOwner(cluster)];
  const uid = account?.uid ?? process.getuid?.();
  if (uid !== undefined && owner !== uid && !(account && owner === 0)) {
    throw new Error(
      `The database in "${cluster}" belongs to the user id ${owner}, and this is ${uid}. Start as that user, or set DATA_DIR to another folder.`,
    );
  }
  if (written === String(binaries.major)) return;
  if (written === '')
    throw new Error(
      `"${cluster}" is not a PostgreSQL cluster: it has no file PG_VERSION. Move the folder away, or set DATA_DIR to another one.`,
    );
  throw new Error(
    `The database in "${cluster}" was written by PostgreSQL ${written}, and this is PostgreSQL ${binaries.major}, which cannot read it. ` +
      `Dump it with PostgreSQL ${written} and load it anew, run PostgreSQL ${written} yourself and set DATABASE_URL, or move the folder away to begin empty.`,
  );
}

/** Makes a new cluster under another name and renames it, so that a half-made one is never started. */
export async function createCluster(cluster: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const half = `${cluster}.new-${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(half, { mode: 0o700 });
    if (account) await chown(half, account.uid, account.gid);
    const locale = binaries.major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
    const made = await run(
      join(binaries.bin, 'initdb'),
      [
        '-D',
        dataArgument(half, binaries, account),
        '-U',
        'postgres',
        '--encoding=UTF8',
        ...locale,
        '--auth-host=scram-sha-256',
        '--auth-local=reject',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { account, cwd: half, timeoutMs: INITDB_TIMEOUT_MS },
    );
    if (made.code !== 0)
      throw new Error(`The database in "${cluster}" could not be made (initdb ended with ${made.code}):\n${made.output.trim()}`);
    await createLogins(half, binaries, account);
    await rename(half, cluster);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** Removes what a launcher left that was killed while it made a cluster. */
export async function sweepHalfMade(dataDir: string): Promise<void> {
  for (const entry of await readdir(dataDir)) {
    if (entry.startsWith('postgres.new-')) await rm(join(dataDir, entry), { recursive: true, force: true });
  }
}

/**
 * Makes the logins and the database in single-user mode, so that the superuser never needs a
 * password and nobody can sign in as one. Can be repeated: it then sets new passwords.
 */
export async function createLogins(cluster: string, binaries: Binaries, account: Account): Promise<Credentials> {
  const credentials: Credentials = {
    ownerPassword: randomBytes(24).toString('hex'),
    webPassword: randomBytes(24).toString('hex'),
    port: null,
  };
  const ensure = (role: string) =>
    `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if; end $$;`;
  const statements = [
    ensure(OWNER_LOGIN),
    ensure(WEB_LOGIN),
    `alter role ${OWNER_LOGIN} login createdb createrole password '${credentials.ownerPassword}';`,
    `alter role ${WEB_LOGIN} login password '${credentials.webPassword}';`,
    `grant ${WEB_LOGIN} to ${OWNER_LOGIN} with admin option;`,
    `create database ${DATABASE} owner ${OWNER_LOGIN};`,
  ];
  const done = await run(join(binaries.bin, 'postgres'), ['--single', '-D', dataArgument(cluster, binaries, account), 'postgres'], {
    account,
    cwd: cluster,
    timeoutMs: INITDB_TIMEOUT_MS,
    input: `${statements.join('\n')}\n`,
  });
  const failed = /^.*(?:FATAL|ERROR):(?! {2}database "control_plane" already exists).*$/m.exec(done.output);
  if (done.code !== 0 || failed) throw new Error(`The logins in "${cluster}" could not be made: ${failed?.[0] ?? done.output.trim()}`);
  await writeCredentials(cluster, credentials);
  return credentials;
}
