import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A TCP relay in front of a server, with faults that can be switched on while it is in use. */
export type TcpProxy = {
  port: number;
  /** Holds every chunk back for so long, in milliseconds. */
  delay(ms: number): void;
  /** Lets at most so many bytes a second pass on each connection; null is no limit. */
  drip(bytesPerSecond: number | null): void;
  /** Ends every connection at once, as a cable that is pulled does. */
  cut(): void;
  /** Takes no connection and carries none until `heal`. */
  refuse(): void;
  /** Takes connections and says nothing until `heal`. */
  swallow(): void;
  /** Without faults again; what was swallowed is lost. */
  heal(): void;
  close(): void;
};

const TICK_MS = 50;

/** Relays to a port of this machine. */
export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const faults = { delayMs: 0, bytesPerSecond: null as number | null, mode: 'open' as 'open' | 'refuse' | 'swallow' };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy()).on('close', () => sockets.delete(client));
    if (faults.mode === 'refuse') return client.destroy();
    if (faults.mode === 'swallow') return client.resume();
    const upstream = connect(target, '127.0.0.1');
    sockets.add(upstream);
    upstream.on('error', () => client.destroy()).on('close', () => (sockets.delete(upstream), client.destroy()));
    client.on('close', () => upstream.destroy());
    client.pipe(slowed(faults)).pipe(upstream);
    upstream.pipe(slowed(faults)).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => void (faults.delayMs = ms),
    drip: (bytes) => void (faults.bytesPerSecond = bytes),
    cut,
    refuse: () => ((faults.mode = 'refuse'), cut()),
    swallow: () => ((faults.mode = 'swallow'), cut()),
    heal: () => {
      Object.assign(faults, { delayMs: 0, bytesPerSecond: null, mode: 'open' });
      cut();
    },
    close: () => (cut(), void server.close()),
  };
}

function slowed(faults: { delayMs: number; bytesPerSecond: number | null }): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pass = (rest: Buffer) => {
        const { bytesPerSecond } = faults;
        if (bytesPerSecond === null) return done(null, rest);
        const size = Math.max(1, Math.round((bytesPerSecond * TICK_MS) / 1000));
        this.push(rest.subarray(0, size));
        if (rest.length <= size) return done();
        setTimeout(() => pass(rest.subarray(size)), TICK_MS);
      };
      if (faults.delayMs > 0) setTimeout(() => pass(chunk), faults.delayMs);
      else pass(chunk);
    },
  });
}
