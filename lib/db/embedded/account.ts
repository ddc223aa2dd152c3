import { readFile } from 'node:fs/promises';
import type { Account } from './run.ts';

const UNPRIVILEGED = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root, so root lends it an account that exists already. `uid` is the
 * owner of a cluster that is there; it decides, because only its owner can open the cluster.
 */
export async function serverAccount(uid: number | null): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const accounts = parsePasswd(await readFile('/etc/passwd', 'utf8'));
  if (uid !== null && uid !== 0) {
    return accounts.find((account) => account.uid === uid) ?? { name: String(uid), uid, gid: uid };
  }
  for (const name of UNPRIVILEGED) {
    const found = accounts.find((account) => account.name === name);
    if (found) return found;
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody" to run it as. Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** The accounts of an `/etc/passwd` that have a user id other than root's. */
export function parsePasswd(text: string): NonNullable<Account>[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const account = { name: name ?? '', uid: Number(uid), gid: Number(gid) };
    return account.name && account.uid > 0 && Number.isInteger(account.gid) ? [account] : [];
  });
}
