import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PORT_TIMEOUT_MS = 2_000;

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return listenOn(0).then((port) => port ?? Promise.reject(new Error('No free port on 127.0.0.1 could be found.')));
}

/** Waits a little for the port it had before: those who know the address find it again then. */
export async function becomesFree(port: number): Promise<boolean> {
  const until = Date.now() + PORT_TIMEOUT_MS;
  for (;;) {
    if ((await listenOn(port)) !== null) return true;
    if (Date.now() > until) return false;
    await sleep(100);
  }
}

function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
