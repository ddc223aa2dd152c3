import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the launcher keeps inside the cluster, readable by itself alone. */
export type Credentials = { ownerPassword: string; webPassword: string; port: number | null };

const credentialsFile = (cluster: string) => join(cluster, 'control-plane.json');

/** What the launcher keeps; null when the file is missing or not whole. */
export async function readCredentials(cluster: string): Promise<Credentials | null> {
  const text = await readFile(credentialsFile(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  try {
    const value = JSON.parse(text) as Partial<Credentials>;
    const { ownerPassword, webPassword, port } = value;
    return typeof ownerPassword === 'string' && typeof webPassword === 'string' ? { ownerPassword, webPassword, port: port ?? null } : null;
  } catch {
    return null;
  }
}

export async function writeCredentials(cluster: string, credentials: Credentials): Promise<void> {
  const fresh = `${credentialsFile(cluster)}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, JSON.stringify(credentials), { mode: 0o600 });
  await chmod(fresh, 0o600);
  await rename(fresh, credentialsFile(cluster));
}
