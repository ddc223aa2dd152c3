import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfChanged } from '#/cli/build.ts';
import { readEnvironment } from '#/lib/env.ts';
import { openDemoDatabase } from './launcher/database.ts';
import { Lifecycle } from './launcher/lifecycle.ts';
import { lockDataFolder, localBasePort, prepareDataFolder, Refusal, requireFreePort } from './launcher/preflight.ts';
import { seed } from './launcher/seed.ts';
import { supervise, type Supervised } from './launcher/supervisor.ts';

/**
 * `npm run demo`: the whole product on this machine with four services to watch. Everything it
 * starts ends with it, and everything it knows is in DATA_DIR.
 */
const say = (text: string) => console.log(text);
const READY_MS = 90_000;

async function main(lifecycle: Lifecycle): Promise<void> {
  const environment = readEnvironment();
  const folder = environment.DATA_DIR;
  prepareDataFolder(folder);
  lifecycle.atEnd(lockDataFolder(folder));

  const announcement = join(folder, 'demo.json');
  rmSync(announcement, { force: true });
  lifecycle.atEnd(() => rmSync(announcement, { force: true }));

  await requireFreePort(environment.PORT);
  const basePort = await localBasePort(folder, process.env.LOCAL_BASE_PORT ? environment.LOCAL_BASE_PORT : null);
  if (!buildIfChanged()) throw new Refusal('The build failed; its message is above.');

  const began = performance.now();
  const database = await openDemoDatabase(environment, say);
  lifecycle.atEnd(() => database.stop());

  const url = `http://localhost:${environment.PORT}`;
  const platformFile = resolve(import.meta.dirname, 'platform.json');
  const shared = {
    ...process.env,
    // The Node that the packages bring comes first for everything below.
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    NODE_ENV: 'production',
    // A young generation of 2 MB keeps idle programs at half the memory that Node would take.
    NODE_OPTIONS: '--max-semi-space-size=2',
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    DEMO: '1',
    PORT: String(environment.PORT),
    DATA_DIR: folder,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: undefined,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? rememberedSecret(join(folder, 'session-secret'), 48),
    ENCRYPTION_KEY: process.env.ENCRYPTION_KEY ?? rememberedSecret(join(folder, 'encryption-key'), 32),
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    LOCAL_PLATFORM_CONFIG: platformFile,
    LOCAL_BASE_PORT: String(basePort),
  };
  const seeded = await seed({
    platformFile,
    basePort,
    environment: shared,
    tokenFile: join(folder, 'demo-token'),
  });

  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const programs: Supervised[] = [
    supervise({ name: 'agent', args: ['agent.ts'], env: shared }, logs, say),
    supervise({ name: 'worker', args: ['worker.ts'], env: shared }, logs, say),
    supervise({ name: 'web', args: ['node_modules/next/dist/bin/next', 'start', '-p', String(environment.PORT)], env: shared }, logs, say),
    supervise(
      {
        name: 'traffic',
        args: ['demo/traffic.ts'],
        env: {
          PATH: shared.PATH,
          NODE_OPTIONS: shared.NODE_OPTIONS,
          NODE_COMPILE_CACHE: shared.NODE_COMPILE_CACHE,
          STOREFRONT_URL: `http://127.0.0.1:${basePort + 1}`,
          TRAFFIC_FILE: join(folder, 'traffic.json'),
        },
      },
      logs,
      say,
    ),
  ];
  lifecycle.atEnd(() => Promise.all(programs.map((program) => program.stop())).then(() => undefined));

  await answering(`${url}/readyz`, lifecycle.stopping);
  writeFileSync(announcement, `${JSON.stringify({ url, users: seeded.users, token: seeded.token }, null, 2)}\n`, { mode: 0o600 });
  say(welcome(url, seeded, announcement, (performance.now() - began) / 1000));
}

/** Waits for the web to say that it is ready; says where to look when it does not. */
async function answering(url: string, stop: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!stop.aborted) {
    const ready = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline)
      throw new Refusal(
        `${url} did not become ready within ${READY_MS / 1000} s. The programs' output is in the folder "logs" of the data folder.`,
      );
    await sleep(150);
  }
}

function welcome(url: string, seeded: Awaited<ReturnType<typeof seed>>, announcement: string, seconds: number): string {
  const users = seeded.users.map((user) => `    ${user.email.padEnd(22)} ${user.password.padEnd(16)} ${user.role}`);
  return [
    '',
    `  Control Plane is ready after ${seconds.toFixed(1)} s:  ${url}`,
    '',
    '  Sign in as',
    ...users,
    '',
    `  API token   ${seeded.token}`,
    `  The same in ${announcement}`,
    '',
    '  Deploy version 1.1.0 of payment-api and watch what happens. Ctrl-C stops everything; nothing is lost.',
    '',
  ].join('\n');
}

/** Random bytes in base64url, made once for a data folder: a restart signs nobody out and loses no secret. */
function rememberedSecret(file: string, bytes: number): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(bytes).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

const lifecycle = new Lifecycle(say);
void main(lifecycle).catch((error: unknown) => lifecycle.fail(error));
