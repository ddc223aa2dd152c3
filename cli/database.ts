import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { findEmbedded, startEmbedded } from '#/lib/db/embedded.ts';
import type { Environment } from '#/lib/env.ts';

type Addresses = { appUrl: string; ownerUrl: string };

/**
 * Runs `work` on the database that the environment names, else on the embedded one in DATA_DIR: on
 * its running server, or on one that is started for as long as `work` lasts. `create: false` throws
 * where there is no embedded database yet instead of making one.
 */
export async function withDatabase<T>(
  environment: Environment,
  options: { create: boolean },
  work: (addresses: Addresses) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATA_DIR } = environment;
  const named = DATABASE_URL ?? DATABASE_OWNER_URL;
  if (named) return work({ appUrl: named, ownerUrl: DATABASE_OWNER_URL ?? named });
  const running = await findEmbedded(DATA_DIR);
  if (running) return work(running);
  if (!options.create && !existsSync(join(DATA_DIR, 'postgres'))) {
    throw new Error(`There is no database in DATA_DIR "${DATA_DIR}". Set DATA_DIR to the demo's folder, or DATABASE_URL.`);
  }
  const server = await startEmbedded({ dataDir: DATA_DIR, log: pino({ level: 'silent' }) });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
