import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** A half-open connection makes no sound, so it is asked this often, in milliseconds. */
const HEARTBEAT_MS = 10_000;
const ANSWER_MS = 5_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

type Handler = (payload: string) => void;
type Subscription = { handler: Handler; onReconnect?: () => void };

export type Listener = {
  /**
   * Calls `handler` with every payload sent to `channel` from now on; the result ends it.
   * `onReconnect` is called after each gap in the connection: notices may have been lost in it.
   */
  subscribe(channel: string, handler: Handler, onReconnect?: () => void): () => void;
  /** Settles once the server has confirmed every channel subscribed so far; what is sent after that is heard. */
  ready(): Promise<void>;
  close(): Promise<void>;
};

/** One connection that hears the database's notices for the whole process; it comes back by itself. */
export function openListener(url: string): Listener {
  const channels = new Map<string, Set<Subscription>>();
  const stop = new AbortController();
  let connection: Connection | null = null;
  let nextConnection = Promise.withResolvers<void>();

  const run = async () => {
    let retryMs = FIRST_RETRY_MS;
    let gap = false;
    while (!stop.signal.aborted) {
      const opened = openConnection(url, (channel, payload) => deliver(channels.get(channel), payload));
      try {
        await opened.answers();
        connection = opened;
        await Promise.all([...channels.keys()].map((channel) => opened.listen(channel)));
        nextConnection.resolve();
        retryMs = FIRST_RETRY_MS;
        if (gap) for (const subscriptions of channels.values()) for (const { onReconnect } of subscriptions) guard(() => onReconnect?.());
        await opened.lost(stop.signal);
      } catch {
        // Not to be had now; asked again below. The database's own absence is reported elsewhere.
      }
      gap ||= connection !== null;
      if (connection) nextConnection = Promise.withResolvers<void>();
      connection = null;
      await opened.end();
      await sleep(retryMs, undefined, { signal: stop.signal }).catch(() => undefined);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  };
  const running = run();

  return {
    subscribe(channel, handler, onReconnect) {
      const subscription = { handler, onReconnect };
      const subscriptions = channels.get(channel) ?? new Set();
      subscriptions.add(subscription);
      channels.set(channel, subscriptions);
      // A connection that refuses is lost and listens to everything when it is back.
      connection?.listen(channel).catch(() => undefined);
      return () => subscriptions.delete(subscription);
    },
    async ready() {
      while (!stop.signal.aborted) {
        await nextConnection.promise;
        const asked = connection;
        if (asked && (await Promise.all([...channels.keys()].map((channel) => asked.listen(channel))).catch(() => null))) return;
        await sleep(FIRST_RETRY_MS);
      }
    },
    async close() {
      stop.abort();
      nextConnection.resolve();
      await running;
    },
  };
}

function deliver(subscriptions: Set<Subscription> | undefined, payload: string): void {
  for (const { handler } of subscriptions ?? []) guard(() => handler(payload));
}

/** A subscriber that throws must take neither the others nor the connection with it. */
function guard(call: () => void): void {
  try {
    call();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}

type Connection = {
  /** Rejects when the server does not answer in time. */
  answers(): Promise<void>;
  listen(channel: string): Promise<void>;
  /** Settles when the connection has broken, has been dropped, or `signal` aborts. */
  lost(signal: AbortSignal): Promise<void>;
  drop(): void;
  end(): Promise<void>;
};

function openConnection(url: string, onnotify: (channel: string, payload: string) => void): Connection {
  const { promise: broken, resolve: drop } = Promise.withResolvers<void>();
  const confirmed = new Map<string, Promise<void>>();
  // `onnotify` is what the driver's own `listen` is made of; that one hides its connection.
  const options = {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: 'control-plane-listen' },
    onnotify,
    onclose: () => drop(),
  };
  const sql = postgres(url, options);
  const answers = async () => {
    const late = AbortSignal.timeout(ANSWER_MS);
    await Promise.race([sql`select 1`, new Promise((_, reject) => late.addEventListener('abort', () => reject(new Error('no answer'))))]);
  };
  return {
    answers,
    listen(channel) {
      const asked = confirmed.get(channel) ?? sql`listen ${sql(channel)}`.then(() => undefined);
      confirmed.set(channel, asked);
      asked.catch(() => drop());
      return asked;
    },
    async lost(signal) {
      const heartbeat = setInterval(() => void answers().catch(() => drop()), HEARTBEAT_MS);
      const abort = () => drop();
      signal.addEventListener('abort', abort);
      if (signal.aborted) drop();
      await broken;
      signal.removeEventListener('abort', abort);
      clearInterval(heartbeat);
    },
    drop,
    end: () => sql.end({ timeout: 0 }).catch(() => undefined),
  };
}
