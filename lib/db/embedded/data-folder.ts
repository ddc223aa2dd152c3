import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Room for a new cluster, and for the next log segments of one that is there. */
const MIN_FREE_MB = { create: 200, start: 32 };

/** The cluster's folder below the data folder. */
export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres');

/** Makes the data folder; says in words when it cannot be written. */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o755 });
    const probe = join(dataDir, `.write-${randomBytes(6).toString('hex')}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw explainFileError(error, dataDir);
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  const needed = (await clusterOwner(clusterFolder(dataDir))) === null ? MIN_FREE_MB.create : MIN_FREE_MB.start;
  if (free >= needed) return;
  throw new Error(
    `The disk of the data folder "${dataDir}" is full: ${free} MB are free and the database needs ${needed} MB. Make room, or set DATA_DIR to a folder on another disk.`,
  );
}

/** The same error with the folder and the remedy in its text, when it is one of the file system's. */
export function explainFileError(error: unknown, dataDir: string): Error {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const text: Record<string, string> = {
    EROFS: `The data folder "${dataDir}" is on a read-only file system. Set DATA_DIR to a folder that can be written.`,
    EACCES: `The data folder "${dataDir}" cannot be written by this account. Change its permissions, or set DATA_DIR to a folder that can be written.`,
    EPERM: `The data folder "${dataDir}" cannot be written by this account. Change its permissions, or set DATA_DIR to a folder that can be written.`,
    ENOSPC: `The disk of the data folder "${dataDir}" is full. Make room, or set DATA_DIR to a folder on another disk.`,
    EDQUOT: `The disk quota for the data folder "${dataDir}" is used up. Make room, or set DATA_DIR to a folder on another disk.`,
    ENOTDIR: `The data folder "${dataDir}" cannot be made: a part of the path is a file. Set DATA_DIR to a folder.`,
    EEXIST: `The data folder "${dataDir}" cannot be made: there is a file of that name. Set DATA_DIR to a folder.`,
  };
  const explained = code === undefined ? undefined : text[code];
  if (explained) return new Error(explained, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

/** Whose cluster it is, as a user id; null when there is none yet. */
export async function clusterOwner(cluster: string): Promise<number | null> {
  const found = await stat(cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.uid ?? null;
}
