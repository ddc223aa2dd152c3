import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createDemoTraffic } from './adapters/demo-traffic/index.ts';
import { createEmail } from './adapters/email/index.ts';
import { createLocalPlatform } from './adapters/local/index.ts';
import { createPagerDuty } from './adapters/pagerduty/index.ts';
import { createSlack, createSlackWebhook } from './adapters/slack/index.ts';
import { createWebhook } from './adapters/webhook/index.ts';
import type { Context } from './context.ts';
import { openDatabase, type Database } from './db/client.ts';
import { openListener, type Listener } from './db/listen.ts';
import { openVault } from './db/vault.ts';
import type { Actor } from './domain/actor.ts';
import { AppError } from './domain/errors.ts';
import type { Language } from './domain/text.ts';
import { publicUrlOf, readEnvironment, sessionSecret, type Environment } from './env.ts';
import { createLogger } from './log.ts';
import { createOutbound, trustedPost } from './outbound.ts';
import type { Notifiers, Outbound, Ports } from './ports.ts';

const DEFAULT_DEADLINE_MS = 30_000;

export type Runtime = {
  environment: Environment;
  log: Logger;
  db: Database;
  listener: Listener;
  ports: Ports;
  notifiers: Notifiers;
  outbound: Outbound;
  /** Where people open this control plane, without a slash at its end. */
  publicUrl: string;
  /** What session cookies are signed with, and whether people come by https. Throws without a real secret. */
  sessionKey: () => { secret: string; https: boolean };
  /** What a use case is given. Without a signal it must end within 30 s. */
  context: (actor: Actor, given?: { requestId?: string; signal?: AbortSignal; language?: Language }) => Context;
  /** Ends the listener, then the pool; later calls do nothing. */
  close: () => Promise<void>;
};

/** Ports of a process that no platform is configured for: reading fails plainly and becomes a gap. */
function noPlatform(): Ports {
  const refuse = async () => {
    throw new AppError('unavailable', 'No platform is configured: set LOCAL_PLATFORM_CONFIG.');
  };
  return {
    platform: { versions: refuse, apply: refuse, observe: refuse },
    metrics: { range: refuse },
    logs: { search: refuse },
    traces: { search: refuse, get: refuse },
  };
}

/** Every way to tell people, by the kind of channel. */
function createNotifiers(environment: Environment, outbound: Outbound): Notifiers {
  return {
    slack: createSlack({ apiUrl: environment.SLACK_API_URL }),
    slack_webhook: createSlackWebhook({ post: outbound.post }),
    pagerduty: createPagerDuty({ post: trustedPost(), baseUrl: environment.PAGERDUTY_URL }),
    webhook: createWebhook({ post: outbound.post }),
    email: createEmail({ url: environment.SMTP_URL ?? null, from: environment.SMTP_FROM }),
  };
}

/** Composes a process from its environment: the only place that names concrete adapters. Throws without DATABASE_URL. */
export function createRuntime(environment: Environment, options: { name: string; poolSize?: number }): Runtime {
  if (!environment.DATABASE_URL) {
    throw new Error(
      'DATABASE_URL is not set: name the PostgreSQL database, e.g. postgres://user:password@localhost:5432/control_plane. "npm run demo" brings its own.',
    );
  }
  const log = createLogger(environment.LOG_LEVEL, options.name);
  const vault = openVault({ current: environment.ENCRYPTION_KEY, previous: environment.ENCRYPTION_KEY_PREVIOUS });
  const db = openDatabase(environment.DATABASE_URL, { max: options.poolSize ?? 10 });
  const listener = openListener(environment.DATABASE_URL);
  const ports: Ports = {
    ...(environment.LOCAL_PLATFORM_CONFIG ? createLocalPlatform({ db, configPath: environment.LOCAL_PLATFORM_CONFIG }) : noPlatform()),
    ...(environment.DEMO && { demoTraffic: createDemoTraffic(join(environment.DATA_DIR, 'traffic.json')) }),
  };
  const outbound = createOutbound(environment.OUTBOUND_ALLOWED_HOSTS);
  let closing: Promise<void> | undefined;
  return {
    environment,
    log,
    db,
    listener,
    ports,
    notifiers: createNotifiers(environment, outbound),
    outbound,
    publicUrl: publicUrlOf(environment),
    sessionKey: () => ({ secret: sessionSecret(environment), https: environment.NEXTAUTH_URL?.startsWith('https:') ?? false }),
    context(actor, given = {}) {
      const requestId = given.requestId ?? randomUUID();
      return {
        actor,
        requestId,
        signal: given.signal ?? AbortSignal.timeout(DEFAULT_DEADLINE_MS),
        language: given.language ?? 'en',
        now: () => new Date(),
        db,
        log: log.child({ requestId }),
        ports,
        vault,
      };
    },
    close() {
      closing ??= (async () => {
        await listener.close();
        await db.close();
      })();
      return closing;
    },
  };
}

const slot: { controlPlaneRuntime?: Runtime } = globalThis as { controlPlaneRuntime?: Runtime };

/**
 * The runtime of this process, made at the first call. It hangs on `globalThis` because Next
 * bundles instrumentation and route handlers apart and each would otherwise open its own pool.
 */
export function runtime(name = 'web'): Runtime {
  slot.controlPlaneRuntime ??= createRuntime(readEnvironment(), { name });
  return slot.controlPlaneRuntime;
}

/** Puts another runtime in place, e.g. one on a test's own database; returns it. */
export function useRuntime(replacement: Runtime | undefined): void {
  if (replacement) slot.controlPlaneRuntime = replacement;
  else delete slot.controlPlaneRuntime;
}
