import { userInfo } from 'node:os';
import type { Context } from '#/lib/context.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { readEnvironment } from '#/lib/env.ts';
import { createRuntime } from '#/lib/runtime.ts';
import { withDatabase } from './database.ts';

/** Runs `work` as whoever is at the command line, with every right, on DATABASE_URL or the embedded database in DATA_DIR. */
export async function withContext(name: string, given: { deadlineMs: number }, work: (ctx: Context) => Promise<void>): Promise<void> {
  const environment = readEnvironment();
  await withDatabase(environment, { create: false }, async ({ appUrl }) => {
    const runtime = createRuntime(
      { ...environment, DATABASE_URL: appUrl, LOCAL_PLATFORM_CONFIG: undefined, LOG_LEVEL: 'warn' },
      { name, poolSize: 2 },
    );
    try {
      const actor = { ...SYSTEM, name: `${userInfo().username} (command line)` };
      await work(runtime.context(actor, { signal: AbortSignal.timeout(given.deadlineMs) }));
    } finally {
      await runtime.close();
    }
  });
}
