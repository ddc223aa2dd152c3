import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process of this machine runs it for the same folder. The lock is a
 * name in Linux's abstract socket space, which the kernel gives back however the holder ends.
 * Elsewhere there is none: PostgreSQL's own lock file then lets only one server through.
 * Throws after `timeoutMs` of waiting.
 */
export async function withStartLock<T>(folder: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return work();
  const name = `\0control-plane-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 40)}`;
  const until = Date.now() + timeoutMs;
  let held = await tryListen(name);
  while (!held) {
    if (Date.now() > until)
      throw new Error(`Another process has been starting the database in "${folder}" for ${timeoutMs / 1000} s. Stop it, or try again.`);
    await sleep(50);
    held = await tryListen(name);
  }
  try {
    return await work();
  } finally {
    held.close();
  }
}

function tryListen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}
