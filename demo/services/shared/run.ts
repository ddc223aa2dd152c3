import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchFlags } from './flags.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import type { Releases } from './release.ts';
import { createHttpServer } from './server.ts';
import { integer, optionalUrl, readSettings, SettingsError, text, type Environment } from './settings.ts';

/** Time for a balancer to see that readiness is gone before new connections are refused. */
const DRAIN_NOTICE_MS = 300;
const DRAIN_DEADLINE_MS = 5_000;
const SWEEP_MS = 50;

/** Runs one version of a service until SIGTERM or SIGINT; exit code 1 and a fatal log line when it cannot start. */
export async function runService(name: string, releases: Releases): Promise<void> {
  const environment: Environment = process.env;
  const version = process.argv[2] ?? environment.SERVICE_VERSION ?? '';
  const log = createLogger({ service: environment.SERVICE_NAME ?? name, version: environment.SERVICE_VERSION ?? version });
  const die = (error: unknown): never => {
    log.fatal({ err: error }, `${name} stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  };
  process.on('uncaughtException', die);
  try {
    await start(name, version, releases, environment, log);
  } catch (error) {
    die(error);
  }
}

async function start(name: string, version: string, releases: Releases, environment: Environment, log: Logger): Promise<void> {
  const load = releases[version];
  if (!load) throw new SettingsError(`${name} has no version "${version}"; known are ${Object.keys(releases).join(', ')}`);
  const own = readSettings(
    {
      port: integer('PORT', { min: 1, max: 65_535 }),
      service: text('SERVICE_NAME', name),
      version: text('SERVICE_VERSION', version),
      instance: text('INSTANCE_ID', `${name}-${process.pid}`),
      otlpEndpoint: optionalUrl('OTEL_EXPORTER_OTLP_ENDPOINT'),
      flagsFile: text('FLAGS_FILE', ''),
    },
    environment,
  );
  const { release } = await load();
  // The tracing SDK is a fifth of the process's memory; without a collector it is not loaded.
  const stopTracing = own.otlpEndpoint && (await import('./tracing.ts')).startTracing(own.otlpEndpoint, own);
  const flags = await watchFlags(own.flagsFile || undefined, log);
  const routes = await release.start((schema) => readSettings(schema, environment), { log, flags });

  let ready = false;
  const server = createHttpServer({ routes, metrics: createMetrics(), log, isReady: () => ready, readinessPath: release.readinessPath });
  server.listen(own.port, '127.0.0.1');
  await once(server, 'listening');
  ready = true;
  log.info({ port: own.port, instance: own.instance }, `${own.service} ${own.version} is listening on port ${own.port}`);

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (!ready) return;
    ready = false;
    log.info({ signal }, 'draining');
    await sleep(DRAIN_NOTICE_MS);
    await close(server, log);
    await stopTracing?.();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

async function close(server: Server, log: Logger): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const late = sleep(DRAIN_DEADLINE_MS, 'late' as const, { ref: false });
  // A connection that was busy when the server closed would else be kept alive for more requests.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  if ((await Promise.race([closed, late])) === 'late') log.warn('requests were still open at the end of the drain period');
  clearInterval(sweep);
}
