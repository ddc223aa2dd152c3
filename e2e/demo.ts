import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Announcement = { url: string; users: { email: string; password: string; role: string }[]; token: string };
export type Demo = Announcement & {
  folder: string;
  process: ChildProcess;
  /** What the launcher printed so far. */
  output(): string;
  /** Ctrl-C, and waits until everything has ended. */
  stop(): Promise<number | null>;
  /** Removes the data folder. */
  clean(): void;
  api(
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown }>;
};

const START_MS = 120_000;

/** A block of ten free ports below the range that the kernel hands out by itself. */
export async function freeBlock(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 1000) * 10;
    const free = await Promise.all(Array.from({ length: 10 }, (_, index) => isFree(base + index)));
    if (free.every(Boolean)) return base;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** Starts the real demo in a folder and on ports of its own and waits for its announcement. */
export async function startDemo(options: { folder?: string; port?: number; env?: Record<string, string> } = {}): Promise<Demo> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'demo-'));
  // A killed launcher leaves its announcement behind.
  rmSync(join(folder, 'demo.json'), { force: true });
  const block = await freeBlock();
  const child = spawn('node', ['demo/start.ts'], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: String(options.port ?? block),
      WATCH_SECONDS: process.env.WATCH_SECONDS ?? '15',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

  const file = join(folder, 'demo.json');
  const deadline = Date.now() + START_MS;
  while (!existsSync(file)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`The demo did not start:\n${output}`);
    }
    await sleep(100);
  }
  const announcement = JSON.parse(readFileSync(file, 'utf8')) as Announcement;
  return {
    ...announcement,
    folder,
    process: child,
    output: () => output,
    stop: () => (child.kill('SIGINT'), ended),
    clean: () => rmSync(folder, { recursive: true, force: true }),
    async api(path, init = {}) {
      const answer = await fetch(announcement.url + path, {
        method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
        headers: {
          authorization: `Bearer ${announcement.token}`,
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
        body: init.body === undefined ? undefined : JSON.stringify(init.body),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
  };
}

/** Asks until the answer satisfies, or fails saying what came last. */
export async function until<T>(what: string, ask: () => Promise<T>, satisfied: (value: T) => boolean, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (satisfied(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain for ${what}; last: ${JSON.stringify(value)}`);
    await sleep(250);
  }
}
