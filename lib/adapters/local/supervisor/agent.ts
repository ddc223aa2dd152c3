import { once } from 'node:events';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { schemaProblem } from '#/lib/db/require-schema.ts';
import type { Vault } from '#/lib/db/vault.ts';
import { DEFAULT_CLUSTER, serviceKey } from '#/lib/domain/service.ts';
import { readPlatformFile, stablePort } from '../config.ts';
import { DESIRED_PREFIX, LOCAL_CHANNEL } from '../lock.ts';
import { openAgentDatabase, type AgentDatabase } from './database.ts';
import { startGuard } from './guard.ts';
import { createMaintenance } from './maintenance.ts';
import { createGroupWatch } from './memory.ts';
import { becomeTheAgent } from './presence.ts';
import { signalGroup } from './procfs.ts';
import { createProxy, requireFree } from './proxy.ts';
import { createReceiver } from './receiver.ts';
import { createScraper } from './scrape.ts';
import type { Kept } from './retention.ts';
import { opened, withRenewedSecrets } from './secrets.ts';
import { specify } from './specification.ts';
import { createStatusWriter } from './status-writer.ts';
import { createStore } from './store.ts';
import { sweep } from './sweep.ts';
import { createTelemetry } from './telemetry.ts';
import { Workload } from './workload.ts';

export type AgentOptions = {
  databaseUrl: string;
  configPath: string;
  /** The receiver's port; those of the services follow it. */
  basePort: number;
  dataDir: string;
  /** Where relative commands and arguments are found. */
  directory: string;
  kept: Kept;
  /** Opens the secrets of the services. */
  vault: Vault;
  log: Logger;
  /** Called when another agent has taken over; nothing runs here any more by then. */
  onReplaced: () => void;
};

const READ_MS = 2000;

/**
 * Runs the services of the platform file until stopped. Rejects with a message that names the cause
 * when it cannot begin: an unusable file, a port in use, another agent, no database.
 */
export async function startAgent(options: AgentOptions): Promise<{ stop(): Promise<void>; killAll(): void }> {
  const { databaseUrl, configPath, basePort, dataDir, directory, vault, kept, log } = options;
  const file = readPlatformFile(configPath);
  let replaced: () => void = () => undefined;
  const sql = openAgentDatabase(databaseUrl);
  const presence = await admit(sql)
    .then(() => becomeTheAgent(databaseUrl, () => replaced()))
    .catch(async (error: unknown) => {
      await sql.end({ timeout: 1 });
      throw error;
    });
  const store = createStore(sql);
  const abandon = async (error: unknown): Promise<never> => {
    await Promise.all([sql.end({ timeout: 1 }), presence.release()]);
    throw error;
  };

  try {
    const left = sweep(await store.readProcesses());
    if (left.length > 0) log.warn({ instances: left }, 'ended what an earlier agent had left running');
    await requirePorts(basePort, Object.keys(file.services), (name) => stablePort(file, name, basePort) ?? basePort);
  } catch (error) {
    return abandon(error);
  }

  const workloads = new Map<string, Workload>();
  const instances = () => [...workloads.values()].flatMap((workload) => workload.all());
  const telemetry = createTelemetry(store, log);
  const senders = { namespace: file.namespace, isOwn: (id: string) => instances().some((instance) => instance.id === id) };
  const receiver = createReceiver((rows) => telemetry.takeSpans(rows), senders);
  receiver.listen(basePort, '127.0.0.1');
  await once(receiver, 'listening').catch(abandon);

  const guard = startGuard((error) => log.warn({ error }, 'there is no guard over children of services'));
  const watch = createGroupWatch(instances, (instance, bytes) => {
    log.warn({ instance: instance.id, bytes, limit: instance.spec.memoryLimitBytes }, 'over its memory limit');
    telemetry.peak(keyOf(workloads.values(), instance), instance, bytes);
    instance.kill('OOMKilled');
  });
  const status = createStatusWriter({
    store,
    sources: () => [...workloads.values()],
    flushObserved: telemetry.flushObserved,
    onFailure: (error) => log.warn({ error }, 'the status could not be stored; the services go on'),
  });
  const scraper = createScraper({
    workloads: () => [...workloads.values()],
    watch,
    push: telemetry.pushSample,
    onFailure: (instance, error) => log.debug({ instance: instance.id, error }, 'no metrics'),
  });
  const maintenance = createMaintenance({
    kept,
    sql,
    store,
    log,
    running: instances,
    guard,
    keyOf: (instance) => keyOf(workloads.values(), instance),
  });

  for (const [name, service] of Object.entries(file.services)) {
    const port = basePort + service.port_offset;
    const ref = { cluster: DEFAULT_CLUSTER, namespace: file.namespace, name };
    const workload: Workload = new Workload(ref, {
      flagsFile: join(dataDir, 'local', 'flags', `${file.namespace}.${name}.json`),
      proxy: createProxy(port, (error) => log.error({ port, service: name, error }, portTaken(port, name))),
      specify: ({ version, config }) =>
        specify({ file, service, version, config: opened(vault, serviceKey(ref), config), basePort, directory }),
      onUnreadable: (error) => log.error({ service: name }, error.message),
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${basePort}` },
      onLine: (instance, line) =>
        telemetry.pushLine({ service: workload.key, instance: instance.id, version: instance.spec.version, ...line }),
      onChange: () => {
        maintenance.processesChanged();
        scraper.noticeReady(workload);
        status.touch(workload);
      },
      onLeaving: (instance) => scraper.part(workload, instance),
    });
    workloads.set(name, workload);
  }

  let closed = false;
  const read = async () => {
    if (closed) return;
    try {
      for (const row of await store.readDesired(file.namespace)) {
        const workload = workloads.get(row.name);
        const current = workload && withRenewedSecrets(vault, workload.key, row);
        if (!closed && current) workload.want(current, current);
      }
    } catch (error) {
      log.debug({ error }, 'the desired state could not be read');
    }
  };
  const poll = setInterval(() => void read(), READ_MS);
  void sql
    .listen(
      LOCAL_CHANNEL,
      (payload) => void (payload.startsWith(DESIRED_PREFIX) && read()),
      () => void read(),
    )
    .catch((error: unknown) => log.warn({ error }, 'not listening'));
  await read();
  log.info({ services: Object.keys(file.services), basePort }, 'the local agent runs');

  const stop = async () => {
    if (closed) return;
    closed = true;
    clearInterval(poll);
    status.stop();
    scraper.stop();
    await Promise.all([...workloads.values()].map((workload) => workload.close()));
    watch.stop();
    guard.stop();
    receiver.close();
    receiver.closeAllConnections();
    await Promise.race([maintenance.stop().then(() => telemetry.stop()), new Promise((resolve) => setTimeout(resolve, 2000))]).catch(
      () => undefined,
    );
    await Promise.all([sql.end({ timeout: 1 }), presence.release()]);
  };
  replaced = () => void stop().then(options.onReplaced);
  return {
    stop,
    killAll: () => instances().forEach((instance) => instance.pid !== null && signalGroup(instance.pid, 'SIGKILL')),
  };
}

/** Rejects on a database that is not of this version's schema. */
async function admit(sql: AgentDatabase): Promise<void> {
  const problem = await schemaProblem({ execute: (query) => sql.unsafe(query) });
  if (problem) throw new Error(problem);
}

function keyOf<Item>(workloads: Iterable<{ key: string; all(): Item[] }>, instance: Item): string {
  for (const workload of workloads) if (workload.all().includes(instance)) return workload.key;
  return '';
}

const portTaken = (port: number, who: string) =>
  `Port ${port}, which ${who} needs, is in use. Stop what listens on it, or set LOCAL_BASE_PORT to the first of a free range.`;

/** Finds out before anything is started whether every port can be had. */
async function requirePorts(basePort: number, services: string[], portOf: (name: string) => number): Promise<void> {
  for (const [port, who] of [
    [basePort, "the agent's own receiver"] as const,
    ...services.map((name) => [portOf(name), `service ${name}`] as const),
  ]) {
    await requireFree(port).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new Error(portTaken(port, who), { cause: error }) : error;
    });
  }
}
