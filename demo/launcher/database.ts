import type { Environment } from '#/lib/env.ts';
import { startEmbedded } from '#/lib/db/embedded.ts';
import { migrate } from '#/lib/db/migrate.ts';

const LOOK_MS = 2000;

/** The demo's database, migrated: the one that DATABASE_URL names, else the embedded one, which is kept running. */
export async function openDemoDatabase(environment: Environment, say: (text: string) => void): Promise<{ appUrl: string; stop(): Promise<void> }> {
  if (environment.DATABASE_URL) {
    await migrate(environment.DATABASE_OWNER_URL ?? environment.DATABASE_URL);
    return { appUrl: environment.DATABASE_URL, stop: async () => undefined };
  }
  const options = { dataDir: environment.DATA_DIR };
  let server = await startEmbedded(options);
  await migrate(server.ownerUrl);
  let stopping = false;
  let repair = Promise.resolve();

  const watch = setInterval(() => {
    if (stopping || isAlive(server.pid)) return;
    repair = repair.then(async () => {
      if (stopping || isAlive(server.pid)) return;
      say('The database ended; starting it again.');
      server = await startEmbedded(options).catch((error: unknown) => {
        say(`The database did not start: ${error instanceof Error ? error.message : String(error)}`);
        return server;
      });
    });
  }, LOOK_MS);

  return {
    appUrl: server.appUrl,
    async stop() {
      stopping = true;
      clearInterval(watch);
      await repair;
      await server.stop();
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
