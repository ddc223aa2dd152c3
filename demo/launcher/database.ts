import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { startEmbedded, type EmbeddedServer } from '#/lib/db/embedded.ts';
import { migrate } from '#/lib/db/migrate.ts';
import type { Environment } from '#/lib/env.ts';

const RETRY_MS = 2000;

/** The demo's database, migrated: the one that DATABASE_URL names, else the embedded one, which is kept running. */
export async function openDemoDatabase(
  environment: Environment,
  say: (text: string) => void,
): Promise<{ appUrl: string; stop(): Promise<void> }> {
  if (environment.DATABASE_URL) {
    await migrate(environment.DATABASE_OWNER_URL ?? environment.DATABASE_URL);
    return { appUrl: environment.DATABASE_URL, stop: async () => undefined };
  }
  const log = pino(pino.destination({ dest: join(environment.DATA_DIR, 'logs', 'database.log'), mkdir: true, sync: false }));
  const start = () => startEmbedded({ dataDir: environment.DATA_DIR, log });
  let server = await start();
  await migrate(server.ownerUrl);
  const { appUrl } = server;
  const stopping = new AbortController();
  const keeping = keepRunning();

  /** Starts the server again, at its old address, whenever it has gone without being asked to. */
  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Promise.race([server.gone, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      say('The database ended; starting it again.');
      server = await startAgain(start, stopping.signal, say, server);
    }
  }

  return {
    appUrl,
    async stop() {
      stopping.abort();
      await keeping;
      await server.stop();
    },
  };
}

async function startAgain(
  start: () => Promise<EmbeddedServer>,
  stopping: AbortSignal,
  say: (text: string) => void,
  last: EmbeddedServer,
): Promise<EmbeddedServer> {
  while (!stopping.aborted) {
    try {
      return await start();
    } catch (error) {
      say(`The database did not start: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(RETRY_MS);
    }
  }
  return last;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
