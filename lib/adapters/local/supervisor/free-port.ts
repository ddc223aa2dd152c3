import { createServer } from 'node:net';

const REMEMBERED = 64;
const recent: number[] = [];

/** A port on the loopback interface that nothing listens on and that was not given out a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    if (recent.includes(port)) continue;
    recent.push(port);
    if (recent.length > REMEMBERED) recent.shift();
    return port;
  }
}
