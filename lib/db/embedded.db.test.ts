import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { pino } from 'pino';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findEmbedded, startEmbedded } from './embedded.ts';
import { servesCluster } from './embedded/process.ts';
import { temporaryFolder, testBin } from './testing/server.ts';

/** A cluster that most tests start from: making one takes longer than all else together. */
let pristine: string;
let dataDir: string;
const leftovers: (() => unknown)[] = [];
beforeAll(async () => {
  pristine = await temporaryFolder();
  await (await startEmbedded({ dataDir: pristine, log: pino({ level: 'silent' }), bin: testBin, durable: false })).stop();
});
beforeEach(async () => {
  dataDir = await temporaryFolder();
});
afterAll(() => rm(pristine, { recursive: true, force: true }));
afterEach(async () => {
  for (const clean of leftovers.splice(0).reverse()) await clean();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const copyPristine = () => promisify(execFile)('cp', ['-a', join(pristine, 'postgres'), dataDir]);

async function start(folder = dataDir, durable = false) {
  const server = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }), bin: testBin, durable });
  leftovers.push(() => server.stop());
  return server;
}

/** Another process that starts or attaches to the database. */
async function startElsewhere(): Promise<{ launcher: ChildProcess; pid: number; owner: boolean; ownerUrl: string }> {
  const launcher = spawn(process.execPath, ['lib/db/testing/launcher.ts', dataDir, testBin ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  leftovers.push(() => launcher.kill('SIGKILL'));
  const [line] = (await once(createInterface(launcher.stdout), 'line', { signal: AbortSignal.timeout(30_000) })) as [string];
  return { launcher, ...(JSON.parse(line) as { pid: number; owner: boolean; ownerUrl: string }) };
}

const runs = (pid: number) => servesCluster(pid, join(dataDir, 'postgres'));

async function query(url: string, statement: string): Promise<unknown[][]> {
  const sql = postgres(url, { max: 1, connect_timeout: 10 });
  try {
    return await sql.unsafe(statement).values();
  } finally {
    await sql.end({ timeout: 5 });
  }
}

test('a new database is private, and its address and contents outlive a restart', async () => {
  const first = await start(dataDir, true);
  await query(first.ownerUrl, 'create table kept as select 1 as one');
  const cluster = join(dataDir, 'postgres');
  expect((await stat(dataDir)).mode & 0o777).toBe(0o755);
  expect((await stat(cluster)).mode & 0o777).toBe(0o700);
  expect((await stat(join(cluster, 'control-plane.json'))).mode & 0o777).toBe(0o600);
  expect(await query(first.appUrl, 'show listen_addresses')).toEqual([['127.0.0.1']]);
  await first.stop();
  expect(runs(first.pid)).toBe(false);
  expect(await findEmbedded(dataDir)).toBeNull();

  const second = await start();
  expect(second.ownerUrl).toBe(first.ownerUrl);
  expect(await query(second.ownerUrl, 'select one from kept')).toEqual([[1]]);
});

test('nobody signs in without the password, and there is no superuser to sign in as', async () => {
  await copyPristine();
  const { ownerUrl } = await start();
  for (const login of ['postgres', 'control_plane_owner']) {
    const url = new URL(ownerUrl);
    [url.username, url.password] = [login, 'guess'];
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  }
  expect(await query(ownerUrl, `select rolname from pg_roles where rolsuper and rolname not in ('postgres')`)).toEqual([]);
});

test('a second starter attaches to the running server, and only its owner stops it', async () => {
  await copyPristine();
  const elsewhere = await startElsewhere();
  const here = await start();
  expect({ first: elsewhere.owner, second: here.owner, pid: here.pid }).toEqual({ first: true, second: false, pid: elsewhere.pid });
  await here.stop();
  expect(runs(elsewhere.pid)).toBe(true);
  elsewhere.launcher.kill('SIGTERM');
  await once(elsewhere.launcher, 'exit');
  expect(runs(elsewhere.pid)).toBe(false);
});

test('two starters of a new folder at once share one server', async () => {
  const both = await Promise.all([startElsewhere(), startElsewhere()]);
  expect(both[0].pid).toBe(both[1].pid);
  expect(both.map(({ owner }) => owner).sort()).toEqual([false, true]);
  for (const { launcher } of both) {
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  }
  expect(runs(both[0].pid)).toBe(false);
});

test('the server of a killed launcher is found and taken over', async () => {
  await copyPristine();
  const killed = await startElsewhere();
  killed.launcher.kill('SIGKILL');
  await once(killed.launcher, 'exit');
  const heir = await start();
  expect({ pid: heir.pid, owner: heir.owner }).toEqual({ pid: killed.pid, owner: true });
  await heir.stop();
  expect(runs(killed.pid)).toBe(false);
});

test('after kill -9 of the server what was committed is there again at the old address', async () => {
  await copyPristine();
  const first = await start(dataDir, true);
  await query(first.ownerUrl, 'create table kept as select generate_series(1, 1000) as n');
  const idle = postgres(first.ownerUrl, { max: 3, onclose: () => undefined });
  await Promise.all([idle`select pg_sleep(0.05)`, idle`select pg_sleep(0.05)`]);
  process.kill(first.pid, 'SIGKILL');
  await first.gone;
  const second = await start();
  expect(second.ownerUrl).toBe(first.ownerUrl);
  expect(await query(second.ownerUrl, 'select count(*)::int from kept')).toEqual([[1000]]);
  await idle.end({ timeout: 1 });
});

test('a stale pid file whose pid is now another program of the same account does not stop it', async () => {
  await copyPristine();
  await (await start()).stop();
  const cluster = join(dataDir, 'postgres');
  const { uid, gid } = await stat(cluster);
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
  leftovers.push(() => other.kill());
  await writeFile(join(cluster, 'postmaster.pid'), `${other.pid}\n${cluster}\n1\n1\n\n127.0.0.1\n 1 1\nready   \n`);
  const server = await start();
  expect(await query(server.appUrl, 'select 1')).toEqual([[1]]);
});

test('lost passwords are made anew', async () => {
  await copyPristine();
  const first = await start();
  await first.stop();
  await rm(join(dataDir, 'postgres', 'control-plane.json'));
  const second = await start();
  expect(await query(second.ownerUrl, 'select 1')).toEqual([[1]]);
  await expect(query(first.ownerUrl.replace(/:\d+\//, `:${new URL(second.ownerUrl).port}/`), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  });
});

test('a cluster of another major version is refused with both versions, the folder and what to do', async () => {
  await copyPristine();
  await (await start()).stop();
  const file = join(dataDir, 'postgres', 'PG_VERSION');
  const major = (await readFile(file, 'utf8')).trim();
  await writeFile(file, '11\n');
  await expect(start()).rejects.toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        new RegExp(`${dataDir}/postgres.*PostgreSQL 11.*PostgreSQL ${major}.*Dump it with PostgreSQL 11.*move the folder away`, 's'),
      ) as string,
    }),
  );
});

test('a data folder that cannot be made is refused by name', async () => {
  await writeFile(join(dataDir, 'file'), '');
  await expect(start(join(dataDir, 'file', 'below'))).rejects.toThrow(/data folder ".*file\/below" cannot be made/);
  await mkdir(join(dataDir, 'foreign', 'postgres'), { recursive: true });
  await expect(start(join(dataDir, 'foreign'))).rejects.toThrow(/is not a PostgreSQL cluster/);
});

test('the npm server also runs below a folder that only the starter may enter', async () => {
  const locked = join(dataDir, 'locked');
  await mkdir(locked, { mode: 0o700 });
  await chmod(locked, 0o700);
  const server = await startEmbedded({ dataDir: join(locked, 'data'), log: pino({ level: 'silent' }) });
  leftovers.push(() => server.stop());
  expect(await query(server.appUrl, 'select 1')).toEqual([[1]]);
});
