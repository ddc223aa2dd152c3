import { spawn } from 'node:child_process';

/** The account that the server runs as; null: the one we run as ourselves. */
export type Account = { name: string; uid: number; gid: number } | null;

export type RunResult = { code: number | null; output: string };

const MAX_OUTPUT = 64 * 1024;

/** PostgreSQL reads little from the environment and must read nothing of ours (PGDATA, PGPORT, secrets). */
export const serverEnvironment: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' };

/**
 * Runs a program to its end and returns its exit code and the last 64 kB of what it said.
 * It is killed after `timeoutMs`; that, like a program that cannot be started, is an Error.
 */
export function run(
  program: string,
  args: readonly string[],
  options: { account: Account; timeoutMs: number; cwd?: string; input?: string },
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? '/',
      env: serverEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.account ? { uid: options.account.uid, gid: options.account.gid } : {}),
    });
    let output = '';
    let late = false;
    const take = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-MAX_OUTPUT);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`"${program}" could not be started: ${cause.message}`, { cause }));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (late) reject(new Error(`"${program}" did not end within ${options.timeoutMs / 1000} s. It said:\n${output.trim()}`));
      else resolve({ code, output });
    });
    // A program that ends without reading its input must not take us down.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
