import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '#/lib/deadline.ts';
import { schemaProblem } from '#/lib/db/require-schema.ts';
import { SYSTEM } from '#/lib/domain/actor.ts';
import { runtime } from '#/lib/runtime.ts';
import { disableDemoUsers, ensureFirstAdmin } from '#/lib/usecases/ensure-first-admin.ts';
import { startTracing, stopTracing } from '#/lib/tracing.ts';
import { endStreams } from './sse.ts';
import { beginToStop } from './stopping.ts';

/** How long calls may take to finish once the process was asked to stop. */
const DRAIN_MS = 9_000;
/** For so long it still takes calls while `/readyz` already says that it stops, so that a balancer can turn to another one. */
const STEP_ASIDE_MS = 2_000;
const SCHEMA_MS = 5_000;
const RETRY_MS = 5_000;

/**
 * Composes the web process, or ends it with a message that names what is missing: nothing may be
 * served without a secret, a database or the schema of this version; a database that is away may come
 * back, and readiness tells of it until then. On SIGTERM it is no longer ready, takes calls for 2 s more,
 * ends the streams, and exits once calls have finished, after at most 9 s. SIGINT does not wait the 2 s.
 */
export async function startWeb(): Promise<void> {
  try {
    const { environment, sessionKey, log, db } = runtime('web');
    sessionKey();
    await startTracing(environment.OTEL_EXPORTER_OTLP_ENDPOINT, 'control-plane-web');
    const problem = await within(new AbortController().signal, SCHEMA_MS, () => schemaProblem(db)).catch((error: unknown) => {
      log.warn({ err: error }, 'the database does not answer yet');
      return null;
    });
    if (problem) throw new Error(problem);
    // next-auth takes the address of the site from here and from nowhere else.
    process.env.NEXTAUTH_URL ??= `http://localhost:${environment.PORT}`;
    log.info({ port: environment.PORT, demo: environment.DEMO }, 'web starts');
    void prepareMembers();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  const server = servingServer();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void drain(server(), signal === 'SIGTERM' ? STEP_ASIDE_MS : 0));
}

/** Who may sign in at all, outside the demo: tried until the database answers. */
async function prepareMembers(): Promise<void> {
  const { environment, context, log } = runtime();
  const { DEMO, FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password, OIDC_ISSUER: issuer } = environment;
  if (DEMO) return;
  if (issuer?.startsWith('http:')) log.warn({ issuer }, 'OIDC_ISSUER is not https: whoever is on the way there can sign in as anybody');
  try {
    await disableDemoUsers(context(SYSTEM));
    if (email && (await ensureFirstAdmin(context(SYSTEM), { email, password }))) log.info({ email }, 'the first administrator was made');
  } catch (error) {
    log.warn({ err: error }, 'the members could not be prepared yet');
    setTimeout(() => void prepareMembers(), RETRY_MS).unref();
  }
}

/** Next does not hand out its server; Node names it with the first request that it takes. */
function servingServer(): () => Server | undefined {
  let server: Server | undefined;
  subscribe('http.server.request.start', (message) => {
    server ??= (message as { server: Server }).server;
  });
  return () => server;
}

async function drain(server: Server | undefined, stepAsideMs: number): Promise<void> {
  const { log, close } = runtime();
  log.info('web stops');
  setTimeout(() => process.exit(0), DRAIN_MS).unref();
  beginToStop();
  // A connection that is kept for another call would carry that call to a process that is gone.
  server?.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  endStreams();
  await sleep(stepAsideMs);
  const closed = server ? new Promise<void>((resolve) => server.close(() => resolve())) : Promise.resolve();
  // Streams that were opened meanwhile.
  endStreams();
  await closed;
  await stopTracing();
  await close().catch((error: unknown) => log.warn({ err: error }, 'the database connections did not close'));
  process.exit(0);
}
