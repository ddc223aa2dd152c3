import { enableCompileCache, flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// This process lives long and does little. A young generation that may grow, and the compiler of TypeScript
// once it has been loaded, would cost memory for ever: so it stays small, and compiled modules are kept between starts.
setFlagsFromString('--semi-space-growth-factor=1');
enableCompileCache();

/** `npm run agent`: runs the services of the local platform. One for a database; web and worker do without it. */
async function main(): Promise<void> {
  const { readEnvironment } = await import('#/lib/env.ts');
  const { createLogger } = await import('#/lib/log.ts');
  const { openVault } = await import('#/lib/db/vault.ts');
  const { startAgent } = await import('#/lib/adapters/local/supervisor/agent.ts');

  const environment = readEnvironment();
  const { DATABASE_URL: databaseUrl, LOCAL_PLATFORM_CONFIG: configPath } = environment;
  if (!databaseUrl)
    throw new Error('DATABASE_URL is not set: the agent needs the same database as web and worker. "npm run demo" brings its own.');
  if (!configPath) throw new Error('LOCAL_PLATFORM_CONFIG is not set: name the file that describes the services, e.g. demo/platform.json.');
  const log = createLogger(environment.LOG_LEVEL, 'agent');

  const agent = await startAgent({
    databaseUrl,
    configPath,
    basePort: environment.LOCAL_BASE_PORT,
    dataDir: environment.DATA_DIR,
    directory: process.cwd(),
    vault: openVault({ current: environment.ENCRYPTION_KEY, previous: environment.ENCRYPTION_KEY_PREVIOUS }),
    kept: { rawHours: environment.RETENTION_TELEMETRY_HOURS, rollupDays: environment.RETENTION_ROLLUP_DAYS },
    log,
    onReplaced: () => {
      log.fatal('another agent has taken over; this one has stopped its services and ends');
      process.exit(1);
    },
  });
  flushCompileCache();

  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, 'stopping');
      void agent.stop().then(() => process.exit(0));
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'the agent ends because of an error of its own');
    process.exit(1);
  });
  // Whatever ends this process, no service is left behind.
  process.on('exit', () => agent.killAll());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
