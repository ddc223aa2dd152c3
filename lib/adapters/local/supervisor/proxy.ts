import { createServer, Socket, type Server } from 'node:net';

/** Where a connection may go now: the address of one ready instance. */
export type Target = { id: string; port: number };

const CONNECT_MS = 2000;
const IDLE_MS = 120_000;
const MAX_CONNECTIONS = 2000;
/** An exchange counts as over when the last bytes came from the instance and this long ago. */
const QUIET_MS = 60;
const LISTEN_AGAIN_MS = 500;

type Link = {
  client: Socket;
  upstream: Socket | null;
  target: Target | null;
  /** True from the first bytes of the client until the instance has answered and gone quiet. */
  asking: boolean;
  lastAnswerAt: number;
};

/**
 * One stable TCP port before the instances of a service. It listens only while an instance can take
 * connections, so that callers are refused at once when none can. It knows nothing of HTTP but that
 * the client speaks first: a quiet kept-alive connection changes its instance without being closed.
 */
export function createProxy(port: number, onProblem: (error: NodeJS.ErrnoException) => void) {
  let targets: Target[] = [];
  let turn = 0;
  let wanted = false;
  let server: Server | null = null;
  let retry: NodeJS.Timeout | undefined;
  const links = new Set<Link>();
  const leaving = new Set<string>();

  const choose = (): Target | undefined => targets[turn++ % Math.max(1, targets.length)];
  const isIdle = (link: Link) => !link.asking || (link.lastAnswerAt > 0 && Date.now() - link.lastAnswerAt >= QUIET_MS);

  function close(link: Link): void {
    links.delete(link);
    link.client.destroy();
    link.upstream?.destroy();
  }

  /** Lets go of the instance but keeps the client; its next bytes go to another instance. */
  function detach(link: Link): void {
    const { upstream } = link;
    link.upstream = null;
    link.target = null;
    link.asking = false;
    upstream?.removeAllListeners();
    upstream?.on('error', () => undefined).destroy();
    link.client.resume();
  }

  function connect(link: Link, first: Buffer, attempts: number): void {
    const target = choose();
    if (!target) {
      links.delete(link);
      link.client.resetAndDestroy();
      return;
    }
    const upstream = new Socket();
    link.upstream = upstream;
    link.target = target;
    upstream.setNoDelay(true);
    upstream.setTimeout(CONNECT_MS, () => upstream.destroy(new Error('connect timeout')));
    // Until there is a connection the client's further bytes wait in its socket.
    link.client.pause();
    let connected = false;
    upstream.on('connect', () => {
      connected = true;
      upstream.setTimeout(0);
      upstream.write(first);
      link.client.resume();
    });
    upstream.on('data', (chunk: Buffer) => {
      link.lastAnswerAt = Date.now();
      if (!link.client.write(chunk)) upstream.pause();
    });
    upstream.on('drain', () => link.client.resume());
    upstream.on('end', () => link.client.end());
    upstream.on('error', () => undefined);
    upstream.on('close', (failed: boolean) => {
      if (link.upstream !== upstream) return;
      // Nothing has reached the instance, so the same bytes may be sent to another one.
      if (!connected && attempts > 1 && links.has(link)) return connect(link, first, attempts - 1);
      if (failed) link.client.resetAndDestroy();
      close(link);
    });
    upstream.connect(target.port, '127.0.0.1');
  }

  function accept(client: Socket): void {
    const link: Link = { client, upstream: null, target: null, asking: false, lastAnswerAt: 0 };
    links.add(link);
    client.setNoDelay(true);
    client.setTimeout(IDLE_MS, () => close(link));
    client.on('data', (chunk: Buffer) => {
      // Speaking again after an answer is a new request: the moment to change to another instance.
      if (link.target && leaving.has(link.target.id) && (!link.asking || link.lastAnswerAt > 0)) detach(link);
      link.asking = true;
      link.lastAnswerAt = 0;
      if (!link.upstream) connect(link, chunk, 2);
      else if (!link.upstream.write(chunk)) client.pause();
    });
    client.on('drain', () => link.upstream?.resume());
    client.on('end', () => link.upstream?.end());
    client.on('error', () => undefined);
    client.on('close', () => close(link));
  }

  function listen(): void {
    clearTimeout(retry);
    if (!wanted || server) return;
    const opened = createServer(accept);
    server = opened;
    opened.maxConnections = MAX_CONNECTIONS;
    opened.once('error', (error) => {
      onProblem(error);
      if (server === opened) server = null;
      retry = setTimeout(listen, LISTEN_AGAIN_MS);
    });
    opened.listen(port, '127.0.0.1');
  }

  function refuse(): void {
    clearTimeout(retry);
    const closing = server;
    server = null;
    closing?.close();
  }

  return {
    /** Sends new exchanges to these instances from now on; with none of them, callers are refused. */
    route(next: Target[]): void {
      targets = next;
      wanted = next.length > 0;
      if (wanted) listen();
      else refuse();
    },
    /** Frees the quiet connections of an instance, waiting up to `ms` for exchanges that are under way. */
    async drain(id: string, ms: number): Promise<void> {
      const until = Date.now() + ms;
      leaving.add(id);
      for (;;) {
        const own = [...links].filter((link) => link.target?.id === id);
        for (const link of own.filter(isIdle)) detach(link);
        if (own.every((link) => link.target === null) || Date.now() >= until) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      leaving.delete(id);
    },
    close(): void {
      wanted = false;
      refuse();
      for (const link of [...links]) close(link);
    },
  };
}
export type Proxy = ReturnType<typeof createProxy>;

/** Rejects unless the port can be listened on now. */
export function requireFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
