import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LogFile } from './log-file.ts';

export type Program = { name: string; args: string[]; env: Record<string, string | undefined> };
export type Supervised = { name: string; pid(): number | undefined; stop(): Promise<void> };

const STOP_MS = 12_000;
const BACKOFF_MS = [250, 500, 1000, 2000, 5000, 10_000];
const SETTLED_MS = 30_000;
const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/**
 * Keeps one program of the control plane running: its output goes to `<folder>/<name>.log`, an
 * unexpected end is said and followed by a new start, and it is told to stop when this process dies.
 */
export function supervise(program: Program, folder: string, say: (text: string) => void): Supervised {
  const log = new LogFile(join(folder, `${program.name}.log`));
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;

  function start() {
    const began = Date.now();
    // The kernel sends the signal when this process ends, however it ends.
    const [command = process.execPath, ...args] = [
      ...(setpriv ? [setpriv, '--pdeathsig', 'TERM', '--'] : []),
      process.execPath,
      ...program.args,
    ];
    child = spawn(command, args, { env: { NODE_ENV: 'production', ...program.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.stdout?.on('data', (chunk: Buffer) => log.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => log.write(chunk));
    child.on('error', (error) => log.write(`${error.message}\n`));
    child.on('exit', (code, signal) => {
      if (stopping) return;
      failures = Date.now() - began > SETTLED_MS ? 0 : failures + 1;
      const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
      say(
        `${program.name} ended (${signal ?? `exit ${code}`}); starting it again. Its output is in ${join(folder, `${program.name}.log`)}`,
      );
      setTimeout(() => !stopping && start(), wait);
    });
  }

  start();
  return {
    name: program.name,
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      const late = await Promise.race([ended.then(() => false), sleep(STOP_MS, true)]);
      if (late) running.kill('SIGKILL');
      await ended;
    },
  };
}
