import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { seed } from '#/demo/launcher/seed.ts';
import { startEmbedded, type EmbeddedServer } from '#/lib/db/embedded.ts';
import { migrate } from '#/lib/db/migrate.ts';
import { freeBlock, until } from './demo.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export type Program = { pid: number; kill(signal: NodeJS.Signals): Promise<void>; alive(): boolean };
export type Web = Program & { url: string };
export type Answer = { status: number; body: unknown; headers: Headers };
type Init = { method?: string; body?: unknown; headers?: Record<string, string> };

/** The product's processes, each started and ended by the test, on a database of their own behind a proxy. */
export type Rig = {
  folder: string;
  token: string;
  users: { email: string; password: string; role: string }[];
  proxy: TcpProxy;
  /** The database's own address, past the proxy, as its owner. */
  ownerUrl(): string;
  databasePid(): number;
  startDatabase(): Promise<void>;
  web(env?: Record<string, string>): Promise<Web>;
  worker(env?: Record<string, string>): Program;
  agent(): Program;
  ask(web: Pick<Web, 'url'>, path: string, init?: Init): Promise<Answer>;
  close(): Promise<void>;
};

const START_MS = 120_000;

/** Makes the database, what the demo begins with, and no process yet. */
export async function startRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'rig-'));
  const basePort = await freeBlock();
  const log = pino({ level: 'silent' });
  const start = () => startEmbedded({ dataDir: folder, log });
  let server: EmbeddedServer = await start();
  await migrate(server.ownerUrl);
  const proxy = await openTcpProxy(Number(new URL(server.appUrl).port));
  const platformFile = resolve('demo/platform.json');
  const base = {
    ...process.env,
    NODE_ENV: 'production',
    NODE_OPTIONS: '--max-semi-space-size=2',
    DEMO: '1',
    DATA_DIR: folder,
    DATABASE_URL: through(server.appUrl, proxy.port),
    DATABASE_OWNER_URL: '',
    NEXTAUTH_SECRET: randomBytes(48).toString('base64url'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64url'),
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    RATE_LIMIT_PER_MINUTE: '0',
    RATE_LIMIT_EXECUTE_PER_MINUTE: '0',
    WATCH_SECONDS: '5',
    LOG_LEVEL: 'info',
    LOCAL_PLATFORM_CONFIG: platformFile,
    LOCAL_BASE_PORT: String(basePort),
  };
  const seeded = await seed({ platformFile, basePort, environment: base, tokenFile: join(folder, 'token') });
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const running = new Set<Program>();
  let count = 0;
  const run = (name: string, args: string[], env: Record<string, string> = {}) => {
    const program = started(join(logs, `${name}-${(count += 1)}.log`), args, { ...base, ...env });
    running.add(program);
    return program;
  };

  return {
    folder,
    ...seeded,
    proxy,
    ownerUrl: () => server.ownerUrl,
    databasePid: () => server.pid,
    async startDatabase() {
      server = await start();
    },
    async web(env = {}) {
      const port = await freeBlock();
      const url = `http://localhost:${port}`;
      const program = run('web', ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
        PORT: String(port),
        NEXTAUTH_URL: url,
        ...env,
      });
      const ready = () =>
        fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
          (answer) => answer.status,
          () => 0,
        );
      await until(`the web on ${port}; its output: ${logs}`, ready, (status) => status === 200, START_MS / 1000);
      return { ...program, url };
    },
    worker: (env) => run('worker', ['worker.ts'], env),
    agent: () => run('agent', ['agent.ts']),
    async ask(web, path, init = {}) {
      const answer = await fetch(web.url + path, {
        method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
        headers: {
          authorization: `Bearer ${seeded.token}`,
          accept: 'application/json',
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
        body: init.body === undefined ? undefined : typeof init.body === 'string' ? init.body : JSON.stringify(init.body),
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      const json = /json/.test(answer.headers.get('content-type') ?? '') && text !== '';
      return { status: answer.status, headers: answer.headers, body: json ? (JSON.parse(text) as unknown) : text };
    },
    async close() {
      await Promise.all([...running].map((program) => program.kill('SIGTERM')));
      proxy.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function through(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}

function started(log: string, args: string[], env: Record<string, string | undefined>): Program {
  const child: ChildProcess = spawn(process.execPath, args, { env: { NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    alive,
    async kill(signal) {
      if (!alive()) return;
      child.kill(signal);
      const late = await Promise.race([ended.then(() => false), sleep(12_000, true)]);
      if (late) child.kill('SIGKILL');
      await ended;
    },
  };
}
